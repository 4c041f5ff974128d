import { bar, h } from './dom.js';
import { numberPill } from './legend.js';
import { t } from './words.js';

// The figures of coverage and fairness, and the cost by its parts, as tiles and bars.

const percent = (part, whole) => (whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10);

export const hoursText = (minutes) =>
  t(minutes < 59.5 ? 'minutesOnly' : 'hours', { h: Math.floor(Math.round(minutes) / 60), m: Math.round(minutes) % 60 });

export function tiles(model) {
  const { promised, kept, villages, residents, kilometres, crewGini } = model.figures;
  const asked = villages.whole + villages.partly + villages.none;
  const all = residents.reduce((sum, [n]) => sum + n, 0);
  const reached = residents.reduce((sum, [, n]) => sum + n, 0);
  const longest = Math.max(...model.calls.map((call) => call.longest ?? 0), 0);
  const tile = (value, label, isBad = false) => h('div', { class: `tile${isBad ? ' bad' : ''}` }, h('b', {}, value), h('span', {}, label));
  return [
    tile(t('of', { a: kept, b: promised }), t('visitsTile'), kept < promised),
    tile(t('of', { a: villages.whole, b: asked }), t('villagesTile'), villages.whole < asked),
    tile(`${percent(reached, all)}%`, t('residentsTile')),
    tile(t('daysUnit', { n: longest }), t('waitTile')),
    tile(`${kilometres} km`, t('kmTile')),
    tile(String(crewGini), t('giniTile')),
  ];
}

const chart = (title, ...body) => h('figure', { class: 'chart' }, h('figcaption', {}, title), body);

const key = (kinds) =>
  h(
    'ul',
    { class: 'key' },
    kinds.map(([kind, words]) => h('li', {}, h('span', { class: `part ${kind}` }), words)),
  );

const line = (label, element, value) =>
  h('div', { class: 'bar-line' }, h('span', { class: 'bar-label' }, label), element, h('span', { class: 'bar-value' }, value));

export function charts(model) {
  return [residentsChart(model), roundsChart(model), waitsChart(model), crewsChart(model), regularityChart(model)];
}

function residentsChart({ groups, figures }) {
  const rows = figures.residents.map(([all, reached, whole], at) => {
    const parts = [
      { value: whole, kind: 'whole' },
      { value: reached - whole, kind: 'partly' },
      { value: all - reached, kind: 'none' },
    ];
    const value = `${t('of', { a: reached, b: all })} (${percent(reached, all)}%)`;
    return line(t('ageGroup', { group: groups[at] }), bar(parts, all, value), value);
  });
  return chart(
    t('residentsChart'),
    key([
      ['whole', t('whole')],
      ['partly', t('partly')],
      ['none', t('notReached')],
    ]),
    rows,
  );
}

function roundsChart({ figures }) {
  const rows = figures.rounds.map(([name, promised, kept]) => {
    const value = t('of', { a: kept, b: promised });
    const parts = [
      { value: kept, kind: 'whole' },
      { value: promised - kept, kind: 'none' },
    ];
    return line(name, bar(parts, promised, value), value);
  });
  return chart(t('roundsChart'), rows);
}

const WEEKS = [7, 14, 21, 28, Infinity];

function waitsChart({ calls }) {
  const counts = WEEKS.map(
    (until, at) => calls.filter(({ longest }) => longest !== null && longest <= until && longest > (WEEKS[at - 1] ?? 0)).length,
  );
  const never = calls.filter(({ longest, promised }) => longest === null && promised > 0).length;
  const most = Math.max(...counts, never, 1);
  const labels = WEEKS.map((until, at) => t('daysUnit', { n: until === Infinity ? '> 28' : `${(WEEKS[at - 1] ?? 0) + 1}–${until}` }));
  const broken = calls.filter((call) => call.broken > 0).length;
  return chart(
    t('waitsChart'),
    counts.map((count, at) => line(labels[at], bar([{ value: count, kind: 'plain' }], most, String(count)), String(count))),
    never > 0 && line(t('never'), bar([{ value: never, kind: 'none' }], most, String(never)), String(never)),
    broken > 0 && h('p', { class: 'bad small' }, t('waitsBroken', { n: broken })),
  );
}

function crewsChart({ vehicles, figures }) {
  const most = Math.max(1, ...figures.crews.map(([, , work]) => work));
  return chart(
    t('crewsChart'),
    key([
      ['driving', t('driving')],
      ['serving', t('serving')],
      ['waiting', t('waiting')],
    ]),
    figures.crews.map(([days, visits, work, travel, stop, overtime], at) => {
      const parts = [
        { value: travel, kind: 'driving' },
        { value: stop, kind: 'serving' },
        { value: Math.max(0, work - travel - stop), kind: 'waiting' },
      ];
      const value = `${hoursText(work)}${overtime > 0 ? ` · ${t('overtime', { n: hoursText(overtime) })}` : ''}`;
      const label = [numberPill(vehicles[at]), vehicles[at].name, h('small', { class: 'soft' }, t('crewLine', { days, visits }))];
      return line(label, bar(parts, most, value), value);
    }),
  );
}

function regularityChart({ figures }) {
  const { visits, onWeekday, onHour } = figures.regularity;
  const row = (label, n) => {
    const value = `${percent(n, visits)}%`;
    return line(label, bar([{ value: n, kind: 'plain' }], visits, value), value);
  };
  return chart(t('regularityChart'), row(t('onWeekday'), onWeekday), row(t('onHour', { n: figures.tolerance }), onHour));
}

const COST_PARTS = [
  ['travel', 'travel'],
  ['overtime', 'overtimePart'],
  ['unfairness', 'unfairness'],
  ['irregularity', 'irregularity'],
  ['wishes', 'wishes'],
];

export function costChart({ cost }) {
  const value = (n) => t('drivingMinutes', { n });
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, t('costIntro')),
    COST_PARTS.map(([part, words]) =>
      line(t(words), bar([{ value: cost[part], kind: 'plain' }], cost.total, value(cost[part])), value(cost[part])),
    ),
    h(
      'div',
      { class: 'bar-line total' },
      h('span', { class: 'bar-label' }, t('total')),
      h('span', {}),
      h('span', { class: 'bar-value' }, value(cost.total)),
    ),
  );
}
