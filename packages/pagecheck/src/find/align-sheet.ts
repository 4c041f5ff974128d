import { decodePicture, type Picture } from '../capture/decode-picture.ts';
import type { Plane } from '../capture/image.ts';
import type { Size } from '../paper.ts';
import { ALIGNED_PX_PER_MM, type Alignment, cornersOf } from './aligned-sheet.ts';
import { approvedPlanes } from './approved-planes.ts';
import { growFromCode } from './grow-from-code.ts';
import type { Homography } from './homography.ts';
import type { PageCodeSeen } from './read-codes.ts';
import { readPictureCodes } from './read-page-code.ts';
import { redLevels } from './red-levels.ts';
import { type PageLevels, pageLevels, type Registered, registerPage, slideIntoPlace } from './register-page.ts';
import { resamplePicture } from './resample.ts';
import { codeOn, showsSameCode } from './same-code.ts';
import { codeStart, starts } from './starts.ts';
import { placeOf } from './warp.ts';

export interface AlignCheck {
  /** A photo or scan of one sheet: JPEG, PNG, WebP or TIFF. */
  readonly photo: Uint8Array;
  /** The fixed page with its code printed: a PDF of one page. */
  readonly page: Uint8Array;
  /** The whole text of its code; null when the caller knows by other means which page it should be. */
  readonly expectedCode: string | null;
}

/** Share of the page's printed blocks that must be found for a sheet to be this page: another page's lines of text fit in few places. */
const LEAST_FOUND = 0.2;
/** Share from which no other guess is tried. */
const WELL_FOUND = 0.6;

/** Finds the approved page in a picture and brings the picture onto it. Throws when the photo cannot be decoded or the page is not one of ours. */
export async function alignSheet({ photo, page, expectedCode }: AlignCheck): Promise<Alignment> {
  const picture = await decodePicture(photo);
  const codes = await readPictureCodes(picture);
  const approved = await approvedPlanes(page);
  const sheet: Size = { widthMm: approved.red.width / ALIGNED_PX_PER_MM, heightMm: approved.red.height / ALIGNED_PX_PER_MM };
  const own = codes.length > 0 && expectedCode !== null ? expectedCode : await codeOn(approved.red, sheet);
  const code = codes.find(({ text }) => text === own) ?? null;
  if (!code && codes.length > 0) return { found: 'other-page', code: 'other' };
  const levels = pageLevels(approved.red);
  const red = redOf(picture);
  const best = bestRegistered(picture, red, levels, sheet, code);
  if (!best) return { found: 'no-page', code: code ? 'expected' : 'unread' };
  if (best.found < LEAST_FOUND * best.printed)
    return code ? { found: 'other-page', code: 'expected' } : { found: 'no-page', code: 'unread' };
  const warp = slideIntoPlace(levels, red, best.warp, sheet);
  const seen = resamplePicture(picture, warp, sheet, ALIGNED_PX_PER_MM);
  const isExpected = code || ((expectedCode ?? own) === own && showsSameCode(levels.full, seen.red, sheet));
  const corners = cornersOf(sheet, picture, ({ x, y }) => placeOf(warp, x, y));
  return {
    found: 'page',
    code: isExpected ? 'expected' : 'unread',
    corners,
    aligned: { sheet, pxPerMm: ALIGNED_PX_PER_MM, approved, seen },
  };
}

/** The guess under which most of the page's print is found. */
function bestRegistered(picture: Picture, red: Plane, page: PageLevels, sheet: Size, code: PageCodeSeen | null): Registered | null {
  const levels = redLevels(picture);
  let best: Registered | null = null;
  const isWell = (start: Homography): boolean => {
    const registered = registerPage(page, levels, start, sheet, code !== null);
    if (!best || registered.found > best.found) best = registered;
    return best.found >= WELL_FOUND * best.printed;
  };
  if (starts(levels, picture.width, picture.height, sheet, code).some(isWell)) return best;
  const alone = code && codeStart(sheet, code);
  if (alone) isWell(growFromCode(page.full, page.four, { plane: red, scale: 1 }, alone, sheet));
  return best;
}

function redOf({ width, height, data }: Picture): Plane {
  const red = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < red.length; i++, at += 3) red[i] = data[at] as number;
  return { width, height, data: red };
}
