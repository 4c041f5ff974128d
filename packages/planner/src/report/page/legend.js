import { clock, dayText, weekdayText } from './days.js';
import { h, svg } from './dom.js';
import { COVERAGE, colourOf, dashOf, outlineOf } from './marks.js';
import { t } from './words.js';

// The map's key: who is out on the day, what its signs mean, which roads are closed.

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
export function legend(model, state, change) {
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
