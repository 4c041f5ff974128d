import type { Plane } from '../capture/image.ts';
import { ALIGNED_PX_PER_MM as PX_PER_MM } from '../find/aligned-sheet.ts';
import { type Block, correlator } from '../find/correlate.ts';
import type { Box } from '../paper.ts';
import type { Difference } from './difference.ts';

const CELL_MM = 6;
const CELL = CELL_MM * PX_PER_MM;
/** Paper edges, clips and unprintable margins are not judged. */
const EDGE_MM = 5;
/** Share of a cell's area under ink from which its print is compared by shape. */
const PRINTED = 0.03;
/** Correlation below which a printed cell is not the approved one. */
const SAME = 0.5;
/** Ink (of 255) that counts as drawn: faint tints, red seals through the red filter and noise stay below. */
const DRAWN = 110;
/** Unapproved ink in a cell, in mm², that is more than dust. */
const EXTRA_MM2 = 1.2;
/** How far print may lie from its place: what registration leaves. */
const SLACK_PX = 5;
/** So many cells must agree before a difference is reported; one alone may be a crease. */
const LEAST_CELLS = 2;

/**
 * Compares ink in page space, cell by cell. Finds covered or missing print, other print and added ink from about a word upwards;
 * single characters and strokes are below it.
 */
export function compareInk(approved: Plane, seen: Plane, ignore: readonly Box[]): readonly Difference[] {
  const columns = Math.floor(approved.width / CELL);
  const rows = Math.floor(approved.height / CELL);
  const near = spread(approved);
  const blockAt = correlator(approved, seen);
  const kinds = (['missing', 'extra'] as const).map((kind) => {
    const cells = new Set<number>();
    for (let at = 0; at < columns * rows; at++) {
      const [left, top] = [(at % columns) * CELL, Math.floor(at / columns) * CELL];
      if (isIgnored(left, top, approved, ignore)) continue;
      const differs =
        kind === 'missing' ? isPrinted(approved, left, top) && isOther(blockAt(left, top, CELL)) : hasExtra(near, seen, left, top);
      if (differs) cells.add(at);
    }
    return clusters(cells, columns)
      .filter((cluster) => cluster.length >= LEAST_CELLS)
      .map((cluster): Difference => ({ kind, strength: 1, certainty: 'sure', ...boxOf(cluster, columns) }));
  });
  return kinds.flat();
}

function isIgnored(left: number, top: number, { width, height }: Plane, ignore: readonly Box[]): boolean {
  const edge = EDGE_MM * PX_PER_MM;
  if (left < edge || top < edge || left + CELL > width - edge || top + CELL > height - edge) return true;
  const [leftMm, topMm] = [left / PX_PER_MM, top / PX_PER_MM];
  return ignore.some(
    (box) =>
      leftMm < box.leftMm + box.widthMm && leftMm + CELL_MM > box.leftMm && topMm < box.topMm + box.heightMm && topMm + CELL_MM > box.topMm,
  );
}

function isPrinted({ data, width }: Plane, left: number, top: number): boolean {
  let ink = 0;
  for (let y = top; y < top + CELL; y++) for (let x = left; x < left + CELL; x++) ink += data[y * width + x] as number;
  return ink / 255 >= PRINTED * CELL * CELL;
}

/** The sheet has none of the approved print, or another: no small shift makes them alike. */
function isOther(block: Block): boolean {
  for (let dy = -SLACK_PX; dy <= SLACK_PX; dy++) for (let dx = -SLACK_PX; dx <= SLACK_PX; dx++) if (block.at(dx, dy) >= SAME) return false;
  return true;
}

function hasExtra(near: Uint8Array, seen: Plane, left: number, top: number): boolean {
  let extra = 0;
  for (let y = top; y < top + CELL; y++) {
    for (let x = left; x < left + CELL; x++) {
      const at = y * seen.width + x;
      if (!near[at] && (seen.data[at] as number) > DRAWN) extra++;
    }
  }
  return extra / PX_PER_MM ** 2 > EXTRA_MM2;
}

/** Pixels within SLACK of approved ink: rows first, then columns. */
function spread({ width, height, data }: Plane): Uint8Array {
  const across = new Uint8Array(width * height);
  const near = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) {
    if ((data[at] as number) < DRAWN / 2) continue;
    const x = at % width;
    across.fill(1, at - Math.min(SLACK_PX, x), at + Math.min(SLACK_PX, width - 1 - x) + 1);
  }
  for (let at = 0; at < data.length; at++) {
    if (!across[at]) continue;
    for (let dy = -SLACK_PX; dy <= SLACK_PX; dy++) {
      const to = at + dy * width;
      if (to >= 0 && to < near.length) near[to] = 1;
    }
  }
  return near;
}

/** Cells that touch, by side or corner. */
function clusters(cells: ReadonlySet<number>, columns: number): number[][] {
  const left = new Set(cells);
  const found: number[][] = [];
  for (const start of cells) {
    if (!left.delete(start)) continue;
    const cluster = [start];
    for (const at of cluster) {
      for (const step of [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1]) {
        const next = at + step;
        const isNeighbour = Math.abs((next % columns) - (at % columns)) <= 1;
        if (isNeighbour && left.delete(next)) cluster.push(next);
      }
    }
    found.push(cluster);
  }
  return found;
}

function boxOf(cluster: readonly number[], columns: number): Box {
  const xs = cluster.map((at) => at % columns);
  const ys = cluster.map((at) => Math.floor(at / columns));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    leftMm: left * CELL_MM,
    topMm: top * CELL_MM,
    widthMm: (Math.max(...xs) - left + 1) * CELL_MM,
    heightMm: (Math.max(...ys) - top + 1) * CELL_MM,
  };
}
