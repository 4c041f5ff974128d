import type { Plane } from '../capture/image.ts';
import type { Box } from '../paper.ts';

/** Paper above and below the characters, in their heights: more makes them smaller for the network, which costs less and reads as well. */
const ABOVE = 0.3;
/** Beside them; more would show parts of the neighbours. */
const BESIDE = 0.08;

/** A piece of a line cut out of a plane of page space, as the recogniser wants it; `leftMm` is where it begins. */
export function lineStrip(plane: Plane, pxPerMm: number, { leftMm, topMm, widthMm, heightMm }: Box): { strip: Plane; leftMm: number } {
  const px = (mm: number): number => Math.round(mm * pxPerMm);
  const [left, top] = [Math.max(0, px(leftMm - BESIDE * heightMm)), Math.max(0, px(topMm - ABOVE * heightMm))];
  const right = Math.min(plane.width, px(leftMm + widthMm + BESIDE * heightMm));
  const bottom = Math.min(plane.height, px(topMm + heightMm + ABOVE * heightMm));
  const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * plane.width + left;
    data.set(plane.data.subarray(from, from + width), y * width);
  }
  return { strip: { width, height, data }, leftMm: left / pxPerMm };
}
