import type { Plane } from '../capture/image.ts';
import type { Planes } from '../capture/planes.ts';
import type { Raster } from '../pdfium/document.ts';
import { renderPage } from '../sheets/render-page.ts';
import { ALIGNED_PX_PER_MM } from './aligned-sheet.ts';

/**
 * pdfium places small glyphs on whole pixels; from about 50 pixels a character on it draws their outlines where they are. A page is therefore
 * rendered at twice the size: print then lies as exactly as a printer puts it.
 */
const FINER = 2;

/** The approved page in page space. Throws when the PDF is not a fixed page. */
export async function approvedPlanes(page: Uint8Array): Promise<Planes> {
  const raster = await renderPage(page, ALIGNED_PX_PER_MM * FINER * 25.4, 'rgb');
  return { red: halvedChannel(raster, 0), green: halvedChannel(raster, 1), blue: halvedChannel(raster, 2) };
}

function halvedChannel({ width, height, data, channels }: Raster, channel: number): Plane {
  const [w, h, stride] = [width >> 1, height >> 1, width * channels];
  const half = new Uint8Array(w * h);
  for (let y = 0, at = 0; y < h; y++) {
    for (let x = 0, p = 2 * y * stride + channel, q = p + stride; x < w; x++, at++, p += 2 * channels, q += 2 * channels) {
      half[at] = ((data[p] as number) + (data[p + channels] as number) + (data[q] as number) + (data[q + channels] as number) + 2) >> 2;
    }
  }
  return { width: w, height: h, data: half };
}
