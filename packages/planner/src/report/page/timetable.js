import { clock, dayText, weekdayText } from './days.js';
import { shortage } from './details.js';
import { byId, h } from './dom.js';
import { numberPill, routeSwatch } from './legend.js';
import { t } from './words.js';

// Both timetables, and what is looked for in them.

const folded = (text) => text.normalize('NFKC').toLowerCase();

/** `choose` shows a village on the map. */
export function openTimetable(model, state, { choose, change }) {
  const tabs = ['by-village', 'by-vehicle'];
  let rows = [];

  const look = () => {
    const wanted = folded(state.search).split(/\s+/).filter(Boolean);
    let n = 0;
    for (const { element, text, kind } of rows) {
      const isHit = wanted.every((word) => text.includes(word));
      element.hidden = !isHit;
      if (isHit && kind === state.tab) n += 1;
    }
    for (const group of document.querySelectorAll('.vehicle-days')) group.hidden = !group.querySelector('tbody tr:not([hidden])');
    byId('found').textContent = n === 0 ? t('nothingFound') : t(state.tab === 'by-village' ? 'foundVillages' : 'foundDays', { n });
  };
  byId('search').oninput = (event) => {
    state.search = event.target.value;
    look();
  };

  return {
    refresh() {
      rows = [];
      byId('tabs').replaceChildren(
        ...tabs.map((tab) =>
          h(
            'button',
            {
              type: 'button',
              class: 'button tab',
              'aria-pressed': String(state.tab === tab),
              'data-tab': tab,
              onclick: () => change({ tab }),
            },
            t(tab === 'by-village' ? 'byVillage' : 'byVehicle'),
          ),
        ),
      );
      byId('by-village').replaceChildren(
        ...model.villages.filter(({ calls }) => calls.length > 0).map((village) => keep(villageRow(model, village, choose), 'by-village')),
      );
      const days = Map.groupBy(model.tours, (tour) => tour.vehicle);
      byId('by-vehicle').replaceChildren(
        ...[...days].sort(([a], [b]) => a.id - b.id).map(([vehicle, tours]) => vehicleTable(vehicle, tours)),
      );
      for (const tab of tabs) byId(tab).hidden = tab !== state.tab;
      look();
    },
  };

  function keep(element, kind) {
    rows.push({ element, kind, text: folded(element.textContent) });
    return element;
  }

  function vehicleTable(vehicle, tours) {
    const sorted = tours.toSorted((a, b) => a.day - b.day || a.start - b.start);
    const body = sorted.map((tour) => {
      const row = tourRow(model, tour, choose);
      rows.push({ element: row, kind: 'by-vehicle', text: folded(`${vehicle.name} ${row.textContent}`) });
      return row;
    });
    const head = ['date', 'leave', 'stops', 'back', 'km'].map((key) =>
      h('th', { scope: 'col', class: key === 'km' ? 'number' : null }, t(key)),
    );
    return h(
      'section',
      { class: 'vehicle-days' },
      h('h3', {}, routeSwatch(vehicle), numberPill(vehicle), vehicle.name),
      h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, body)),
    );
  }
}

function villageRow(model, village, choose) {
  return h(
    'article',
    { class: 'village-row' },
    h('h3', {}, h('button', { type: 'button', class: 'place', onclick: () => choose(village.id, true) }, village.name)),
    h(
      'div',
      { class: 'village-calls' },
      village.calls.map((call) =>
        h(
          'div',
          { class: 'call' },
          h('p', { class: 'call-name' }, call.name, ' ', shortage(call)),
          call.visits.length === 0
            ? h('p', { class: 'soft' }, t('noVisit'))
            : h(
                'ul',
                { class: 'visits' },
                call.visits.map((visit) => visitItem(model, visit)),
              ),
        ),
      ),
    ),
  );
}

function visitItem(model, { day, begin, until, by }) {
  return h(
    'li',
    {},
    h('b', {}, `${dayText(model.from, day)} ${weekdayText(model.from, day)}`),
    ` ${clock(begin)}${until > begin ? `–${clock(until)}` : ''} `,
    h('span', { class: 'soft' }, by),
  );
}

function tourRow(model, tour, choose) {
  const { day, start, end, km, rest, trip, stops } = tour;
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      `${dayText(model.from, day)} ${weekdayText(model.from, day)}`,
      trip > 1 && h('small', { class: 'soft' }, ` ${t('trip', { n: trip })}`),
    ),
    h('td', { 'data-label': t('leave') }, clock(start)),
    h(
      'td',
      { class: 'stops' },
      h(
        'ol',
        {},
        stops.map(({ call, begin, until }) =>
          h(
            'li',
            {},
            h('b', {}, `${clock(begin)}–${clock(until)}`),
            ' ',
            h('button', { type: 'button', class: 'place', onclick: () => choose(call.village.id, true) }, call.village.name),
            ' ',
            h('span', { class: 'soft' }, call.name),
          ),
        ),
      ),
      rest && h('p', { class: 'soft small' }, t('restAt', { from: clock(rest[0]), to: clock(rest[1]) })),
    ),
    h('td', { 'data-label': t('back') }, clock(end)),
    h('td', { class: 'number', 'data-label': t('km') }, km.toFixed(1)),
  );
}
