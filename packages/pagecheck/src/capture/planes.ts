import type { Raster } from '../pdfium/document.ts';
import type { Plane } from './image.ts';

/** The three channels of one picture, each by itself. Red ink is gone from red, and dark in green and blue. */
export interface Planes {
  readonly red: Plane;
  readonly green: Plane;
  readonly blue: Plane;
}

/** Of a gray raster all three are one. */
export function planesOf({ width, height, channels, data }: Raster): Planes {
  if (channels === 1) {
    const gray = { width, height, data };
    return { red: gray, green: gray, blue: gray };
  }
  const [red, green, blue] = [0, 1, 2].map(() => new Uint8Array(width * height)) as [Uint8Array, Uint8Array, Uint8Array];
  for (let i = 0, at = 0; i < red.length; i++, at += 4) {
    red[i] = data[at] as number;
    green[i] = data[at + 1] as number;
    blue[i] = data[at + 2] as number;
  }
  return { red: { width, height, data: red }, green: { width, height, data: green }, blue: { width, height, data: blue } };
}
