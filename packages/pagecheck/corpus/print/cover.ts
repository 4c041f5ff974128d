import type { Chance } from '../chance.ts';
import type { Box } from '../typeset/form.ts';
import { PX_PER_MM, type Sheet } from './rasterise.ts';

/** Lays white paper or correction tape over a place, a little brighter or duller than the sheet, its edge throwing a faint line. */
export function cover(sheet: Sheet, place: Box, next: Chance): void {
  const light = next.between(0.76, 0.9) * 255;
  const edge = next.between(0.8, 0.97);
  const px = (mm: number): number => Math.round(mm * PX_PER_MM);
  const [left, top] = [px(place.leftMm - 1), px(place.topMm - 1)];
  const [right, bottom] = [px(place.leftMm + place.widthMm + 1), px(place.topMm + place.heightMm + 1)];
  for (let y = Math.max(0, top); y < Math.min(sheet.height, bottom); y++) {
    for (let x = Math.max(0, left); x < Math.min(sheet.width, right); x++) {
      const isEdge = x - left < 2 || right - x < 3 || y - top < 2 || bottom - y < 3;
      const value = Math.min(255, light * (isEdge ? edge : 1) + next.bell() * 2);
      sheet.data.fill(value, (y * sheet.width + x) * 3, (y * sheet.width + x) * 3 + 3);
    }
  }
}
