import { codeBox, type Size } from '../paper.ts';
import { renderPage } from '../sheets/render-page.ts';
import { compareInk, type Difference } from './compare.ts';
import { decodeJpeg, redPlane } from './image.ts';
import { inkOf } from './ink.ts';
import { locateSheet } from './locate-sheet.ts';
import { PAGE_SPACE_DPI, PX_PER_MM, toPageSpace } from './plane.ts';
import { readPageCodes } from './read-codes.ts';
import { register } from './register.ts';

export interface SheetCheck {
  /** From the machine's camera. */
  readonly photo: Uint8Array;
  /** The fixed page with its code printed, as approved: a PDF of one page. */
  readonly page: Uint8Array;
  /** The whole text of its code. */
  readonly expectedCode: string;
}

export type StopReason = 'page/no-code' | 'page/other-page' | 'page/differs';

export interface SheetVerdict {
  readonly verdict: 'go' | 'stop';
  /** Empty on go. */
  readonly reasons: readonly StopReason[];
  /** Where it differs, in millimetres on the approved page. */
  readonly differences: readonly Difference[];
}

/**
 * Is the sheet under the camera the approved page? Goes only when the code is read and is the expected one, and nothing from about
 * a word upwards is missing, covered, other or added. Red ink is not looked at. A changed character is NOT found here (issue 4).
 * Throws when the photo is no JPEG or the page not one of ours: the caller must treat that as a stop.
 */
export async function checkSheet({ photo, page, expectedCode }: SheetCheck): Promise<SheetVerdict> {
  const picture = await decodeJpeg(photo);
  const codes = await readPageCodes(picture);
  if (codes.length === 0) return stop('page/no-code');
  const code = codes.find(({ text }) => text === expectedCode);
  if (!code) return stop('page/other-page');
  const approved = redPlane(await renderPage(page, PAGE_SPACE_DPI, 'rgb'));
  const sheet: Size = { widthMm: approved.width / PX_PER_MM, heightMm: approved.height / PX_PER_MM };
  const red = redPlane(picture);
  const rough = locateSheet(red, sheet, code);
  if (!rough) return stop('page/differs');
  const map = register(approved, red, rough, sheet, code);
  const differences = compareInk(inkOf(approved), inkOf(toPageSpace(red, map, sheet)), [codeBox(sheet)]);
  return differences.length === 0 ? { verdict: 'go', reasons: [], differences } : stop('page/differs', differences);
}

const stop = (reason: StopReason, differences: readonly Difference[] = []): SheetVerdict => ({
  verdict: 'stop',
  reasons: [reason],
  differences,
});
