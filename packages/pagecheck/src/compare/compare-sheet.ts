import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box } from '../paper.ts';
import { type CellScore, cellScores } from './cell-scores.ts';
import { type Cell, cellsOf } from './cells.ts';
import type { Difference } from './difference.ts';
import { type Blot, blotsOf } from './extra-ink.ts';
import { inkPlanes } from './ink-planes.ts';
import { merged } from './merge.ts';
import { noiseOf } from './noise.ts';
import { opticsOf } from './optics.ts';
import { type Residuals, residualsOf, type Window } from './residuals.ts';
import { seenInk } from './seen-ink.ts';
import type { Suspect } from './suspect.ts';
import { EXTRA_SURE_LEFT, EXTRA_SURE_MM2, EXTRA_UNSURE_MM2, GONE, SURE, UNSURE } from './thresholds.ts';

export interface ComparedPlaces {
  /** Not looked at: the code, which is read instead. */
  readonly ignored: readonly Box[];
  /** Where ink may be added; print there is compared all the same. */
  readonly expectedInk: readonly Box[];
}

export interface Comparison {
  /** The strongest first. */
  readonly differences: readonly Difference[];
  readonly cells: readonly CellScore[];
}

/** Where a sheet differs from its approved page, down to a stroke of one character. */
export function compareSheet({ approved, seen, pxPerMm }: AlignedSheet, places: ComparedPlaces): Comparison {
  const ink = inkPlanes(approved.red);
  const there = seenInk(seen.red, ink);
  const isIn = (boxes: readonly Box[], { left, top, right, bottom }: Cell): boolean =>
    boxes.some((box) => {
      const [x, y] = [(left + right) / 2 / pxPerMm, (top + bottom) / 2 / pxPerMm];
      return x >= box.leftMm && y >= box.topMm && x < box.leftMm + box.widthMm && y < box.topMm + box.heightMm;
    });
  const cells = cellsOf(ink).filter((cell) => !isIn(places.ignored, cell));
  const optics = opticsOf(cells, ink, there);
  const residuals = optics && residualsOf(cells, ink, there, optics, seen);
  const noise = residuals && noiseOf(residuals);
  const print = residuals && noise ? suspectsOf(residuals, noise) : [];
  const extra = blotsOf(ink, there, seen)
    .filter((blot) => !isIn(places.ignored, blot) && !isIn(places.expectedInk, blot))
    .flatMap((blot) => extraOf(blot, pxPerMm));
  return { differences: merged([...print, ...extra], pxPerMm), cells: residuals && noise ? cellScores(residuals, noise, pxPerMm) : [] };
}

function suspectsOf(residuals: Residuals, noise: Float64Array): readonly Suspect[] {
  return residuals.windows.flatMap((window) => suspectOf(window, residuals, noise) ?? []);
}

function suspectOf({ cell, from, width, height, gain }: Window, { left, kinds }: Residuals, noise: Float64Array): Suspect | null {
  let [most, over, isSure, isUnsure] = [0, 0, false, false];
  for (let at = from; at < from + width * height; at++) {
    const off = Math.abs(left[at] as number);
    if (off < UNSURE.left) continue;
    const times = off / (noise[kinds[at] as number] as number);
    most = Math.max(most, off);
    over = Math.max(over, times);
    if (off >= SURE.left && times >= SURE.overNoise) isSure = true;
    if (times >= UNSURE.overNoise) isUnsure = true;
  }
  const isGone = gain < GONE;
  if (!isUnsure && !isGone) return null;
  const kind = isGone ? 'missing' : 'changed';
  return { ...cell, kind, strength: Math.min(1, most / 255), certainty: isSure || isGone ? 'sure' : 'unsure' };
}

function extraOf({ pixels, peak, ...box }: Blot, pxPerMm: number): readonly Suspect[] {
  const area = pixels / pxPerMm ** 2;
  if (area < EXTRA_UNSURE_MM2) return [];
  const isSure = area >= EXTRA_SURE_MM2 && peak >= EXTRA_SURE_LEFT;
  return [{ ...box, kind: 'extra', strength: Math.min(1, peak / 255), certainty: isSure ? 'sure' : 'unsure' }];
}
