import type { Raster } from '../pdfium/document.ts';
import type { Turn } from '../text/reading-direction.ts';

/** Turned clockwise by quarters. */
export function turnedBy(raster: Raster, turn: Turn): Raster {
  if (turn === 0) return raster;
  const { width, height, channels } = raster;
  const from = new Uint32Array(raster.data.buffer, raster.data.byteOffset, width * height);
  const [w, h] = turn === 2 ? [width, height] : [height, width];
  const to = new Uint32Array(w * h);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const place = turn === 1 ? x * w + (height - 1 - y) : turn === 2 ? (h - 1 - y) * w + (w - 1 - x) : (width - 1 - x) * w + y;
      to[place] = from[at] as number;
    }
  }
  return { width: w, height: h, channels, data: new Uint8Array(to.buffer) };
}
