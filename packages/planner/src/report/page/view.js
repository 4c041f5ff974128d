// Where the map is looked at from: moved by pointer, pinch, wheel and keys.

const CLICK_PX = 6;

/** The view that shows all of `bounds`, with a margin for names. */
export function fitView([left, top, right, bottom], width, height) {
  const margin = Math.min(48, width * 0.08, height * 0.08);
  const scale = Math.min((width - 2 * margin) / Math.max(right - left, 1), (height - 2 * margin) / Math.max(bottom - top, 1));
  return { scale, x: width / 2 - (scale * (left + right)) / 2, y: height / 2 - (scale * (top + bottom)) / 2 };
}

/** Zooms about a point of the screen, within what makes sense for the whole that `whole` shows. */
export function zoomed(view, factor, atX, atY, whole) {
  const scale = Math.min(whole.scale * 60, Math.max(whole.scale * 0.6, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: atX - (atX - view.x) * by, y: atY - (atY - view.y) * by };
}

/** Lets people move the map. `act` gives the view and takes new ones: { view(), whole(), move(view), click(x, y), hover(x, y) }. */
export function followPointers(canvas, act) {
  const down = new Map();
  let travelled = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [a, b] = [...down.values()];
    return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], apart: Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1])) };
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, at(event));
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    const was = down.get(event.pointerId);
    const now = at(event);
    if (!was) {
      act.hover(...now);
      return;
    }
    const before = down.size === 2 ? spread() : null;
    down.set(event.pointerId, now);
    const view = act.view();
    if (before) {
      const after = spread();
      travelled = Infinity;
      const moved = { ...view, x: view.x + after.middle[0] - before.middle[0], y: view.y + after.middle[1] - before.middle[1] };
      act.move(zoomed(moved, after.apart / before.apart, ...after.middle, act.whole()));
    } else if (down.size === 1) {
      travelled += Math.hypot(now[0] - was[0], now[1] - was[1]);
      act.move({ ...view, x: view.x + now[0] - was[0], y: view.y + now[1] - was[1] });
    }
  });
  const up = (event) => {
    if (down.delete(event.pointerId) && down.size === 0 && event.type === 'pointerup' && travelled < CLICK_PX) act.click(...at(event));
  };
  for (const type of ['pointerup', 'pointercancel']) canvas.addEventListener(type, up);
  canvas.addEventListener('pointerleave', () => act.hover(-1e6, -1e6));
  canvas.addEventListener(
    'wheel',
    (event) => {
      // The page goes on scrolling over a map that nobody has taken up.
      if (!event.ctrlKey && document.activeElement !== canvas) return;
      event.preventDefault();
      act.move(zoomed(act.view(), Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), ...at(event), act.whole()));
    },
    { passive: false },
  );
  const keys = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  canvas.addEventListener('keydown', (event) => {
    const view = act.view();
    const middle = [canvas.clientWidth / 2, canvas.clientHeight / 2];
    const step = keys[event.key];
    if (step) act.move({ ...view, x: view.x + step[0], y: view.y + step[1] });
    else if (event.key === '+' || event.key === '=') act.move(zoomed(view, 1.4, ...middle, act.whole()));
    else if (event.key === '-') act.move(zoomed(view, 1 / 1.4, ...middle, act.whole()));
    else if (event.key === '0') act.move(act.whole());
    else return;
    event.preventDefault();
  });
}
