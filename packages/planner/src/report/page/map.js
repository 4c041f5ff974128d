import { clock, dayText, weekdayText } from './days.js';
import { byId, h, svg } from './dom.js';
import { COVERAGE, colourOf, dashOf, outlineOf } from './marks.js';
import { PAPER, paintCanvas } from './paint.js';
import { sceneOf } from './scene.js';
import { fitView, followPointers, zoomed } from './view.js';
import { t } from './words.js';

// The map with its slider of days, its key and what is chosen on it.

const REACH_PX = 18;
/** A map that has not moved for so long is painted anew. */
const SETTLED_MS = 120;

/** `state` is { day, lit, chosen }; `choose` and `change` tell the page of new ones. */
export function openMap(model, ground, state, { choose, change }) {
  const canvas = byId('canvas');
  // It takes keys of its own, so that readers of the screen let them through.
  canvas.setAttribute('role', 'application');
  canvas.tabIndex = 0;
  const context = canvas.getContext('2d');
  let [width, height, view, whole, isDue] = [0, 0, null, null, false];
  let scene = null;
  const still = document.createElement('canvas');
  let [painted, settling] = [null, 0];

  const paint = () => {
    isDue = false;
    if (!view) return;
    scene ??= sceneOf(model, ground, state.day, state.lit, state.chosen);
    paintCanvas(context, scene, view, width, height, canvas.width / width);
    // Kept to be pushed about while the map moves: painting hundreds of routes anew would not follow the finger.
    still.width = canvas.width;
    still.height = canvas.height;
    still.getContext('2d').drawImage(canvas, 0, 0);
    painted = view;
  };
  const push = () => {
    isDue = false;
    const by = view.scale / painted.scale;
    const ratio = canvas.width / width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = PAPER;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(still, (view.x - painted.x * by) * ratio, (view.y - painted.y * by) * ratio, still.width * by, still.height * by);
    clearTimeout(settling);
    settling = setTimeout(due, SETTLED_MS);
  };
  const due = () => {
    clearTimeout(settling);
    if (!isDue) requestAnimationFrame(paint);
    isDue = true;
  };
  const move = (next) => {
    view = next;
    byId('tip').hidden = true;
    if (!painted) due();
    else if (!isDue) {
      isDue = true;
      requestAnimationFrame(push);
    }
  };
  const resize = () => {
    const box = canvas.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const wasWhole = view === whole;
    [width, height] = [box.width, box.height];
    const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    whole = fitView(ground.bounds, width, height);
    if (wasWhole || !view) view = whole;
    due();
  };
  const near = (x, y) => {
    let [found, best] = [null, REACH_PX];
    for (const mark of scene?.marks ?? []) {
      const distance = Math.hypot(mark.x * view.scale + view.x - x, mark.y * view.scale + view.y - y);
      if (distance <= best) [found, best] = [mark.village, distance];
    }
    return found;
  };
  followPointers(canvas, {
    view: () => view,
    whole: () => whole,
    move,
    click: (x, y) => choose(near(x, y)?.id ?? null),
    hover: (x, y) => {
      const village = view && near(x, y);
      const tip = byId('tip');
      canvas.classList.toggle('over', Boolean(village));
      tip.hidden = !village;
      if (!village) return;
      tip.textContent = village.name;
      tip.style.left = `${Math.max(0, Math.min(width - 160, x + 12))}px`;
      tip.style.top = `${Math.max(0, y - 34)}px`;
    },
  });
  new ResizeObserver(resize).observe(canvas);
  const zoom = (factor) => move(zoomed(view, factor, width / 2, height / 2, whole));
  byId('zoom-in').onclick = () => zoom(1.6);
  byId('zoom-out').onclick = () => zoom(1 / 1.6);
  byId('zoom-all').onclick = () => move(whole);
  const slider = byId('day');
  slider.max = String(model.days);
  const turnTo = (value) => change({ day: Math.max(0, Math.min(model.days, value)) - 1 });
  slider.oninput = () => turnTo(Number(slider.value));
  byId('day-before').onclick = () => turnTo(state.day);
  byId('day-after').onclick = () => turnTo(state.day + 2);

  return {
    /** Draws anew after the state or the language has changed. */
    refresh() {
      scene = null;
      slider.value = String(state.day + 1);
      byId('day-text').textContent = dayLine(model, state.day);
      slider.setAttribute('aria-valuetext', byId('day-text').textContent);
      canvas.setAttribute('aria-label', t('mapLabel'));
      byId('legend').replaceChildren(...legend(model, state, change));
      due();
    },
    /** Moves so that a village is in sight. */
    show({ id }) {
      const mark = ground.villages[id];
      if (!view || !mark) return;
      const [x, y] = [mark.x * view.scale + view.x, mark.y * view.scale + view.y];
      if (x > 40 && y > 40 && x < width - 40 && y < height - 40) return;
      move({ ...view, x: view.x + width / 2 - x, y: view.y + height / 2 - y });
    },
  };
}

export function dayLine(model, day) {
  if (day < 0) return t('allDays');
  const tours = model.tours.filter((tour) => tour.day === day);
  const visits = model.calls.reduce((sum, call) => sum + call.visits.filter((visit) => visit.day === day).length, 0);
  const holiday = model.holidays.includes(day) ? ` · ${t('holiday')}` : '';
  const vehicles = new Set(tours.map((tour) => tour.vehicle.id)).size;
  const what = visits === 0 ? t('nobodyOut') : t('dayLine', { vehicles, visits });
  return `${dayText(model.from, day)} ${weekdayText(model.from, day)}${holiday} · ${what}`;
}

const swatch = (...marks) => svg('svg', { viewBox: '0 0 36 18', class: 'swatch', 'aria-hidden': 'true' }, marks);

/** The vehicle's number as it stands on the map. */
export function numberPill(vehicle) {
  const pill = h('span', { class: 'pill' }, String(vehicle.number));
  pill.style.backgroundColor = colourOf(vehicle);
  return pill;
}

export const routeSwatch = (vehicle) =>
  swatch(
    svg('line', {
      x1: 2,
      y1: 9,
      x2: 34,
      y2: 9,
      stroke: colourOf(vehicle),
      'stroke-width': 4,
      'stroke-dasharray': dashOf(vehicle).join(' ') || null,
    }),
  );

function coverageSwatch(coverage) {
  const { fill, shape } = COVERAGE[coverage];
  if (shape === 'circle') return swatch(svg('circle', { cx: 18, cy: 9, r: 6.5, fill }));
  if (shape === 'ring') return swatch(svg('circle', { cx: 18, cy: 9, r: 6, fill: '#fff', stroke: fill, 'stroke-width': 1.5 }));
  const points = outlineOf(shape, 6.5).map((value, at) => value + (at % 2 === 0 ? 18 : 9));
  return swatch(svg('polygon', { points: points.join(' '), fill }));
}

/** Roads that are closed on this day; those that are known by their ways alone have no place on the map. */
function closuresOn({ closures, from }, day) {
  const closed = closures.filter((each) => day < 0 || (each.from <= day && day <= each.until));
  if (closed.length === 0) return [];
  const line = ({ reason, from: first, until }) => h('li', {}, `${reason} ${dayText(from, first)}–${dayText(from, until)}`);
  return [h('h3', {}, t('closure')), h('ul', { class: 'sentences' }, closed.map(line))];
}

/** Whoever is out on this day; else what the signs of villages mean. Always all signs, so that nobody has to remember them. */
function legend(model, state, change) {
  const tours = model.tours.filter((tour) => tour.day === state.day);
  const byVehicle = [...Map.groupBy(tours, (tour) => tour.vehicle)].sort(([a], [b]) => a.id - b.id);
  const rows = byVehicle.map(([vehicle, own]) => {
    const stops = own.reduce((sum, tour) => sum + tour.stops.length, 0);
    const hours = `${clock(Math.min(...own.map(({ start }) => start)))}–${clock(Math.max(...own.map(({ end }) => end)))}`;
    const isLit = state.lit === vehicle.id;
    return h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: 'out', 'aria-pressed': String(isLit), onclick: () => change({ lit: isLit ? null : vehicle.id }) },
        routeSwatch(vehicle),
        h('span', {}, h('b', {}, numberPill(vehicle), vehicle.name), h('small', {}, `${hours} · ${t('stopsCount', { n: stops })}`)),
      ),
    );
  });
  const signs = ['whole', 'partly', 'none', 'unasked'].filter((each) => model.figures.villages[each] > 0);
  return [
    rows.length > 0 && h('h3', {}, t('toursOn'), h('small', { class: 'soft' }, ` ${t('pill')}`)),
    rows.length > 0 && h('ul', { class: 'outs' }, rows),
    h('h3', {}, t('legend')),
    h(
      'ul',
      { class: 'signs' },
      signs.map((each) => h('li', {}, coverageSwatch(each), t(each))),
      h('li', {}, swatch(svg('rect', { x: 12, y: 3, width: 12, height: 12 })), t('depot')),
      model.closures.some(({ at }) => at) &&
        h(
          'li',
          {},
          swatch(svg('circle', { cx: 18, cy: 9, r: 7, fill: '#a61c1c' }), svg('rect', { x: 13, y: 7, width: 10, height: 4, fill: '#fff' })),
          t('closure'),
        ),
      model.lines.length > 0 &&
        h(
          'li',
          {},
          swatch(
            svg('line', {
              x1: 2,
              y1: 9,
              x2: 34,
              y2: 9,
              stroke: '#8a7f70',
              'stroke-width': 2,
              'stroke-dasharray': '1 4',
              'stroke-linecap': 'round',
            }),
          ),
          t('line'),
        ),
    ),
    h('p', { class: 'soft small' }, t('need')),
    ...closuresOn(model, state.day),
  ].filter(Boolean);
}
