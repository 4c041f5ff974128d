import { byId } from './dom.js';
import { dayLine, legend } from './legend.js';
import { PAPER, paintCanvas } from './paint.js';
import { sceneOf } from './scene.js';
import { fitView, followPointers, zoomed } from './view.js';
import { t } from './words.js';

// The map with its slider of days, its key and what is chosen on it.

const REACH_PX = 18;
/** A map that has not moved for so long is painted anew. */
const SETTLED_MS = 120;

/** `state` is { day, lit, chosen }; `choose` and `change` tell the page of new ones. */
export function openMap(model, ground, state, { choose, change }) {
  const canvas = byId('canvas');
  // It takes keys of its own, so that readers of the screen let them through.
  canvas.setAttribute('role', 'application');
  canvas.tabIndex = 0;
  const context = canvas.getContext('2d');
  let [width, height, view, whole, isDue] = [0, 0, null, null, false];
  let scene = null;
  const still = document.createElement('canvas');
  let [painted, settling] = [null, 0];

  const current = () => {
    scene ??= sceneOf(model, ground, state.day, state.lit, state.chosen);
    return scene;
  };
  const paint = () => {
    isDue = false;
    if (!view) return;
    paintCanvas(context, current(), view, width, height, canvas.width / width);
    // Kept to be pushed about while the map moves: painting hundreds of routes anew would not follow the finger.
    still.width = canvas.width;
    still.height = canvas.height;
    still.getContext('2d').drawImage(canvas, 0, 0);
    painted = view;
  };
  const push = () => {
    isDue = false;
    const by = view.scale / painted.scale;
    const ratio = canvas.width / width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = PAPER;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(still, (view.x - painted.x * by) * ratio, (view.y - painted.y * by) * ratio, still.width * by, still.height * by);
    clearTimeout(settling);
    settling = setTimeout(due, SETTLED_MS);
  };
  const due = () => {
    clearTimeout(settling);
    if (!isDue) requestAnimationFrame(paint);
    isDue = true;
  };
  const move = (next) => {
    view = next;
    byId('tip').hidden = true;
    if (!painted) due();
    else if (!isDue) {
      isDue = true;
      requestAnimationFrame(push);
    }
  };
  const resize = () => {
    const box = canvas.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const wasWhole = view === whole;
    [width, height] = [box.width, box.height];
    const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    whole = fitView(ground.bounds, width, height);
    if (wasWhole || !view) view = whole;
    due();
  };
  const near = (x, y) => {
    let [found, best] = [null, REACH_PX];
    for (const mark of current().marks) {
      const distance = Math.hypot(mark.x * view.scale + view.x - x, mark.y * view.scale + view.y - y);
      if (distance <= best) [found, best] = [mark.village, distance];
    }
    return found;
  };
  followPointers(canvas, {
    view: () => view,
    whole: () => whole,
    move,
    click: (x, y) => choose(near(x, y)?.id ?? null),
    hover: (x, y) => {
      const village = view && near(x, y);
      const tip = byId('tip');
      canvas.classList.toggle('over', Boolean(village));
      tip.hidden = !village;
      if (!village) return;
      tip.textContent = village.name;
      tip.style.left = `${Math.max(0, Math.min(width - 160, x + 12))}px`;
      tip.style.top = `${Math.max(0, y - 34)}px`;
    },
  });
  new ResizeObserver(resize).observe(canvas);
  const zoom = (factor) => move(zoomed(view, factor, width / 2, height / 2, whole));
  byId('zoom-in').onclick = () => zoom(1.6);
  byId('zoom-out').onclick = () => zoom(1 / 1.6);
  byId('zoom-all').onclick = () => move(whole);
  const slider = byId('day');
  slider.max = String(model.days);
  const turnTo = (value) => change({ day: Math.max(0, Math.min(model.days, value)) - 1 });
  slider.oninput = () => turnTo(Number(slider.value));
  byId('day-before').onclick = () => turnTo(state.day);
  byId('day-after').onclick = () => turnTo(state.day + 2);

  return {
    /** Draws anew after the state or the language has changed. */
    refresh() {
      scene = null;
      slider.value = String(state.day + 1);
      byId('day-text').textContent = dayLine(model, state.day);
      slider.setAttribute('aria-valuetext', byId('day-text').textContent);
      canvas.setAttribute('aria-label', t('mapLabel'));
      byId('legend').replaceChildren(...legend(model, state, change));
      due();
    },
    /** Moves so that a village is in sight. */
    show({ id }) {
      const mark = ground.villages[id];
      if (!view || !mark) return;
      const [x, y] = [mark.x * view.scale + view.x, mark.y * view.scale + view.y];
      if (x > 40 && y > 40 && x < width - 40 && y < height - 40) return;
      move({ ...view, x: view.x + width / 2 - x, y: view.y + height / 2 - y });
    },
  };
}
