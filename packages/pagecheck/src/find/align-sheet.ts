import { decodeJpeg } from '../capture/image.ts';
import { type Planes, planesOf } from '../capture/planes.ts';
import type { Size } from '../paper.ts';
import type { Raster } from '../pdfium/document.ts';
import { renderPage } from '../sheets/render-page.ts';
import { ALIGNED_PX_PER_MM, type Alignment, cornersOf } from './aligned-sheet.ts';
import { project } from './homography.ts';
import { locateSheet } from './locate-sheet.ts';
import { PAGE_SPACE_DPI, PX_PER_MM, toPageSpace } from './page-space.ts';
import { readPageCodes } from './read-codes.ts';
import { register } from './register.ts';

export interface AlignCheck {
  /** A photo or scan of one sheet. */
  readonly photo: Uint8Array;
  /** The fixed page with its code printed: a PDF of one page. */
  readonly page: Uint8Array;
  /** The whole text of its code; null when the caller knows by other means which page it should be. */
  readonly expectedCode: string | null;
}

/** Finds the approved page in a picture and brings the picture onto it. Throws when the photo cannot be decoded or the page is not one of ours. */
export async function alignSheet({ photo, page, expectedCode }: AlignCheck): Promise<Alignment> {
  const picture = await decodeJpeg(photo);
  const codes = await readPageCodes(picture);
  if (codes.length === 0) return { found: 'no-page', code: 'unread' };
  const code = codes.find(({ text }) => text === expectedCode);
  if (!code) return { found: 'other-page', code: 'other' };
  const rough = planesOf(await renderPage(page, PAGE_SPACE_DPI, 'rgb')).red;
  const sheet: Size = { widthMm: rough.width / PX_PER_MM, heightMm: rough.height / PX_PER_MM };
  const photographed = planesOf(picture);
  const start = locateSheet(photographed.red, sheet, code);
  if (!start) return { found: 'no-page', code: 'expected' };
  const map = register(rough, photographed.red, start, sheet, code);
  const seen = mapped(photographed, (plane) => toPageSpace(plane, map, sheet, ALIGNED_PX_PER_MM));
  const approved = planesOf(await alignedRaster(page));
  const corners = cornersOf(sheet, picture, (at) => project(map, at));
  return { found: 'page', code: 'expected', corners, aligned: { sheet, pxPerMm: ALIGNED_PX_PER_MM, approved, seen } };
}

const alignedRaster = (page: Uint8Array): Promise<Raster> => renderPage(page, ALIGNED_PX_PER_MM * 25.4, 'rgb');

const mapped = ({ red, green, blue }: Planes, map: (plane: Planes['red']) => Planes['red']): Planes => ({
  red: map(red),
  green: map(green),
  blue: map(blue),
});
