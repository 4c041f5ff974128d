import { clock, dayText, weekdayName, weekdayText } from './days.js';
import { h } from './dom.js';
import { said, t } from './words.js';

// One village: who lives there, who comes when, why then, and what another day would cost.

export const visitLine = (model, { day, begin, until, by }) =>
  `${dayText(model.from, day)} ${weekdayText(model.from, day)} ${clock(begin)}${until > begin ? `–${clock(until)}` : ''} · ${by}`;

export function villageDetails(model, village, close) {
  if (!village) return [h('p', { class: 'soft hint' }, t('pickVillage'))];
  const groups = model.groups.map((group, at) => `${t('ageGroup', { group })} ${village.residents[at]}`);
  return [
    h(
      'div',
      { class: 'details-head' },
      h('h3', {}, village.name),
      h('button', { type: 'button', class: 'button step', 'aria-label': t('closeDetails'), onclick: close }, '×'),
    ),
    h('p', { class: 'soft small' }, `${t('residentsLine', { n: village.all })}（${groups.join('，')}）`),
    village.calls.map((call) => [
      h('h4', {}, call.name, ' ', shortage(call)),
      h(
        'ul',
        { class: 'visits' },
        call.visits.map((visit) => h('li', {}, visitLine(model, visit))),
      ),
      call.visits.length === 0 && h('p', { class: 'bad' }, t('noVisit')),
      call.longest !== null &&
        h(
          'p',
          { class: call.broken > 0 ? 'bad small' : 'soft small' },
          t('waitLine', { n: call.longest }),
          call.maxGap !== null && t('waitMax', { n: call.maxGap }),
        ),
      call.reasons && reasons(call.reasons),
    ]),
  ]
    .flat(Infinity)
    .filter(Boolean);
}

export function shortage(call) {
  const missing = call.promised - call.visits.length;
  return missing > 0 ? h('span', { class: 'badge bad' }, t('missing', { n: missing })) : null;
}

const priced = (cost) => (cost === null ? t('impossible') : t('drivingMinutes', { n: `${cost >= 0 ? '+' : '−'}${Math.abs(cost)}` }));

export function reasons({ why, days, vehicles, floors, wishes }) {
  const sentences = (title, list) =>
    list.length > 0 && [
      h('h5', {}, title),
      h(
        'ul',
        { class: 'sentences' },
        list.map((words) => h('li', {}, said(words))),
      ),
    ];
  const chips = (title, list) => list.length > 0 && [h('h5', {}, title), h('ul', { class: 'chips' }, list)];
  const day = ({ weekday, cost, reason }) => h('li', { title: reason ? said(reason) : null }, `${weekdayName(weekday)} ${priced(cost)}`);
  return h(
    'div',
    { class: 'reasons' },
    sentences(t('whyThis'), [why]),
    chips(t('otherDays'), days.map(day)),
    chips(
      t('otherVehicles'),
      vehicles.map(({ name, cost }) => h('li', {}, `${name} ${priced(cost)}`)),
    ),
    sentences(t('binding'), floors),
    sentences(t('wishesTold'), wishes),
  );
}
