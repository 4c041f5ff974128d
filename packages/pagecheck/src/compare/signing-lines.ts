import type { Plane } from '../capture/image.ts';
import type { Box } from '../paper.ts';

/** Brightness of the approved page below which there is print. */
const PRINTED = 185;
/** A line to sign or to date on: long enough for a name, shorter than a rule across the page, and thin. */
const LENGTH_MM = { least: 15, most: 90 };
const THICKEST_MM = 0.8;
/** Free above it, where the pen goes, and how far to its left its label stands. */
const FREE_MM = 7;
const LABEL_MM = 8;
/** Pens go below the line too. */
const BELOW_MM = 1.5;
/** Frames end in other lines: this much beyond both ends is free, too. */
const ENDS_MM = 0.6;

/** Where the pen goes, and how high the line itself is. */
export interface SigningLine extends Box {
  readonly yMm: number;
}

/**
 * Where the approved page asks for ink by hand: thin lines that stand by themselves, free above, with a label at their left (签字：____, 金额：____).
 * Kept as tight as a name is high, so that no line of print can be added in their shelter.
 */
export function signingLines({ data, width, height }: Plane, pxPerMm: number): readonly SigningLine[] {
  const px = (mm: number): number => Math.round(mm * pxPerMm);
  const isPrinted = (left: number, top: number, right: number, bottom: number): boolean => {
    for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      for (let at = y * width + Math.max(0, left), end = y * width + Math.min(width, right); at < end; at++) {
        if ((data[at] as number) < PRINTED) return true;
      }
    }
    return false;
  };
  const found: SigningLine[] = [];
  for (let y = px(FREE_MM) + 2; y < height - px(BELOW_MM) - 2; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] as number) >= PRINTED) continue;
      const from = x;
      while (x < width && (data[y * width + x] as number) < PRINTED) x++;
      const length = x - from;
      if (length < px(LENGTH_MM.least) || length > px(LENGTH_MM.most)) continue;
      const [left, right] = [from - px(ENDS_MM), x + px(ENDS_MM)];
      const isFree =
        !isPrinted(left + px(ENDS_MM), y - px(FREE_MM), right, y) && !isPrinted(left, y + px(THICKEST_MM), right, y + px(BELOW_MM));
      if (!isFree || !isPrinted(from - px(LABEL_MM), y - px(FREE_MM), from - 1, y + px(BELOW_MM))) continue;
      found.push({
        leftMm: from / pxPerMm,
        topMm: (y - px(FREE_MM)) / pxPerMm,
        widthMm: length / pxPerMm,
        heightMm: FREE_MM + BELOW_MM,
        yMm: y / pxPerMm,
      });
    }
  }
  return found;
}
