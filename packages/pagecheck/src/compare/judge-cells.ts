import type { Box } from '../paper.ts';
import type { Cell } from './cells.ts';
import { noiseOf } from './noise.ts';
import { RED_KINDS, type Residuals, type Window } from './residuals.ts';
import type { Suspect } from './suspect.ts';
import {
  GONE,
  GONE_OVER_NOISE,
  INK_ROOM_MM,
  MOST_PART,
  NEIGHBOURS,
  OTHER_SHAPE,
  SAME_GAIN,
  SCORE,
  SURE,
  UNDER_RED,
  UNSURE,
} from './thresholds.ts';

export interface Judged {
  readonly cell: Cell;
  /** 0 as approved; from 1 on it is a difference. */
  readonly score: number;
  readonly suspect: Suspect | null;
}

/**
 * Tells which cells' print is not the approved one, or may not be. Under `expectedInk` only missing ink counts; so it does for red print, where
 * what is added cannot be told from a seal.
 */
export function judgeCells(residuals: Residuals, expectedInk: readonly Box[], pxPerMm: number, isRedPrint: boolean): readonly Judged[] {
  const noise = noiseOf(residuals);
  const everywhere: Cell = { left: 0, top: 0, right: Number.POSITIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };
  const boxes = isRedPrint ? [everywhere] : expectedInk.map((box) => roomFor(box, pxPerMm));
  const peaks = residuals.windows.map((window) => peakOf(window, residuals, noise, boxes));
  return residuals.windows.map((window, i) => {
    const { most, over, kind, isExpected } = peaks[i] as Peak;
    const isGone = window.gain < GONE && (isExpected ? most >= SURE.left : window.strength >= GONE_OVER_NOISE);
    const isLike = window.gain > SAME_GAIN.least && window.gain < SAME_GAIN.most;
    const around = isLike ? aroundIt(i, residuals.windows, peaks) : 0;
    const allowed = kind >= RED_KINDS && !isRedPrint ? UNDER_RED : 1;
    const score =
      part(most, SCORE.left * allowed) *
      part(over, SCORE.overNoise * allowed) *
      (isLike ? part(most, SCORE.overNeighbours * around) : OTHER_SHAPE);
    // The product of three parts: its cube root grows as each of them.
    const relative = isGone ? 1 : Math.cbrt(score / UNSURE.score);
    if (!isGone && (score < UNSURE.score || most < UNSURE.left))
      return { cell: window.cell, score: Math.min(0.99, relative), suspect: null };
    const certainty = isGone || (score >= SURE.score && most >= SURE.left) ? 'sure' : 'unsure';
    const kindOf = isGone ? 'missing' : 'changed';
    return { cell: window.cell, score: relative, suspect: { ...window.cell, kind: kindOf, strength: Math.min(1, most / 255), certainty } };
  });
}

const part = (value: number, against: number): number => Math.min(MOST_PART, value / Math.max(1, against));

interface Peak {
  /** Left-over ink where it is most above the noise, of 255. */
  readonly most: number;
  readonly over: number;
  /** Of the pixel. */
  readonly kind: number;
  /** Ink may be added on some of the cell. */
  readonly isExpected: boolean;
}

function peakOf({ x, y, width, height, from }: Window, { left, kinds }: Residuals, noise: Float64Array, boxes: readonly Cell[]): Peak {
  const own = boxes.filter((box) => box.left < x + width && box.right > x && box.top < y + height && box.bottom > y);
  let [most, over, kind] = [0, 0, 0];
  for (let at = from, end = from + width * height; at < end; at++) {
    const rest = left[at] as number;
    const off = Math.abs(rest);
    const times = off / (noise[kinds[at] as number] as number);
    if (times <= over) continue;
    if (rest > 0 && own.length > 0 && isWithin(own, x + ((at - from) % width), y + Math.floor((at - from) / width))) continue;
    [most, over, kind] = [off, times, kinds[at] as number];
  }
  return { most, over, kind, isExpected: own.length > 0 };
}

/** What the nearest cells that are as approved have left over: a faded or blurred place shows it in all of them. */
function aroundIt(own: number, windows: readonly Window[], peaks: readonly Peak[]): number {
  const { x, y } = windows[own] as Window;
  const near: { far: number; most: number }[] = [];
  windows.forEach((window, i) => {
    if (i === own || window.gain < SAME_GAIN.least || window.gain > SAME_GAIN.most) return;
    // Along the line first: its print is of one kind.
    const far = Math.abs(window.x - x) + 3 * Math.abs(window.y - y);
    if (near.length === NEIGHBOURS && far >= (near[NEIGHBOURS - 1] as { far: number }).far) return;
    if (near.length === NEIGHBOURS) near.pop();
    near.push({ far, most: (peaks[i] as Peak).most });
    near.sort((p, q) => p.far - q.far);
  });
  return near.map(({ most }) => most).sort((p, q) => p - q)[near.length >> 1] ?? 0;
}

const isWithin = (boxes: readonly Cell[], x: number, y: number): boolean =>
  boxes.some(({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom);

/** Pens go a little beyond their field. */
const roomFor = ({ leftMm, topMm, widthMm, heightMm }: Box, pxPerMm: number): Cell => ({
  left: (leftMm - INK_ROOM_MM) * pxPerMm,
  top: (topMm - INK_ROOM_MM) * pxPerMm,
  right: (leftMm + widthMm + INK_ROOM_MM) * pxPerMm,
  bottom: (topMm + heightMm + INK_ROOM_MM) * pxPerMm,
});
