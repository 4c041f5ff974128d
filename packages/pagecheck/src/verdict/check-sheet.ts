import { decodeJpeg, redPlane } from '../capture/image.ts';
import { inkOf } from '../capture/ink.ts';
import { compareInk } from '../compare/compare-ink.ts';
import type { Difference } from '../compare/difference.ts';
import { locateSheet } from '../find/locate-sheet.ts';
import { PAGE_SPACE_DPI, PX_PER_MM, toPageSpace } from '../find/page-space.ts';
import { readPageCodes } from '../find/read-codes.ts';
import { register } from '../find/register.ts';
import { type Box, codeBox, type Size } from '../paper.ts';
import type { SealSeen, SealSpecimen } from '../seals/seal.ts';
import { renderPage } from '../sheets/render-page.ts';

export interface SheetCheck {
  /** A photo or scan of one sheet. */
  readonly photo: Uint8Array;
  /** The fixed page with its code printed, as approved: a PDF of one page. */
  readonly page: Uint8Array;
  /** The whole text of its code; null when the caller knows by other means which page it should be, and the code may be unreadable. */
  readonly expectedCode: string | null;
  /** Places where ink may lie that the approved page does not have: signatures, a date by hand. Red seals are looked at by themselves. */
  readonly expectedInk?: readonly Box[];
  /** The seals that may stand on it. */
  readonly seals?: readonly SealSpecimen[];
  /** What to draw of the differences. Default none. */
  readonly pictures?: 'none' | 'crops' | 'all';
}

/** The same place of the approved page and of the sheet, for a person to compare: WebP. */
export interface Crop extends Box {
  readonly approved: Uint8Array;
  readonly seen: Uint8Array;
}

/** What one picture of a sheet shows, measured against one approved page. Nothing is decided here: see `decideSheet`. */
export interface SheetReport {
  /** page: it lies there and fits the approved page. other-page: a sheet with other print or another code. no-page: no sheet that could be told. */
  readonly found: 'page' | 'other-page' | 'no-page';
  readonly code: 'expected' | 'other' | 'unread';
  /** The strongest first. Empty unless it was found. */
  readonly differences: readonly Difference[];
  readonly seals: readonly SealSeen[];
  /** One a difference, when asked for; at most `MOST_CROPS`. */
  readonly crops: readonly Crop[];
  /** Approved page and sheet beside each other with boxes around the differences, when asked for: WebP. */
  readonly sideBySide: Uint8Array | null;
}

/** Looks for the approved page in a picture of a sheet. Throws when the photo cannot be decoded or the page is not one of ours. */
export async function checkSheet({ photo, page, expectedCode, expectedInk = [] }: SheetCheck): Promise<SheetReport> {
  const picture = await decodeJpeg(photo);
  const codes = await readPageCodes(picture);
  if (codes.length === 0) return missed('no-page', 'unread');
  const code = codes.find(({ text }) => text === expectedCode);
  if (!code) return missed('other-page', 'other');
  const approved = redPlane(await renderPage(page, PAGE_SPACE_DPI, 'rgb'));
  const sheet: Size = { widthMm: approved.width / PX_PER_MM, heightMm: approved.height / PX_PER_MM };
  const red = redPlane(picture);
  const rough = locateSheet(red, sheet, code);
  if (!rough) return missed('no-page', 'expected');
  const map = register(approved, red, rough, sheet, code);
  const differences = compareInk(inkOf(approved), inkOf(toPageSpace(red, map, sheet)), [codeBox(sheet), ...expectedInk]);
  return { found: 'page', code: 'expected', differences, seals: [], crops: [], sideBySide: null };
}

const missed = (found: SheetReport['found'], code: SheetReport['code']): SheetReport => ({
  found,
  code,
  differences: [],
  seals: [],
  crops: [],
  sideBySide: null,
});
