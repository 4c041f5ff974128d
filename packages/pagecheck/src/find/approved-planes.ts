import type { Planes } from '../capture/planes.ts';
import { type PdfiumDocument, type Raster, withPdf } from '../pdfium/document.ts';
import { ALIGNED_PX_PER_MM } from './aligned-sheet.ts';

/**
 * pdfium places small glyphs on whole pixels; from about 50 pixels a character on it draws their outlines where they are. A page is therefore
 * rendered at twice the size: print then lies as exactly as a printer puts it.
 */
const FINER = 2;
/** Rendered so many rows of page space at a time, so that memory stays small. */
const STRIP_ROWS = 600;
const PX_PER_PT = (ALIGNED_PX_PER_MM * 25.4) / 72;

/** The approved page in page space. Throws when the PDF is not a fixed page. */
export async function approvedPlanes(page: Uint8Array): Promise<Planes> {
  const planes = await withPdf(page, renderedInStrips);
  if (typeof planes === 'string') throw new Error(`not a fixed page: ${planes}`);
  return planes;
}

function renderedInStrips(document: PdfiumDocument): Planes {
  const { widthPt, heightPt } = document.pageSize(0);
  const [width, height] = [Math.round(widthPt * PX_PER_PT), Math.round(heightPt * PX_PER_PT)];
  const empty = () => ({ width, height, data: new Uint8Array(width * height) });
  const planes: Planes = { red: empty(), green: empty(), blue: empty() };
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    const part = { left: 0, top: top * FINER, width: width * FINER, height: rows * FINER };
    const strip = document.render(0, { widthPx: width * FINER, heightPx: height * FINER, part, color: 'rgb', annotations: false });
    [planes.red, planes.green, planes.blue].forEach((plane, channel) => {
      halveChannel(strip, channel, plane.data.subarray(top * width, (top + rows) * width));
    });
  }
  return planes;
}

/** Means of 2 × 2 pixels. */
function halveChannel({ width, height, data, channels }: Raster, channel: number, to: Uint8Array): void {
  const stride = width * channels;
  for (let y = 0, at = 0; y < height; y += 2) {
    for (let x = 0, p = y * stride + channel, q = p + stride; x < width; x += 2, at++, p += 2 * channels, q += 2 * channels) {
      to[at] = ((data[p] as number) + (data[p + channels] as number) + (data[q] as number) + (data[q + channels] as number) + 2) >> 2;
    }
  }
}
