import { paperRows } from '../capture/paper-levels.ts';
import type { Planes } from '../capture/planes.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import { findRings } from './accept-rings.ts';
import { judged } from './find-seals.ts';
import { spread } from './new-ink.ts';
import type { SealSeen, SealSpecimen } from './seal.ts';

/** Levels of the approved page below which there is print, and how far its edges may lie off. */
const PRINTED = 200;
const AROUND_PRINT_MM = 0.4;
/** Every so many pixels tell whether a picture has colours at all; a camera's and a scanner's never agree to so many levels everywhere. */
const STEP = 211;
const NO_COLOUR = 2;

/**
 * Rings of seals in black or gray, where the approved page has none: copies, since seals are pressed in red (国发〔1999〕25号). In a picture
 * without colours a pressed seal is gray, too, and `ink` stays unsure. Throws when a specimen's imprint is no picture.
 */
export async function grayCopies(
  { pxPerMm, approved, seen }: AlignedSheet,
  specimens: readonly SealSpecimen[],
): Promise<readonly SealSeen[]> {
  const { width, height } = seen.red;
  const print = Uint8Array.from(approved.red.data, (level) => (level < PRINTED ? 255 : 0));
  const printed = spread({ width, height, data: print }, Math.round(AROUND_PRINT_MM * pxPerMm));
  const paper = paperRows(seen.red);
  const data = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const levels = paper(y);
    for (let x = 0; x < width; x++, at++) {
      if (printed[at]) continue;
      const level = levels[x] as number;
      const ink = level < 8 ? 0 : 255 - (255 * (seen.red.data[at] as number)) / level;
      if (ink > 0) data[at] = ink;
    }
  }
  const density = { width, height, data };
  // Nothing of the ink is hidden by print: print was taken out.
  const red = { width, height, data: new Uint8Array(width * height).fill(255) };
  const copies = await judged(findRings(density, pxPerMm), { density, red, pxPerMm }, specimens);
  const ink = hasColours(seen) ? ('printed' as const) : ('unsure' as const);
  return copies.map((copy) => ({ ...copy, ink }));
}

function hasColours({ red, green, blue }: Planes): boolean {
  for (let at = 0; at < red.data.length; at += STEP) {
    const level = red.data[at] as number;
    if (Math.abs(level - (green.data[at] as number)) > NO_COLOUR || Math.abs(level - (blue.data[at] as number)) > NO_COLOUR) return true;
  }
  return false;
}
