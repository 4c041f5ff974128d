import type { Plane } from '../capture/image.ts';
import { codeBox, type Size } from '../paper.ts';
import { fitHomography, type Homography, type Match, type Point, project } from './homography.ts';
import { paperCorners } from './paper-edges.ts';
import type { PageCodeSeen } from './read-codes.ts';

/** How far the code may lie from where the paper's corners put it: printers shift and shrink. */
const CODE_OFF_MM = 8;

/** The code's corners on the sheet and in the photo. */
function codeMatches(sheet: Size, code: PageCodeSeen): readonly Match[] {
  const { leftMm, topMm, widthMm, heightMm } = codeBox(sheet);
  const [right, bottom] = [leftMm + widthMm, topMm + heightMm];
  const printed = [
    { x: leftMm, y: topMm },
    { x: right, y: topMm },
    { x: right, y: bottom },
    { x: leftMm, y: bottom },
  ];
  return printed.map((from, i) => ({ from, to: code.corners[i] as Point }));
}

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

/** Mean distance of the code's corners from where a map puts them, in millimetres. */
function codeOff(map: Homography, matches: readonly Match[]): number {
  const [first, second] = matches.map(({ to }) => to) as [Point, Point];
  const pxPerMm = Math.hypot(first.x - second.x, first.y - second.y) / ((matches[1]?.from.x ?? 1) - (matches[0]?.from.x ?? 0));
  const offs = matches.map(({ from, to }) => {
    const at = project(map, from);
    return Math.hypot(at.x - to.x, at.y - to.y) / pxPerMm;
  });
  return offs.reduce((sum, off) => sum + off, 0) / offs.length;
}
