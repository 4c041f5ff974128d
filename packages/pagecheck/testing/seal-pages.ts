import sharp from 'sharp';
import { pressSeal, type RgbaImage } from '../src/emulation/mod.ts';
import { ALIGNED_PX_PER_MM } from '../src/find/aligned-sheet.ts';
import type { Raster } from '../src/pdfium/document.ts';
import { renderPage } from '../src/sheets/render-page.ts';
import { chineseLetter } from './pdfs.ts';
import { type Sheet, sheetsOf } from './sheets.ts';

/** Pages as an aligned sheet has them, for tests of seals that need no camera. */
export const ALIGNED_DPI = ALIGNED_PX_PER_MM * 25.4;

export async function letterPage(): Promise<Raster> {
  const [sheet] = (await sheetsOf(await chineseLetter(1))) as [Sheet];
  return renderPage(sheet.pdf, ALIGNED_DPI, 'rgb');
}

/** Drawn over the page in red that takes light from what lies below; the drawing in millimetres. */
export async function drawnOn({ width, height, data }: Raster, drawing: string, pxPerMm: number = ALIGNED_PX_PER_MM): Promise<Raster> {
  const view = `viewBox="0 0 ${width / pxPerMm} ${height / pxPerMm}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${view} stroke="#c8102e" fill="none">${drawing}</svg>`;
  const drawn = await sharp(data, { raw: { width, height, channels: 4 } })
    .composite([{ input: Buffer.from(svg), blend: 'multiply' }])
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { width, height, channels: 4, data: drawn };
}

/** Ridges half a millimetre apart in an oval of 16 by 22 mm. */
export function fingerprint(x: number, y: number): string {
  const ridges = Array.from({ length: 24 }, (_, i) => `<ellipse cx="${x}" cy="${y + 3}" rx="${0.45 * (i + 1)}" ry="${0.6 * (i + 1)}"/>`);
  return `<clipPath id="tip"><ellipse cx="${x}" cy="${y}" rx="8" ry="11"/></clipPath><g clip-path="url(#tip)" stroke-width="0.28">${ridges.join('')}</g>`;
}

/** What each of some fanned sheets bears of one press over their right edges: blank but for its strip of the face. */
export function seamSheets(page: Raster, imprint: RgbaImage, parts: number, topMm: number): Raster[] {
  const mm = (px: number): number => px / ALIGNED_PX_PER_MM;
  const strip = imprint.width / parts;
  return Array.from({ length: parts }, (_, k) => {
    const data = Uint8Array.from(imprint.data);
    for (let at = 0; at < imprint.width * imprint.height; at++) {
      const x = at % imprint.width;
      if (x < k * strip || x >= (k + 1) * strip) data[at * 4 + 3] = 0;
    }
    // The strip's right side lies on the sheet's right edge.
    const centreX = mm(page.width) - mm((k + 1) * strip - imprint.width / 2);
    return pressSeal(page, { imprint: { ...imprint, data }, dpi: ALIGNED_DPI, centreMm: { x: centreX, y: topMm }, seed: k + 1 });
  });
}
