import { charts, costChart, tiles } from './charts.js';
import { dayText, isoDate } from './days.js';
import { villageDetails } from './details.js';
import { byId, h } from './dom.js';
import { openMap } from './map.js';
import { readModel } from './model.js';
import { openPrint } from './print.js';
import { groundOf } from './scene.js';
import { openTimetable } from './timetable.js';
import { whyParts } from './why.js';
import { isEnglish, setEnglish, t } from './words.js';

// Opens the page: reads the data, shows every part, and shows them anew when the language changes.

const SECTIONS = ['overview', 'map', 'timetable', 'why', 'figures', 'cost'];

const model = readModel(JSON.parse(byId('data').textContent));
const ground = groundOf(model);
const firstDay = model.tours.length === 0 ? -1 : Math.min(...model.tours.map(({ day }) => day));
const state = { day: firstDay, lit: null, chosen: null, tab: 'by-village', search: '' };

/** A village is chosen, on the map or in a list; from a list the map comes into sight. */
function choose(id, isFromList = false) {
  state.chosen = id;
  const village = id === null ? null : model.villages[id];
  byId('details').replaceChildren(...villageDetails(model, village, () => choose(null)));
  byId('details').parentElement.classList.toggle('chosen', village !== null);
  map.refresh();
  if (!village) return;
  map.show(village);
  if (isFromList) byId('map').scrollIntoView();
}

function changeMap(changes) {
  if ('day' in changes && changes.day !== state.day) state.lit = null;
  Object.assign(state, changes);
  map.refresh();
}

function changeTimetable(changes) {
  Object.assign(state, changes);
  timetable.refresh();
}

const map = openMap(model, ground, state, { choose, change: changeMap });
const timetable = openTimetable(model, state, { choose, change: changeTimetable });

function refresh() {
  document.documentElement.lang = isEnglish() ? 'en' : 'zh-CN';
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  byId('publisher').textContent = model.publisher ?? '';
  byId('title').textContent = t('heading', { county: model.county });
  byId('period').textContent = t('period', { from: isoDate(model.from, 0), to: isoDate(model.from, model.days - 1), days: model.days });
  byId('language').textContent = t('other');
  byId('language').lang = isEnglish() ? 'zh-CN' : 'en';
  for (const [id, key] of [
    ['day-before', 'dayBefore'],
    ['day-after', 'dayAfter'],
    ['zoom-in', 'zoomIn'],
    ['zoom-out', 'zoomOut'],
    ['zoom-all', 'zoomAll'],
  ])
    byId(id).setAttribute('aria-label', t(key));
  byId('nav').replaceChildren(...SECTIONS.map((id) => h('a', { href: `#${id}` }, t(id))));
  byId('roads-by').textContent = model.roadsBy ?? '';
  byId('overview-body').replaceChildren(...tiles(model));
  byId('figures-body').replaceChildren(...charts(model));
  byId('cost-body').replaceChildren(costChart(model));
  byId('why-body').replaceChildren(...whyParts(model, choose));
  byId('foot').textContent = t('foot', {
    rounds: model.search.rounds,
    seconds: Math.round(model.search.seconds * 10) / 10,
    seed: model.search.seed,
  });
  timetable.refresh();
  choose(state.chosen);
}

byId('language').onclick = () => {
  setEnglish(!isEnglish());
  refresh();
};
openPrint(model, ground, refresh);
refresh();
document.documentElement.dataset.ready = dayText(model.from, 0);
