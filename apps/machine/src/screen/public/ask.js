// The question that the page check puts to the clerk: the approved page and the sheet beside each other, place by place.

/** Places that were looked at, by the address of their picture: another photograph is another question. */
let looked = new Set();

const KINDS = {
  changed: ['这里不一样？', 'Is this another print?'],
  missing: ['这里少了东西？', 'Is something missing here?'],
  extra: ['这里多了东西？', 'Is something added here?'],
};

/** `lent` is what the screen lends: `h` makes elements, `both` writes in two languages, `button`, `post`, `wrong`, and `redraw`. */
export function drawQuestion(session, lent) {
  const { h, both, button, post, wrong, redraw } = lent;
  const places = session.asked;
  const isVouching = session.phase === 'vouching';
  looked = new Set(places.map(({ seen }) => seen).filter((it) => looked.has(it)));
  const left = places.length - looked.size;

  const crop = (src, zh, en) => h('figure', {}, h('img', { src, alt: `${zh} ${en}` }), h('figcaption', {}, both(zh, en)));
  const read = ({ text }) =>
    text
      ? h(
          'p',
          { class: 'read' },
          '读到：批准的是',
          h('b', {}, text.approved || '—'),
          '，这里是',
          h('b', {}, text.seen || '—'),
          h('span', { class: 'en', lang: 'en' }, `Read: approved ${text.approved || '—'}, here ${text.seen || '—'}`),
        )
      : null;
  const place = (it, at) => {
    const isSeen = looked.has(it.seen);
    const look = () => {
      looked.add(it.seen);
      redraw();
      document.querySelector('.places li:not(.seen)')?.scrollIntoView({ block: 'nearest' });
    };
    return h(
      'li',
      { class: isSeen ? 'seen' : '' },
      h('p', { class: 'what' }, `${at + 1} / ${places.length} `, both(...(KINDS[it.kind] ?? KINDS.changed))),
      h('div', { class: 'crops' }, crop(it.approved, '批准的页面', 'as approved'), crop(it.seen, '机内的纸', 'the sheet here')),
      read(it),
      h(
        'button',
        { type: 'button', class: 'look', disabled: isSeen || isVouching, onclick: look },
        both(isSeen ? '✓ 已看过' : '看过了', isSeen ? 'looked at' : 'Looked at'),
      ),
    );
  };
  const title = isVouching
    ? both('请经办人重新按指纹，确认是本人看过', 'Clerk: use your finger again, to say that it was you who looked')
    : both('机器拿不准，请您看：每一处两边一样吗？', 'The machine is not sure. Are both sides the same, at every place?');
  const vouch = button(
    left > 0 ? `还有 ${left} 处没看` : '都一样，按指纹确认',
    left > 0 ? `${left} left to look at` : 'All the same: confirm with your finger',
    () => post('/act/clear', { looked: places.map((_, at) => at) }),
    'main vouch',
  );
  vouch.disabled = left > 0;
  return h(
    'section',
    { class: 'ask' },
    h('h2', { id: 'state', 'data-phase': session.phase }, title),
    session.refused ? wrong(session.refused) : null,
    h('ul', { class: 'places' }, places.map(place)),
    h(
      'div',
      { class: 'buttons' },
      isVouching ? null : vouch,
      button('不一样，不盖章', 'Not the same: do not stamp', () => post('/act/refuse'), 'refuse'),
    ),
  );
}
