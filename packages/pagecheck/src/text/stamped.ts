import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box } from '../paper.ts';

/** Levels of red above green that are seal ink, not the tint of a lamp. */
const RED = 40;
const SHARE = 0.03;

/** Whether seal ink lies on a place of the sheet: its strokes join those of the print, and a reader takes 三 for 兰. */
export function isStamped({ seen, pxPerMm }: AlignedSheet, { leftMm, topMm, widthMm, heightMm }: Box): boolean {
  const { width, height, data } = seen.red;
  const [left, right] = [Math.floor(leftMm * pxPerMm), Math.min(width, Math.ceil((leftMm + widthMm) * pxPerMm))];
  const [top, bottom] = [Math.floor(topMm * pxPerMm), Math.min(height, Math.ceil((topMm + heightMm) * pxPerMm))];
  let [red, all] = [0, 0];
  for (let y = Math.max(0, top); y < bottom; y++) {
    for (let x = Math.max(0, left), at = y * width + x; x < right; x++, at++) {
      all++;
      if ((data[at] as number) - (seen.green.data[at] as number) > RED) red++;
    }
  }
  return red > all * SHARE;
}
