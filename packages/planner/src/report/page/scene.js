import { clock } from './days.js';
import { COVERAGE, colourOf, dashOf } from './marks.js';

// What is on the map on one day (or, at -1, on all of them): lines in map units, marks with sizes in pixels. Painted on a canvas or as SVG.

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
    tour.stops.forEach(({ call, told }, order) => {
      const list = visited.get(call.village.id) ?? [];
      list.push({ tour, text: `${tour.vehicle.number}-${order + 1}`, begin: told.begin });
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
