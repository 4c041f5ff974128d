import type { Cell } from './cells.ts';
import type { InkPlanes } from './ink-planes.ts';
import type { SeenInk } from './seen-ink.ts';
import { solveInPlace } from './solve.ts';
import { GONE } from './thresholds.ts';

/** Around a cell's ink, in which its blur and its surroundings are looked at. */
export const MARGIN = 4;
/** sharp, soft, wide, spread, one. */
export const PARTS = 5;
const SUMS = PARTS * PARTS + PARTS + 1;
/** How far the optics of one place hold: light, focus and toner change slowly over a sheet. One deviation, in pixels (15 mm). */
const NEAR_PX = 120;
/** The weight of the whole page's optics where few cells are near, in pixels. */
const PAGE_PX = 400;
/** The part of cells that fit worst, which do not tell what the optics are: altered, covered or under other ink. */
const WORST = 0.15;

/** What a capture makes of ink at each cell: the parts of the approved ink planes that add up to what is seen, PARTS numbers a cell. */
export type Optics = Float64Array;

/**
 * Tells each cell's optics from the other cells around it, never from itself: blur, toner spread, contrast and stray light in one
 * least-squares fit. `usual`: those of the page's other print, which hold where all of these cells are gone. `null` when the page has too
 * little print.
 */
export function opticsOf(cells: readonly Cell[], approved: InkPlanes, seen: SeenInk, usual: Optics | null = null): Optics | null {
  if (cells.length === 0) return null;
  const sums = new Float64Array(cells.length * SUMS);
  cells.forEach((cell, at) => {
    addCell(cell, approved, seen, sums, at * SUMS);
  });
  let weights: Float64Array = new Float64Array(cells.length).fill(1);
  let optics: Optics | null = null;
  for (let round = 0; round < 3; round++) {
    optics = fitted(cells, sums, weights, usual);
    if (!optics) return null;
    if (round < 2) weights = trusted(sums, optics, cells.length);
  }
  return optics;
}

function addCell(cell: Cell, { sharp, soft, wide, spread, width, height }: InkPlanes, seen: SeenInk, sums: Float64Array, to: number): void {
  const [left, right] = [Math.max(0, cell.left - MARGIN), Math.min(width, cell.right + MARGIN)];
  const [top, bottom] = [Math.max(0, cell.top - MARGIN), Math.min(height, cell.bottom + MARGIN)];
  let [aa, ab, ac, ad, a, bb, bc, bd, b, cc, cd, c, dd, d, n] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [sa, sb, sc, sd, s, ss] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let at = y * width + left, end = y * width + right; at < end; at++) {
      const p = sharp[at] as number;
      const q = soft[at] as number;
      const r = wide[at] as number;
      const t = spread[at] as number;
      const v = seen.data[at] as number;
      aa += p * p;
      ab += p * q;
      ac += p * r;
      ad += p * t;
      a += p;
      bb += q * q;
      bc += q * r;
      bd += q * t;
      b += q;
      cc += r * r;
      cd += r * t;
      c += r;
      dd += t * t;
      d += t;
      sa += p * v;
      sb += q * v;
      sc += r * v;
      sd += t * v;
      s += v;
      ss += v * v;
      n++;
    }
  }
  sums.set([aa, ab, ac, ad, a, ab, bb, bc, bd, b, ac, bc, cc, cd, c, ad, bd, cd, dd, d, a, b, c, d, n, sa, sb, sc, sd, s, ss], to);
}

/** Each cell's solution from the sums of those around it, held to the whole page's where few are. Null when the page gives none. */
function fitted(cells: readonly Cell[], sums: Float64Array, weights: Float64Array, usual: Optics | null): Optics | null {
  const whole = new Float64Array(SUMS);
  for (let i = 0; i < cells.length; i++) addWeighted(whole, sums, i * SUMS, weights[i] as number);
  const page = plausible(solution(whole), usual?.subarray(0, PARTS) ?? null);
  if (!page) return null;
  const optics = new Float64Array(cells.length * PARTS);
  const near = new Float64Array(SUMS);
  // Cells of one square of the page share a solution; each leaves itself out only when it is suspicious, which `trusted` sees to.
  const squares = new Map<number, number[]>();
  cells.forEach((cell, i) => {
    const key = Math.floor((cell.top + cell.bottom) / 2 / SQUARE_PX) * 1000 + Math.floor((cell.left + cell.right) / 2 / SQUARE_PX);
    const list = squares.get(key);
    if (list) list.push(i);
    else squares.set(key, [i]);
  });
  for (const [key, members] of squares) {
    const [x, y] = [((key % 1000) + 0.5) * SQUARE_PX, (Math.floor(key / 1000) + 0.5) * SQUARE_PX];
    near.fill(0);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as Cell;
      const far = ((cell.left + cell.right) / 2 - x) ** 2 + ((cell.top + cell.bottom) / 2 - y) ** 2;
      const weight = (weights[i] as number) * Math.exp(-far / (2 * NEAR_PX * NEAR_PX));
      if (weight > 1e-4) addWeighted(near, sums, i * SUMS, weight);
    }
    holdTo(near, whole, page);
    const own = plausible(solution(near), page) ?? page;
    for (const i of members) optics.set(own, i * PARTS);
  }
  return optics;
}

const SQUARE_PX = 80;

/** Where print that stands by itself was taken away, its own cells say that nothing is usual: they are held to what other print has. */
function plausible(own: Float64Array | null, other: Float64Array | null): Float64Array | null {
  return own && other && contrast(own) < GONE * contrast(other) ? other : own;
}

/** Of even ink, whatever the blur. */
const contrast = ([a, b, c, d]: Float64Array): number => (a as number) + (b as number) + (c as number) + (d as number);

function addWeighted(to: Float64Array, sums: Float64Array, from: number, weight: number): void {
  for (let k = 0; k < SUMS; k++) to[k] = (to[k] as number) + weight * (sums[from + k] as number);
}

/** As if the page's own solution had been seen on PAGE_PX pixels more. */
function holdTo(near: Float64Array, whole: Float64Array, page: Float64Array): void {
  const pixels = whole[PARTS * PARTS - 1] as number;
  const weight = pixels > 0 ? PAGE_PX / pixels : 0;
  for (let i = 0; i < PARTS; i++) {
    let right = 0;
    for (let j = 0; j < PARTS; j++) {
      const here = weight * (whole[i * PARTS + j] as number);
      near[i * PARTS + j] = (near[i * PARTS + j] as number) + here;
      right += here * (page[j] as number);
    }
    near[PARTS * PARTS + i] = (near[PARTS * PARTS + i] as number) + right;
  }
}

function solution(sums: Float64Array): Float64Array | null {
  const matrix = sums.slice(0, PARTS * PARTS);
  const right = sums.slice(PARTS * PARTS, PARTS * PARTS + PARTS);
  // The planes are much alike: a little damping keeps their parts from growing against each other.
  const trace = (matrix[0] as number) + (matrix[PARTS + 1] as number);
  for (let i = 0; i < PARTS - 1; i++) matrix[i * PARTS + i] = (matrix[i * PARTS + i] as number) + trace * 1e-4 + 1;
  matrix[PARTS * PARTS - 1] = (matrix[PARTS * PARTS - 1] as number) + 1;
  return solveInPlace(matrix, right, PARTS) ? right : null;
}

/** 1 for the cells that their optics explain, 0 for the worst. */
function trusted(sums: Float64Array, optics: Optics, count: number): Float64Array {
  const misfits = new Float64Array(count);
  for (let i = 0; i < count; i++) misfits[i] = misfit(sums, i * SUMS, optics, i * PARTS);
  const limit = Float64Array.from(misfits).sort()[Math.floor((count - 1) * (1 - WORST))] as number;
  return misfits.map((value) => (value <= limit ? 1 : 0));
}

/** Mean square of what is left, against the cell's own ink, from its sums alone. */
function misfit(sums: Float64Array, from: number, optics: Optics, at: number): number {
  let left = sums[from + SUMS - 1] as number;
  for (let i = 0; i < PARTS; i++) {
    const part = optics[at + i] as number;
    left -= 2 * part * (sums[from + PARTS * PARTS + i] as number);
    for (let j = 0; j < PARTS; j++) left += part * (optics[at + j] as number) * (sums[from + i * PARTS + j] as number);
  }
  const ink = (sums[from] as number) / 255;
  return Math.max(0, left) / (ink + 1);
}
