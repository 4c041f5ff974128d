import type { Plane } from '../capture/image.ts';
import type { Size } from '../paper.ts';
import type { Homography } from './homography.ts';

/** Half the size: means of 2 × 2 pixels. */
export function halved({ width, height, data }: Plane): Plane {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Uint8Array(w * h);
  for (let y = 0, at = 0; y < h; y++) {
    for (let x = 0, from = 2 * y * width; x < w; x++, at++, from += 2) {
      half[at] =
        ((data[from] as number) + (data[from + 1] as number) + (data[from + width] as number) + (data[from + width + 1] as number) + 2) >>
        2;
    }
  }
  return { width: w, height: h, data: half };
}

/**
 * The photo as seen in page space of so many pixels to the millimetre. `toPhoto` maps millimetres on the sheet to pixels of the photo; what lies outside is 0.
 */
export function toPageSpace(photo: Plane, toPhoto: Homography, sheet: Size, pxPerMm: number): Plane {
  const [width, height] = [Math.round(sheet.widthMm * pxPerMm), Math.round(sheet.heightMm * pxPerMm)];
  const data = new Uint8Array(width * height);
  const [a, b, c, d, e, f, g, h, i] = toPhoto;
  for (let y = 0, at = 0; y < height; y++) {
    const my = (y + 0.5) / pxPerMm;
    for (let x = 0; x < width; x++, at++) {
      const mx = (x + 0.5) / pxPerMm;
      const w = g * mx + h * my + i;
      data[at] = sample(photo, (a * mx + b * my + c) / w - 0.5, (d * mx + e * my + f) / w - 0.5);
    }
  }
  return { width, height, data };
}

/** Between four pixels, by distance. */
export function sample({ width, height, data }: Plane, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) return 0;
  const [fx, fy] = [x - x0, y - y0];
  const at = y0 * width + x0;
  const top = (data[at] as number) * (1 - fx) + (data[at + 1] as number) * fx;
  const bottom = (data[at + width] as number) * (1 - fx) + (data[at + width + 1] as number) * fx;
  return top * (1 - fy) + bottom * fy;
}
