import type { Raster } from '../pdfium/document.ts';

/** Red, green, blue, alpha: four bytes a pixel. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A copy with four channels, opaque. */
export function toRgba({ width, height, channels, data }: Raster): RgbaImage {
  if (channels === 4) return { width, height, data: Uint8Array.from(data) };
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0, at = 0; i < data.length; i++, at += 4) rgba[at] = rgba[at + 1] = rgba[at + 2] = data[i] as number;
  return { width, height, data: rgba };
}
