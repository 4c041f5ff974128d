import type { Box } from '../paper.ts';
import type { Residuals } from './residuals.ts';
import { UNSURE } from './thresholds.ts';

/** How unlike the approved print one cell is, on the page in millimetres. */
export interface CellScore extends Box {
  /** 0 as approved; from 1 on it is a difference. */
  readonly score: number;
}

/** Every cell's score, those that are no difference too: where to look closer first. */
export function cellScores({ windows, left, kinds }: Residuals, noise: Float64Array, pxPerMm: number): readonly CellScore[] {
  return windows.map(({ cell, from, width, height }) => {
    let score = 0;
    for (let at = from; at < from + width * height; at++) {
      const off = Math.abs(left[at] as number);
      const ofBoth = Math.min(off / UNSURE.left, off / (noise[kinds[at] as number] as number) / UNSURE.overNoise);
      if (ofBoth > score) score = ofBoth;
    }
    return {
      leftMm: cell.left / pxPerMm,
      topMm: cell.top / pxPerMm,
      widthMm: (cell.right - cell.left) / pxPerMm,
      heightMm: (cell.bottom - cell.top) / pxPerMm,
      score,
    };
  });
}
