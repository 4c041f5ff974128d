import { reasons, visitLine } from './details.js';
import { h } from './dom.js';
import { said, t } from './words.js';

// What could not be planned and why, what is in each other's way, what would help, and the reasons village by village.

export function whyParts(model, choose) {
  const place = (village) => h('button', { type: 'button', class: 'place', onclick: () => choose(village.id, true) }, village.name);
  const explained = model.villages.filter(({ calls }) => calls.some((call) => call.reasons));
  const told = (title, list) =>
    list.length === 0
      ? []
      : [
          h('h3', {}, title),
          h(
            'ul',
            { class: 'sentences' },
            list.map(({ words, villages }) => h('li', {}, said(words), ' ', placesTold(villages.map((each) => [place(each), ' '])))),
          ),
        ];
  return [
    unservedPart(model, place),
    ...told(t('conflicts'), model.conflicts),
    ...told(t('remedies'), model.remedies),
    h('h3', {}, t('reasonsByVillage')),
    ...(explained.length > 0 ? explained.map((village) => villageReasons(model, village)) : [h('p', { class: 'soft' }, t('noReasons'))]),
  ];
}

/** More than a line of names is folded away. */
const NAMES_IN_LINE = 6;

const placesTold = (list) =>
  list.length <= NAMES_IN_LINE ? list : h('details', { class: 'small' }, h('summary', {}, t('concerned', { n: list.length })), list);

function unservedPart(model, place) {
  if (model.unserved.length === 0) return h('p', { class: 'good' }, t('allServed'));
  const head = ['village', 'service', 'lacking', 'reason'].map((key) => h('th', { scope: 'col' }, t(key)));
  const rows = model.unserved.map(({ village, call, missing, reason }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, village ? place(village) : ''),
      h('td', {}, call?.name ?? ''),
      h('td', { 'data-label': t('lacking') }, t('times', { n: missing })),
      h('td', {}, t(reason)),
    ),
  );
  return h(
    'div',
    {},
    h('h3', {}, t('unserved')),
    h('table', { class: 'unserved' }, h('thead', {}, h('tr', {}, head)), h('tbody', {}, rows)),
  );
}

function villageReasons(model, village) {
  return h(
    'details',
    { class: 'village-reasons' },
    h('summary', {}, village.name),
    village.calls
      .filter((call) => call.reasons)
      .map((call) => [
        h('h4', {}, call.name),
        h('p', { class: 'soft small' }, call.visits.map((visit) => visitLine(model, visit)).join('；')),
        reasons(call.reasons),
      ]),
  );
}
