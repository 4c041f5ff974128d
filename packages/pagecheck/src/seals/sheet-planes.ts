import { decodeJpeg } from '../capture/image.ts';
import { planesOf } from '../capture/planes.ts';
import { alignSheet } from '../find/align-sheet.ts';
import { ALIGNED_PX_PER_MM, type AlignedSheet } from '../find/aligned-sheet.ts';
import { locateSheet } from '../find/locate-sheet.ts';
import { toPageSpace } from '../find/page-space.ts';
import { readPageCodes } from '../find/read-codes.ts';
import type { Size } from '../paper.ts';
import type { SheetSeen } from './find-seals.ts';

export interface SheetKnown {
  /** The approved page, and the whole text of its code. */
  readonly page?: Uint8Array;
  readonly expectedCode?: string | null;
  /** Of the paper, when no page is given. Default A4 upright. */
  readonly sheet?: Size;
}

/** With the approved page when one was given. */
export type SheetPlanes = SheetSeen | AlignedSheet;

const A4: Size = { widthMm: 210, heightMm: 297 };

/** A photo laid on its page: by the approved page when there is one, else by its code and the paper's edges. Null when it cannot be found. */
export async function sheetPlanes(photo: Uint8Array, { page, expectedCode = null, sheet = A4 }: SheetKnown): Promise<SheetPlanes | null> {
  if (page) {
    const alignment = await alignSheet({ photo, page, expectedCode });
    return alignment.found === 'page' ? alignment.aligned : null;
  }
  const picture = await decodeJpeg(photo);
  const [code] = await readPageCodes(picture);
  const planes = planesOf(picture);
  const map = code && locateSheet(planes.red, sheet, code);
  if (!map) return null;
  const [red, green, blue] = [planes.red, planes.green, planes.blue].map((plane) => toPageSpace(plane, map, sheet, ALIGNED_PX_PER_MM));
  return red && green && blue ? { pxPerMm: ALIGNED_PX_PER_MM, seen: { red, green, blue } } : null;
}
