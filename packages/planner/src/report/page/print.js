import { clock } from './days.js';
import { byId, h, svg } from './dom.js';
import { dayLine, numberPill, routeSwatch } from './legend.js';
import { svgGround, svgOf } from './paint-svg.js';
import { sceneOf } from './scene.js';
import { fitView } from './view.js';

// Paper gets a map of each day, both timetables and every reason; the screen gets its own back afterwards.

const [WIDTH, HEIGHT] = [960, 640];

/** `refresh` puts the page back as it was. */
export function openPrint(model, ground, refresh) {
  let opened = [];
  const before = () => {
    const days = [...new Set(model.tours.map(({ day }) => day))].sort((a, b) => a - b);
    byId('print-maps').replaceChildren(...[-1, ...days].map((day) => dayMap(model, ground, day)));
    for (const id of ['by-village', 'by-vehicle']) byId(id).hidden = false;
    for (const hidden of document.querySelectorAll('#timetable [hidden]')) hidden.hidden = false;
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const each of opened) each.open = true;
  };
  const after = () => {
    byId('print-maps').replaceChildren();
    for (const each of opened) each.open = false;
    refresh();
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  byId('print').onclick = () => print();
}

function dayMap(model, ground, day) {
  const view = fitView(ground.bounds, WIDTH, HEIGHT);
  const scene = sceneOf(model, ground, day, null, null);
  const tours = model.tours.filter((tour) => tour.day === day);
  const rows = tours
    .toSorted((a, b) => a.vehicle.id - b.vehicle.id || a.start - b.start)
    .map((tour) => {
      const stops = tour.stops.map(({ call, begin }) => `${clock(begin)} ${call.village.name}`).join('，');
      const hours = ` ${clock(tour.start)}–${clock(tour.end)}：`;
      return h('li', {}, routeSwatch(tour.vehicle), numberPill(tour.vehicle), h('b', {}, tour.vehicle.name), hours, stops);
    });
  const drawn = day < 0 ? svgGround(scene, view, 'print-ground') : svg('use', { href: '#print-ground' });
  return h(
    'figure',
    { class: 'print-map' },
    h('figcaption', {}, dayLine(model, day)),
    svgOf(scene, view, WIDTH, HEIGHT, drawn),
    h('ul', {}, rows),
  );
}
