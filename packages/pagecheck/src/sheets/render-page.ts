import sharp from 'sharp';
import { type Raster, withPdf } from '../pdfium/document.ts';

const WEBP_QUALITY = 78;

/** The first page of a fixed page's PDF in pixels. Throws when the PDF is not one that this package made. */
export async function renderPage(pdf: Uint8Array, dpi: number, color: 'gray' | 'rgb' = 'gray'): Promise<Raster> {
  return rendered(pdf, color, (widthPt) => (widthPt / 72) * dpi);
}

/** A WebP picture of the page for the screen. */
export async function preview(pdf: Uint8Array, widthPx: number): Promise<Uint8Array> {
  const { data, width, height, channels } = await rendered(pdf, 'rgb', () => widthPx);
  return sharp(data, { raw: { width, height, channels } }).removeAlpha().webp({ quality: WEBP_QUALITY, effort: 2 }).toBuffer();
}

async function rendered(pdf: Uint8Array, color: 'gray' | 'rgb', widthOf: (widthPt: number) => number): Promise<Raster> {
  const raster = await withPdf(pdf, (document) => {
    const { widthPt, heightPt } = document.pageSize(0);
    const width = Math.max(1, Math.round(widthOf(widthPt)));
    const height = Math.max(1, Math.round((width * heightPt) / widthPt));
    return document.render(0, { widthPx: width, heightPx: height, color, annotations: false });
  });
  if (typeof raster === 'string') throw new Error(`not a fixed page: ${raster}`);
  return raster;
}
