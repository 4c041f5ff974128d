import { codeBox, type Size } from '../paper.ts';
import { type Homography, type Match, type Point, project } from './homography.ts';
import type { PageCodeSeen } from './read-codes.ts';

/** How far the code may lie from where the paper's corners put it: printers shift and shrink. */
export const CODE_OFF_MM = 8;

/** The code's corners on the sheet and in the picture. */
export function codeMatches(sheet: Size, code: PageCodeSeen): readonly Match[] {
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

/** Mean distance of the code's corners from where a map puts them, in millimetres. */
export function codeOff(map: Homography, matches: readonly Match[]): number {
  const [first, second] = matches as [Match, Match];
  const pxPerMm = Math.hypot(first.to.x - second.to.x, first.to.y - second.to.y) / (second.from.x - first.from.x);
  const offs = matches.map(({ from, to }) => {
    const at = project(map, from);
    return Math.hypot(at.x - to.x, at.y - to.y) / pxPerMm;
  });
  return offs.reduce((sum, off) => sum + off, 0) / offs.length;
}
