import type { InkPlanes } from './ink-planes.ts';

/** A part of the approved print that is compared by itself: a character or a piece of a line. Pixels; right and bottom are outside. */
export interface Cell {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Ink (of 255) that belongs to print. */
const DRAWN = 70;
/** Longer than any character of running text (10 mm): lines, frames, bars and pictures, which are cut into tiles. */
const MOST_PX = 80;
const TILE_PX = 48;
/** Parts this near to each other are one cell while it stays as small as a character (4.4 mm). */
const NEAR_PX = 3;
const CELL_PX = 36;

/** The cells of a page, in no order. They come from its ink alone, so that drawn and rendered pages work alike. */
export function cellsOf(page: InkPlanes): readonly Cell[] {
  const parts = partsOf(page);
  const large = parts.filter(({ box }) => box.right - box.left > MOST_PX || box.bottom - box.top > MOST_PX);
  const small = parts.filter(({ box }) => box.right - box.left <= MOST_PX && box.bottom - box.top <= MOST_PX);
  return [...joined(small.map(({ box }) => box)), ...tiles(large)];
}

interface Part {
  readonly box: Cell;
  /** Its runs of ink, three numbers each: row, first, end. */
  readonly runs: readonly number[];
}

/** Ink that hangs together, by side or corner: runs of a row are joined to those of the row above. */
function partsOf({ sharp, width, height }: InkPlanes): readonly Part[] {
  const runs: number[] = [];
  const parents: number[] = [];
  const rootOf = (run: number): number => {
    let root = run;
    while (parents[root] !== root) root = parents[root] as number;
    while (parents[run] !== root) [parents[run], run] = [root, parents[run] as number];
    return root;
  };
  let [above, aboveEnd] = [0, 0];
  for (let y = 0; y < height; y++) {
    const first = parents.length;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if ((sharp[at] as number) < DRAWN) continue;
      const from = x;
      while (x < width && (sharp[y * width + x] as number) >= DRAWN) x++;
      at = y * width + x;
      const run = parents.length;
      parents.push(run);
      runs.push(y, from, x);
      while (above < aboveEnd && (runs[above * 3 + 2] as number) < from) above++;
      for (let other = above; other < aboveEnd && (runs[other * 3 + 1] as number) <= x; other++) parents[rootOf(run)] = rootOf(other);
    }
    [above, aboveEnd] = [first, parents.length];
  }
  const parts = new Map<number, { left: number; top: number; right: number; bottom: number; runs: number[] }>();
  for (let run = 0; run < parents.length; run++) {
    const [y, from, to] = [runs[run * 3] as number, runs[run * 3 + 1] as number, runs[run * 3 + 2] as number];
    const root = rootOf(run);
    const part = parts.get(root);
    if (!part) parts.set(root, { left: from, top: y, right: to, bottom: y + 1, runs: [y, from, to] });
    else {
      part.left = Math.min(part.left, from);
      part.right = Math.max(part.right, to);
      part.bottom = y + 1;
      part.runs.push(y, from, to);
    }
  }
  return [...parts.values()].map(({ runs: own, ...box }) => ({ box, runs: own }));
}

/** Characters of their parts: joins those that lie near each other, the nearest rows first, while what becomes of them is no larger than one. */
export function joined(boxes: readonly Cell[]): readonly Cell[] {
  const sorted = [...boxes].sort((p, q) => p.left - q.left);
  const open: Cell[] = [];
  const done: Cell[] = [];
  for (const box of sorted) {
    // Cells that end too far left can take nothing more.
    for (let i = open.length - 1; i >= 0; i--) {
      if ((open[i] as Cell).right + NEAR_PX < box.left) done.push(...open.splice(i, 1));
    }
    let own: Cell = box;
    for (let i = open.length - 1; i >= 0; i--) {
      const other = open[i] as Cell;
      const both = union(own, other);
      const isNear = other.top - NEAR_PX < own.bottom && own.top - NEAR_PX < other.bottom;
      const isWithin = both.right - both.left === other.right - other.left && both.bottom - both.top === other.bottom - other.top;
      if (!isWithin && (!isNear || both.right - both.left > CELL_PX || both.bottom - both.top > CELL_PX)) continue;
      own = both;
      open.splice(i, 1);
    }
    open.push(own);
  }
  return [...done, ...open];
}

const union = (p: Cell, q: Cell): Cell => ({
  left: Math.min(p.left, q.left),
  top: Math.min(p.top, q.top),
  right: Math.max(p.right, q.right),
  bottom: Math.max(p.bottom, q.bottom),
});

/** Large parts cut along a grid, each tile as small as the ink in it. */
function tiles(parts: readonly Part[]): readonly Cell[] {
  const found = new Map<number, Cell>();
  for (const { runs } of parts) {
    for (let i = 0; i < runs.length; i += 3) {
      const [y, from, to] = [runs[i] as number, runs[i + 1] as number, runs[i + 2] as number];
      for (let column = Math.floor(from / TILE_PX); column * TILE_PX < to; column++) {
        const key = Math.floor(y / TILE_PX) * 10_000 + column;
        const here = { left: Math.max(from, column * TILE_PX), top: y, right: Math.min(to, (column + 1) * TILE_PX), bottom: y + 1 };
        const tile = found.get(key);
        found.set(key, tile ? union(tile, here) : here);
      }
    }
  }
  return [...found.values()];
}
