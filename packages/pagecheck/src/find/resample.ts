import type { Picture } from '../capture/decode-picture.ts';
import type { Plane } from '../capture/image.ts';
import type { Planes } from '../capture/planes.ts';
import type { Size } from '../paper.ts';
import { NODE_MM, placeOf, type Warp } from './warp.ts';

/** Page space as seen through a warp; what lies outside of the photo is 0. `scale` is the photo's pixels to one of the picture that the warp is of. */
export function resample({ width, height, data }: Plane, warp: Warp, sheet: Size, pxPerMm: number, scale = 1): Plane {
  const to = emptyPlane(sheet, pxPerMm);
  const [maxX, maxY] = [width - 1, height - 1];
  eachRun(warp, to, pxPerMm, (at, length, x0, y0, dx, dy) => {
    let x = x0 * scale - 0.5;
    let y = y0 * scale - 0.5;
    const [sx, sy] = [dx * scale, dy * scale];
    for (let i = at; i < at + length; i++, x += sx, y += sy) {
      if (!(x >= 0 && y >= 0 && x < maxX && y < maxY)) continue;
      const ix = x | 0;
      const iy = y | 0;
      const fx = x - ix;
      const fy = y - iy;
      const p = iy * width + ix;
      const top = (data[p] as number) * (1 - fx) + (data[p + 1] as number) * fx;
      const bottom = (data[p + width] as number) * (1 - fx) + (data[p + width + 1] as number) * fx;
      to.data[i] = top + (bottom - top) * fy + 0.5;
    }
  });
  return to;
}

/** As `resample`, all three channels at once. */
export function resamplePicture({ width, height, data }: Picture, warp: Warp, sheet: Size, pxPerMm: number): Planes {
  const [red, green, blue] = [emptyPlane(sheet, pxPerMm), emptyPlane(sheet, pxPerMm), emptyPlane(sheet, pxPerMm)];
  const [r, g, b] = [red.data, green.data, blue.data];
  const [maxX, maxY, stride] = [width - 1, height - 1, width * 3];
  eachRun(warp, red, pxPerMm, (at, length, x0, y0, dx, dy) => {
    let x = x0 - 0.5;
    let y = y0 - 0.5;
    for (let i = at; i < at + length; i++, x += dx, y += dy) {
      if (!(x >= 0 && y >= 0 && x < maxX && y < maxY)) continue;
      const ix = x | 0;
      const iy = y | 0;
      const fx = x - ix;
      const fy = y - iy;
      const w11 = fx * fy;
      const w10 = fx - w11;
      const w01 = fy - w11;
      const w00 = 1 - fx - w01;
      const p = iy * stride + ix * 3;
      const q = p + stride;
      r[i] = (data[p] as number) * w00 + (data[p + 3] as number) * w10 + (data[q] as number) * w01 + (data[q + 3] as number) * w11 + 0.5;
      g[i] =
        (data[p + 1] as number) * w00 + (data[p + 4] as number) * w10 + (data[q + 1] as number) * w01 + (data[q + 4] as number) * w11 + 0.5;
      b[i] =
        (data[p + 2] as number) * w00 + (data[p + 5] as number) * w10 + (data[q + 2] as number) * w01 + (data[q + 5] as number) * w11 + 0.5;
    }
  });
  return { red, green, blue };
}

function emptyPlane(sheet: Size, pxPerMm: number): Plane {
  const [width, height] = [Math.round(sheet.widthMm * pxPerMm), Math.round(sheet.heightMm * pxPerMm)];
  return { width, height, data: new Uint8Array(width * height) };
}

/** One row of pixels between two nodes: where its first lies in the photo, and the step to the next. */
type Run = (at: number, length: number, x: number, y: number, dx: number, dy: number) => void;

function eachRun(warp: Warp, { width, height }: Plane, pxPerMm: number, run: Run): void {
  const cell = NODE_MM * pxPerMm;
  for (let y = 0; y < height; y++) {
    const yMm = (y + 0.5) / pxPerMm;
    for (let from = 0; from < width; from += cell) {
      const first = Math.round(from);
      const length = Math.min(width, Math.round(from + cell)) - first;
      const start = placeOf(warp, (first + 0.5) / pxPerMm, yMm);
      const end = placeOf(warp, (first + length - 0.5) / pxPerMm, yMm);
      const steps = Math.max(1, length - 1);
      run(y * width + first, length, start.x, start.y, (end.x - start.x) / steps, (end.y - start.y) / steps);
    }
  }
}
