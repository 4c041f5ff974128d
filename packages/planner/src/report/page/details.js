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

export function reasons({ why, binding, otherDays }) {
  const part = (title, sentences) =>
    sentences.length > 0 && [
      h('h5', {}, title),
      h(
        'ul',
        { class: 'sentences' },
        sentences.map((each) => h('li', {}, each)),
      ),
    ];
  const cost = ({ weekday, cost: minutes }) =>
    `${weekdayName(weekday)} ${minutes === null ? t('impossible') : t('drivingMinutes', { n: `${minutes >= 0 ? '+' : '−'}${Math.abs(Math.round(minutes))}` })}`;
  return h(
    'div',
    { class: 'reasons' },
    part(t('whyThis'), why.map(said)),
    part(t('binding'), binding.map(said)),
    otherDays.length > 0 && [
      h('h5', {}, t('otherDays')),
      h(
        'ul',
        { class: 'chips' },
        otherDays.map((each) => h('li', {}, cost(each))),
      ),
    ],
  );
}
