import type { Raster } from '../pdfium/document.ts';
import type { Plane } from './image.ts';

/** How much redder than gray each pixel is, 0 to 255: seal ink on paper, in sun or shade, but not black, blue or paper. */
export function redness({ width, height, channels, data }: Raster): Plane {
  const red = new Uint8Array(width * height);
  if (channels === 1) return { width, height, data: red };
  for (let i = 0, at = 0; i < red.length; i++, at += 4) {
    const r = data[at] as number;
    const other = Math.max(data[at + 1] as number, data[at + 2] as number);
    // Relative to its own brightness, so that shade does not hide ink; very dark pixels carry no colour.
    red[i] = r > 40 && r > other ? Math.round(((r - other) / r) * 255) : 0;
  }
  return { width, height, data: red };
}
