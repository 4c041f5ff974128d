// The panel of the emulated machine: the hands and the paper that a real one has around it. Never part of a real machine's screen.
let lies = '';
const sheetOf = ({ page, copy }) => ({ page, copy });

async function refresh() {
  const answer = await fetch('/emulator/state');
  lies = (await answer.json()).lies;
  for (const it of document.querySelectorAll('#emulator .lies')) it.textContent = lies;
}

/** `lent` is what the screen lends: `h` makes elements, `post` presses buttons. */
export function drawPanel(view, lent) {
  const { h, post } = lent;
  const act = (label, path, body, kind = '') =>
    h('button', { type: 'button', class: kind, onclick: () => post(path, body).then(refresh) }, label);
  const panel = document.querySelector('#emulator');
  const session = view.session;
  const wasOpen = panel.querySelector('details')?.open ?? matchMedia('(min-width: 641px)').matches;
  const expected = session?.expected;
  const other = session && session.pages > 1 && expected ? (expected.page % session.pages) + 1 : null;
  panel.hidden = false;
  panel.replaceChildren(
    h(
      'details',
      { open: wasOpen },
      h('summary', {}, '模拟器 Emulator · 这里代替真实的手、纸和电源 stands in for hands, paper and power'),
      h(
        'div',
        { class: 'row' },
        h('span', {}, '手 Hand'),
        act('按对的手指 Right finger', '/emulator/finger', { who: 'right' }),
        act('按别人的手指 Wrong finger', '/emulator/finger', { who: 'wrong' }),
        act('按下印章 Press', '/emulator/press', {}),
        act('断电 Cut the power', '/emulator/power', {}, 'cut'),
      ),
      h(
        'div',
        { class: 'row' },
        h('span', {}, '纸 Sheet'),
        expected
          ? act(`放入第 ${expected.page} 页 Lay page ${expected.page}`, '/emulator/sheet', { page: expected.page, copy: expected.copy })
          : null,
        expected ? act('抹去一行的这一页 One line gone', '/emulator/sheet', { ...sheetOf(expected), altered: 'line' }) : null,
        expected ? act('添了一笔的这一页 One stroke added', '/emulator/sheet', { ...sheetOf(expected), altered: 'stroke' }) : null,
        other ? act(`放错页（第 ${other} 页）Other page`, '/emulator/sheet', { page: other, copy: expected.copy }) : null,
        act('放白纸 Blank sheet', '/emulator/sheet', { blank: true }),
        act('取出 Take out', '/emulator/sheet', { none: true }),
        h('span', { class: 'lies' }, lies),
      ),
    ),
  );
  void refresh();
}
