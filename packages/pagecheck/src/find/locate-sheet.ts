import type { Plane } from '../capture/image.ts';
import type { Size } from '../paper.ts';
import { CODE_OFF_MM, codeMatches, codeOff } from './code-matches.ts';
import { fitHomography, type Homography, type Point } from './homography.ts';
import { paperCorners } from './paper-edges.ts';
import type { PageCodeSeen } from './read-codes.ts';

/**
 * Where the sheet lies: a map from millimetres on it to pixels of the photo. The paper's edges give it when they stand out from the
 * ground, with the code telling which way up; else the code alone, which is rough far from it. Null when neither fits.
 */
export function locateSheet(photo: Plane, sheet: Size, code: PageCodeSeen): Homography | null {
  const matches = codeMatches(sheet, code);
  const corners = paperCorners(photo);
  if (corners) {
    const { widthMm: w, heightMm: h } = sheet;
    const own = [
      { x: 0, y: 0 },
      { x: w, y: 0 },
      { x: w, y: h },
      { x: 0, y: h },
    ];
    const candidates = [0, 1, 2, 3].map((turn) => fitHomography(own.map((from, i) => ({ from, to: corners[(i + turn) % 4] as Point }))));
    const best = candidates.flatMap((map) => (map ? [{ map, off: codeOff(map, matches) }] : [])).sort((p, q) => p.off - q.off)[0];
    if (best && best.off < CODE_OFF_MM) return best.map;
  }
  return fitHomography(matches);
}
