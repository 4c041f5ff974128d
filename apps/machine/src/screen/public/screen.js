import { alarm } from './alarm.js';
import { drawQuestion } from './ask.js';

// The machine's screen. Draws the whole view at each change; nothing is kept here but what the server said last.

/** @param {string} zh @param {string} en */
const both = (zh, en) => [zh, h('span', { class: 'en', lang: 'en' }, en)];

/** Makes an element; children that are strings become text, never HTML. */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const ICONS = {
  finger:
    'M12 3a7 7 0 0 0-7 7v3M12 6a4 4 0 0 0-4 4v5c0 2-1 3-2 4M12 9v6c0 3-1 5-3 6M16 10v5c0 2 0 4-1 6M19 10v4c0 2 0 3-.5 5M19 10a7 7 0 0 0-4-6.3M16 10a4 4 0 0 0-2-3.5',
  sheet: 'M6 2h8l5 5v15H6zM14 2v5h5M9 12h7M9 16h7',
  busy: 'M12 3a9 9 0 1 0 9 9',
  go: 'M4 13l5 5L20 6',
  press: 'M12 2a4 4 0 0 1 4 4c0 3-2 4-2 7h5v4H5v-4h5c0-3-2-4-2-7a4 4 0 0 1 4-4zM5 21h14',
  lock: 'M6 11h12v10H6zM8 11V7a4 4 0 0 1 8 0v4',
  stop: 'M12 3l10 18H2zM12 10v5M12 18v.5',
};

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  for (const [key, value] of [
    ['fill', 'none'],
    ['stroke', 'currentColor'],
    ['stroke-width', '2'],
    ['stroke-linecap', 'round'],
  ])
    path.setAttribute(key, value);
  svg.append(path);
  return svg;
}

/** Presses a button of the machine; what came of it arrives with the next view, or is said here. */
async function post(path, body = {}) {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const said = await answer.json();
  notice = said.ok === false && !view?.session ? said.problem : null;
  draw();
  return said;
}

let view = null;
let notice = null;
let arrivedAt = 0;

const sheetName = ({ page, copy }, copies) =>
  copies > 1 ? both(`第 ${copy} 份第 ${page} 页`, `copy ${copy}, page ${page}`) : both(`第 ${page} 页`, `page ${page}`);

const DOUBTS = { doubtful: ['印迹存疑', 'the impression is doubtful'], missing: ['没有看到新印', 'no new mark was seen'] };

function stateOf(session) {
  const { phase, expected, copies, last } = session;
  const page = expected ? (copies > 1 ? `第 ${expected.copy} 份第 ${expected.page} 页` : `第 ${expected.page} 页`) : '';
  const pageEn = expected ? (copies > 1 ? `page ${expected.page} of copy ${expected.copy}` : `page ${expected.page}`) : '';
  const doubt = last && DOUBTS[last.outcome];
  switch (phase) {
    case 'finger':
      return ['', 'finger', '请按指纹', 'Put your finger on the reader'];
    case 'sheet':
      return ['', 'sheet', `请放入${page}`, `Lay ${pageEn} in the machine, then tap Check`];
    case 'checking':
      return ['busy', 'busy', '正在核对…', 'Comparing with the approved page'];
    case 'asked':
      return ['warn', 'stop', '机器拿不准，请您看一看', 'The machine is not sure: please look'];
    case 'vouching':
      return ['', 'finger', '请经办人重新按指纹', 'Clerk: use your finger again'];
    case 'ready':
      return ['go', 'go', '可以盖章', 'Ready: hands off the sheet, then tap Stamp'];
    case 'pressing':
      return ['busy', 'busy', '正在盖章…', 'Stamping: keep your hands away'];
    case 'recorded':
      return doubt
        ? ['warn', 'stop', `已记录，${doubt[0]} · 请放入${page}`, `Recorded, ${doubt[1]}: a person will look · next: ${pageEn}`]
        : ['go', 'go', `已记录 · 请放入${page}`, `Recorded · next: lay ${pageEn}`];
    case 'locked':
      return ['warn', 'lock', '套筒已锁', 'The sleeve is locked'];
    case 'done':
      if (session.left > 0) return ['warn', 'lock', '已提前结束，剩余次数作废', 'Ended early: the rest will not be used'];
      return doubt
        ? ['warn', 'stop', `已结束，${doubt[0]}`, `Finished; ${doubt[1]}: a person will look`]
        : ['go', 'go', '已记录，用印完成', 'Recorded: all done, the sleeve is locked'];
    default:
      return ['stop', 'stop', '已停止', 'Stopped; the sleeve is locked'];
  }
}

const button = (zh, en, onclick, kind = '') => h('button', { type: 'button', class: kind, onclick }, both(zh, en));

function buttonsOf({ phase, jti }) {
  const leave = button('返回', 'Back to the list', () => post('/act/leave'));
  const close = button('提前结束', 'End early', () => {
    if (confirm('提前结束后，剩余次数作废。确定吗？\nThe rest will never be used. End now?')) post('/act/close');
  });
  const check = button('已放好，核对', 'Check the sheet', () => post('/act/check'), 'main');
  switch (phase) {
    case 'finger':
      return [leave];
    case 'sheet':
    case 'recorded':
      return [check, close];
    case 'ready':
      return [button('盖章', 'Stamp', () => post('/act/press'), 'main press'), button('重新核对', 'Check again', () => post('/act/check'))];
    case 'locked':
      return [button('继续（按指纹）', 'Go on with your finger', () => post('/act/choose', { jti }), 'main'), leave];
    case 'done':
    case 'ended':
      return [button('返回列表', 'Back to the list', () => post('/act/leave'), 'main')];
    default:
      return [];
  }
}

const wrong = (problem) =>
  h(
    'div',
    { class: 'wrong', role: 'alert' },
    h('b', {}, problem.message.zh),
    problem.todo.zh,
    h('span', { class: 'en', lang: 'en' }, `${problem.message.en} ${problem.todo.en}`),
  );

function drawUse(session) {
  const [kind, picture, zh, en] = stateOf(session);
  const { expected, left, max, made, endsInMs } = session;
  const time = endsInMs === null ? null : h('div', {}, h('dt', {}, '剩余时间 Time'), h('dd', { id: 'clock' }, ''));
  return h(
    'section',
    { class: 'use' },
    h(
      'div',
      { class: 'sheet' },
      h('figure', {}, expected ? h('img', { src: expected.picture, alt: `应放入的页 Page ${expected.page}` }) : icon('go')),
      expected ? h('p', {}, sheetName(expected, session.copies)) : null,
    ),
    h(
      'div',
      { class: 'work' },
      h('h2', {}, session.title),
      h('p', { class: 'facts' }, `${session.seal} · ${session.record}`),
      h('div', { class: `state ${kind}`, id: 'state', 'data-phase': session.phase }, icon(picture), h('div', {}, both(zh, en))),
      session.refused ? wrong(session.refused) : null,
      h(
        'dl',
        { class: 'counts' },
        h('div', {}, h('dt', {}, '剩余次数 Left'), h('dd', {}, `${left} / ${max}`)),
        h('div', {}, h('dt', {}, '已盖 Made'), h('dd', {}, `${made}`)),
        expected && expected.left > 1 ? h('div', {}, h('dt', {}, '本页还需 This page'), h('dd', {}, `${expected.left}`)) : null,
        time,
      ),
      h('div', { class: 'buttons' }, buttonsOf(session)),
    ),
  );
}

const drawSession = (session) => (session.asked ? drawQuestion(session, { h, both, button, post, wrong, redraw: draw }) : drawUse(session));

function drawList({ waiting }) {
  if (waiting.length === 0) return h('section', { class: 'empty' }, both('没有待用印的申请', 'No request is waiting for its seal'));
  const item = (it) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', 'data-jti': it.jti, onclick: () => post('/act/choose', { jti: it.jti }) },
        h('span', { class: 'title' }, it.title),
        h(
          'span',
          { class: 'facts' },
          `${it.seal} · ${it.record} · ${it.pages} 页 pages${it.copies > 1 ? ` × ${it.copies} 份 copies` : ''}${it.isBegun ? ' · 未完成 unfinished' : ''}`,
        ),
        h('span', { class: 'count' }, `${it.left}`, h('span', { class: 'en' }, '次 left')),
      ),
    );
  return h(
    'section',
    {},
    h('h2', {}, both('请选择要用印的申请', 'Choose the request to stamp')),
    h('ul', { class: 'list' }, waiting.map(item)),
  );
}

function draw() {
  if (!view) return;
  const { machine, session } = view;
  document
    .querySelector('#top')
    .replaceChildren(
      h('span', { class: 'mark', 'aria-hidden': 'true' }, '印'),
      h('h1', {}, machine.name),
      h('span', { class: `line ${machine.isOnline ? 'on' : ''}` }, machine.isOnline ? '已联网 Online' : '离线 Offline'),
    );
  const focused = document.activeElement?.textContent;
  const problem = view.problem ?? (session ? null : notice);
  document.querySelector('#main').replaceChildren(...(problem ? [wrong(problem)] : []), session ? drawSession(session) : drawList(view));
  for (const it of document.querySelectorAll('#main button')) if (it.textContent === focused) it.focus();
  say(session ? [...stateOf(session).slice(2), session.refused?.message.zh ?? ''].join(' ') : (problem?.message.zh ?? ''));
  tick();
  alarm(session);
}

/** For those who listen: one line, and only when it changes. */
function say(line) {
  const status = document.querySelector('#status');
  if (status.textContent !== line) status.textContent = line;
}

function tick() {
  const clock = document.querySelector('#clock');
  const endsInMs = view?.session?.endsInMs;
  if (!clock || endsInMs === null || endsInMs === undefined) return;
  const seconds = Math.max(0, Math.ceil((endsInMs - (performance.now() - arrivedAt)) / 1000));
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
setInterval(tick, 500);

let emulator = null;
let drawn = '';
const events = new EventSource('/events');
events.addEventListener('message', async ({ data }) => {
  view = JSON.parse(data);
  arrivedAt = performance.now();
  if (view.session) notice = null;
  // Only what changed is drawn: a button that is replaced under a finger would lose its tap.
  const face = JSON.stringify(view, (key, value) => (key === 'endsInMs' ? value !== null : value));
  if (face === drawn) return;
  drawn = face;
  draw();
  if (view.machine.isEmulated) {
    emulator ??= import('./emulator.js');
    (await emulator).drawPanel(view, { h, post });
  }
});
events.addEventListener('error', () => {
  drawn = '';
  document
    .querySelector('#main')
    .replaceChildren(h('section', { class: 'empty' }, both('印章机没有回应，正在重连…', 'The machine does not answer; trying again…')));
});
