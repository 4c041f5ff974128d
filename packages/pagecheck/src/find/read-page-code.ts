import type { Picture } from '../capture/decode-picture.ts';
import type { Raster } from '../pdfium/document.ts';
import { type PageCodeSeen, readPageCodes } from './read-codes.ts';

/** Longer side at which a sheet that fills the picture has three pixels to a module of its code; the others are for small, blurred or noisy ones. */
const LONG_SIDES_PX = [2000, 3000, 1300];

/** The record codes in a picture, in its own pixels: quickly where they read well, at other sizes only where none was found. */
export async function readPictureCodes(picture: Picture): Promise<readonly PageCodeSeen[]> {
  const long = Math.max(picture.width, picture.height);
  const sides = [...new Set(LONG_SIDES_PX.map((side) => Math.min(side, long)))];
  for (const side of sides) {
    const { raster, scale } = grayAt(picture, side / long);
    const codes = await readPageCodes(raster);
    if (codes.length === 0) continue;
    return codes.map(({ text, corners }) => ({
      text,
      corners: corners.map(({ x, y }) => ({ x: x / scale, y: y / scale })) as unknown as PageCodeSeen['corners'],
    }));
  }
  return [];
}

/** Green, which is sharpest in every camera, each pixel the mean of those that fall on it. */
function grayAt({ width, height, data }: Picture, scale: number): { raster: Raster; scale: number } {
  const [w, h] = [Math.floor(width * scale), Math.floor(height * scale)];
  const gray = new Uint8Array(w * h);
  const lefts = Int32Array.from({ length: w + 1 }, (_, x) => Math.floor(x / scale));
  for (let y = 0, at = 0; y < h; y++) {
    const top = Math.floor(y / scale);
    const bottom = Math.min(height, Math.max(top + 1, Math.floor((y + 1) / scale)));
    for (let x = 0; x < w; x++, at++) {
      const left = lefts[x] as number;
      const right = Math.min(width, Math.max(left + 1, lefts[x + 1] as number));
      let sum = 0;
      for (let v = top; v < bottom; v++)
        for (let u = left, p = (v * width + left) * 3 + 1; u < right; u++, p += 3) sum += data[p] as number;
      gray[at] = sum / (right - left) / (bottom - top);
    }
  }
  return { raster: { width: w, height: h, channels: 1, data: gray }, scale };
}
