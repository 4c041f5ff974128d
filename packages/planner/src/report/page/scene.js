import { clock } from './days.js';
import { COVERAGE, colourOf, dashOf } from './marks.js';

// What is on the map on one day (or, at -1, on all of them): lines in map units, marks with sizes in pixels. Painted on a canvas or as SVG.

/** So few villages in sight that all their names may stand, visited or not. */
const FEW = 30;
const ROAD_WIDTHS = [3.2, 3.2, 2.8, 2.4, 2, 1.4, 1.2, 0.9, 0.9];

/** Map units: 1e-5 degrees of latitude, y downwards; degrees of longitude are shorter by the cosine. */
export function projectionOf(model) {
  const points = [...model.villages, ...model.depots];
  const mid = points.length === 0 ? 0 : points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const shrink = Math.cos((mid / 1e5) * (Math.PI / 180));
  const project = (x, y) => [x * shrink, -y];
  const flat = (line) => Float64Array.from(line, (value, at) => (at % 2 === 0 ? value * shrink : -value));
  const places = points.map(({ x, y }) => project(x, y));
  const bounds = places.reduce(
    (box, [x, y]) => [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
  return { project, flat, bounds: Number.isFinite(bounds[0]) ? bounds : [0, 0, 1, 1] };
}

/** Prepared once: every line in map units. */
export function groundOf(model) {
  const projection = projectionOf(model);
  const { flat, project } = projection;
  // So many that they would lie on each other.
  const shrunk = model.villages.length > 200 ? 0.6 : 1;
  const most = Math.max(1, ...model.villages.map(({ need }) => need));
  return {
    ...projection,
    most,
    roads: [...Map.groupBy(model.roads, ({ rank }) => ROAD_WIDTHS[rank] ?? 1)]
      .sort(([a], [b]) => a - b)
      .map(([width, roads]) => ({ width, lines: roads.map(({ line }) => flat(line)) })),
    lines: model.lines.map(({ line }) => flat(line)),
    legs: model.legs.map(flat),
    villages: model.villages.map((village) => {
      const [x, y] = project(village.x, village.y);
      return { village, x, y, size: (3.5 + 8 * Math.sqrt(village.need / most)) * shrunk };
    }),
    depots: model.depots.map(({ name, x, y }) => ({ name, at: project(x, y) })),
    closures: model.closures.flatMap(({ reason, from, until, at }) => (at ? [{ reason, from, until, at: project(...at) }] : [])),
  };
}

const reversed = (line) => {
  const back = new Float64Array(line.length);
  for (let at = 0; at < line.length; at += 2) {
    back[line.length - 2 - at] = line[at];
    back[line.length - 1 - at] = line[at + 1];
  }
  return back;
};

/** `lit` is the vehicle that is looked at; the others fade. Null is all of them. */
export function sceneOf(model, ground, day, lit, chosen) {
  const tours = model.tours.filter((tour) => tour.day === day);
  const visited = new Map();
  for (const tour of tours)
    tour.stops.forEach(({ call, begin }, order) => {
      const list = visited.get(call.village.id) ?? [];
      list.push({ tour, text: `${tour.vehicle.number}-${order + 1}`, begin });
      visited.set(call.village.id, list);
    });
  const isFaint = ({ vehicle }) => lit !== null && vehicle.id !== lit;
  const routes = tours.map((tour) => ({
    tour,
    colour: colourOf(tour.vehicle),
    dash: dashOf(tour.vehicle),
    isFaint: isFaint(tour),
    lines: tour.legs.map((leg) => (leg < 0 ? reversed(ground.legs[~leg]) : ground.legs[leg])),
  }));
  const marks = ground.villages.map(({ village, x, y, size }) => {
    const here = visited.get(village.id) ?? [];
    const shown = here.filter(({ tour }) => !isFaint(tour));
    const { fill, shape } = COVERAGE[village.coverage];
    return {
      village,
      x,
      y,
      size,
      fill,
      shape,
      isQuiet: day >= 0 && shown.length === 0,
      isChosen: village.id === chosen,
      pills: shown.map(({ tour, text }) => ({ text, colour: colourOf(tour.vehicle) })),
      label: shown.length > 0 ? `${village.name} ${clock(shown[0].begin)}` : village.name,
      weight: (village.id === chosen ? 1e9 : 0) + (shown.length > 0 ? 1e6 : 0) + village.need,
    };
  });
  // In print order: what matters stands on top.
  marks.sort((a, b) => a.weight - b.weight);
  return {
    roads: ground.roads,
    lines: ground.lines,
    // Where there are no roads, the ways of all tours show where one drives; too many of them show nothing.
    ways: day < 0 && ground.roads.length === 0 && ground.legs.length < 800 ? ground.legs : [],
    routes: [...routes.filter((route) => route.isFaint), ...routes.filter((route) => !route.isFaint)],
    marks,
    depots: ground.depots,
    closures: ground.closures.filter(({ from, until }) => (day < 0 ? true : from <= day && day <= until)),
  };
}

export const pillWidth = (pills, widthOf) => pills.reduce((sum, { text }) => sum + widthOf(text) + 12, 0);

const CELL = 8;

/** Squares of the screen that something stands on. */
class Ground {
  taken = new Set();

  /** Takes a box, or gives false and takes nothing where it is not free. */
  take(x, y, width, height) {
    const keys = [];
    for (let i = Math.floor(x / CELL); i <= Math.floor((x + width) / CELL); i++)
      for (let j = Math.floor(y / CELL); j <= Math.floor((y + height) / CELL); j++) {
        const key = i * 100_000 + j;
        if (this.taken.has(key)) return false;
        keys.push(key);
      }
    for (const key of keys) this.taken.add(key);
    return true;
  }
}

/**
 * What of a scene can be read: numbers of stops and names that do not lie on each other, the weightier first. A stop without room for its number is a dot.
 * `widthOf` measures a text in pixels.
 */
export function arrange(scene, toScreen, widthOf, width, height) {
  const ground = new Ground();
  const inView = [];
  for (const mark of scene.marks) {
    const [x, y] = toScreen(mark.x, mark.y);
    if (x > -40 && y > -40 && x < width + 40 && y < height + 40) inView.push({ mark, x, y });
  }
  const heavyFirst = inView.toReversed();
  const pilled = new Set();
  for (const { mark, x, y } of heavyFirst) {
    if (mark.pills.length === 0) continue;
    const w = pillWidth(mark.pills, widthOf);
    if (ground.take(x - w / 2, y - 8, w, 16) || mark.isChosen) pilled.add(mark);
  }
  const labels = [];
  const label = (text, x, y, reach, isQuiet, others = []) => {
    const w = widthOf(text);
    for (const [left, top] of [[x + reach + 9, y], [x - reach - 9 - w, y], ...others.map((below) => [x - w / 2, y + below])]) {
      if (left < 0 || left + w > width || !ground.take(left, top - 6, w, 12)) continue;
      labels.push({ text, x: left, y: top + 4.5, isQuiet });
      return;
    }
  };
  for (const { at, name } of scene.depots) {
    const [x, y] = toScreen(...at);
    if (x > -40 && y > -40 && x < width + 40 && y < height + 40) label(name, x, y, 7, false, [18]);
  }
  for (const { mark, x, y } of heavyFirst) {
    if (mark.isQuiet && scene.routes.length > 0 && !mark.isChosen && inView.length > FEW) continue;
    if (mark.pills.length > 0 && !pilled.has(mark)) continue;
    label(mark.label, x, y, pilled.has(mark) ? pillWidth(mark.pills, widthOf) / 2 : mark.size, mark.isQuiet);
  }
  return { pilled, labels, inView };
}
