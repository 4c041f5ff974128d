import type { Raster } from '../pdfium/document.ts';
import { renderPage } from '../sheets/render-page.ts';

/** A page as a printer puts it on paper: every outline where it is, not on the nearest pixel, where pdfium places small characters. */
export async function printPage(pdf: Uint8Array, dpi: number): Promise<Raster> {
  const { width, height, data } = await renderPage(pdf, dpi * 2, 'rgb');
  const [w, h, stride] = [width >> 1, height >> 1, width * 4];
  const paper = new Uint8Array(w * h * 4);
  for (let y = 0, at = 0; y < h; y++) {
    for (let x = 0, from = 2 * y * stride; x < w; x++, from += 8) {
      for (let c = 0; c < 4; c++, at++) {
        const [p, q] = [from + c, from + stride + c];
        paper[at] = ((data[p] as number) + (data[p + 4] as number) + (data[q] as number) + (data[q + 4] as number) + 2) >> 2;
      }
    }
  }
  return { width: w, height: h, channels: 4, data: paper };
}
