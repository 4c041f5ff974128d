import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Pixels of red, green and blue, three bytes each: how much light a place throws back, 255 all. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Printer dots to the inch that papers are made in. */
const PAPER_DPI = 400;
export const PX_PER_MM = PAPER_DPI / 25.4;

/** A PDF's only page through PDF.js and Skia, not through pdfium, which the checks compare with. */
export async function rasterise(pdf: Uint8Array): Promise<Sheet> {
  const task = getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 });
  const page = await (await task.promise).getPage(1);
  const viewport = page.getViewport({ scale: PAPER_DPI / 72 });
  const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
  const canvas = createCanvas(width, height);
  const canvasContext = canvas.getContext('2d');
  canvasContext.fillStyle = '#ffffff';
  canvasContext.fillRect(0, 0, width, height);
  await page.render({ canvas: null, canvasContext: canvasContext as unknown as CanvasRenderingContext2D, viewport }).promise;
  const rgba = canvas.data();
  const data = new Uint8Array(width * height * 3);
  for (let at = 0, from = 0; at < data.length; at += 3, from += 4) {
    data[at] = rgba[from] as number;
    data[at + 1] = rgba[from + 1] as number;
    data[at + 2] = rgba[from + 2] as number;
  }
  await task.destroy();
  return { width, height, data };
}
