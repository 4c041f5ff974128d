// What of a scene can be read at once.

/** So few villages in sight that all their names may stand, visited or not. */
const FEW = 30;

export const pillWidth = (pills, widthOf) => pills.reduce((sum, { text }) => sum + widthOf(text) + 12, 0);

const CELL = 8;

/** Squares of the screen that something stands on. */
class Ground {
  taken = new Set();

  /** Takes a box, or gives false and takes nothing where it is not free. */
  take(x, y, width, height) {
    const keys = [];
    for (let i = Math.floor(x / CELL); i <= Math.floor((x + width) / CELL); i++)
      for (let j = Math.floor(y / CELL); j <= Math.floor((y + height) / CELL); j++) {
        const key = i * 100_000 + j;
        if (this.taken.has(key)) return false;
        keys.push(key);
      }
    for (const key of keys) this.taken.add(key);
    return true;
  }
}

/**
 * What of a scene can be read: numbers of stops and names that do not lie on each other, the weightier first. A stop without room for its number is a dot.
 * `widthOf` measures a text in pixels.
 */
export function arrange(scene, toScreen, widthOf, width, height) {
  const ground = new Ground();
  const inView = [];
  for (const mark of scene.marks) {
    const [x, y] = toScreen(mark.x, mark.y);
    if (x > -40 && y > -40 && x < width + 40 && y < height + 40) inView.push({ mark, x, y });
  }
  const heavyFirst = inView.toReversed();
  const pilled = new Set();
  for (const { mark, x, y } of heavyFirst) {
    if (mark.pills.length === 0) continue;
    const w = pillWidth(mark.pills, widthOf);
    if (ground.take(x - w / 2, y - 8, w, 16) || mark.isChosen) pilled.add(mark);
  }
  const labels = [];
  const label = (text, x, y, reach, isQuiet, others = []) => {
    const w = widthOf(text);
    for (const [left, top] of [[x + reach + 9, y], [x - reach - 9 - w, y], ...others.map((below) => [x - w / 2, y + below])]) {
      if (left < 0 || left + w > width || !ground.take(left, top - 6, w, 12)) continue;
      labels.push({ text, x: left, y: top + 4.5, isQuiet });
      return;
    }
  };
  for (const { at, name } of scene.depots) {
    const [x, y] = toScreen(...at);
    if (x > -40 && y > -40 && x < width + 40 && y < height + 40) label(name, x, y, 7, false, [18]);
  }
  for (const { mark, x, y } of heavyFirst) {
    if (mark.isQuiet && scene.routes.length > 0 && !mark.isChosen && inView.length > FEW) continue;
    if (mark.pills.length > 0 && !pilled.has(mark)) continue;
    label(mark.label, x, y, pilled.has(mark) ? pillWidth(mark.pills, widthOf) / 2 : mark.size, mark.isQuiet);
  }
  return { pilled, labels, inView };
}
