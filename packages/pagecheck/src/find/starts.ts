import type { Size } from '../paper.ts';
import { CODE_OFF_MM, codeMatches, codeOff } from './code-matches.ts';
import { fitHomography, type Homography, type Match, type Point, project } from './homography.ts';
import { paperCorners } from './paper-edges.ts';
import type { PageCodeSeen } from './read-codes.ts';
import type { RedLevels } from './red-levels.ts';

/** Longer side of the level on which paper's edges are looked for. */
const EDGES_PX = 600;

type Quad = readonly [Point, Point, Point, Point];

/**
 * First guesses of how the sheet lies, from millimetres on it to pixels of the picture: by paper's edges; by the picture's, as a scanner gives
 * it. With a code those only that agree with it; without one, turned all four ways.
 */
export function starts(levels: RedLevels, width: number, height: number, sheet: Size, code: PageCodeSeen | null): readonly Homography[] {
  const { plane, scale } = levels.atLeast(EDGES_PX / Math.max(width, height));
  const paper = paperCorners(plane)?.map(({ x, y }) => ({ x: x / scale, y: y / scale })) as Quad | undefined;
  const picture: Quad = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
  const turned = [...(paper ? [paper] : []), picture].flatMap((quad) => turns(quad, sheet));
  if (!code) return turned;
  const matches = codeMatches(sheet, code);
  const fitting = turned
    .map((map) => ({ map, off: codeOff(map, matches) }))
    .filter(({ off }) => off < CODE_OFF_MM)
    .sort((p, q) => p.off - q.off)
    .map(({ map }) => ontoCode(map, matches));
  return fitting;
}

/** By the code alone, which is rough far from it. */
export const codeStart = (sheet: Size, code: PageCodeSeen): Homography | null => fitHomography(codeMatches(sheet, code));

/** Shifted so that the code lies where it was read: lines of text are alike, and one line off looks nearly right. */
function ontoCode(map: Homography, matches: readonly Match[]): Homography {
  const offs = matches.map(({ from, to }) => ({ at: project(map, from), to }));
  const mean = (of: (off: { at: Point; to: Point }) => number): number => offs.reduce((sum, off) => sum + of(off), 0) / offs.length;
  const [dx, dy] = [mean(({ at, to }) => to.x - at.x), mean(({ at, to }) => to.y - at.y)];
  const [a, b, c, d, e, f, g, h, i] = map;
  return [a + dx * g, b + dx * h, c + dx * i, d + dy * g, e + dy * h, f + dy * i, g, h, i];
}

/** A quadrangle's corners taken for the sheet's, beginning at each. */
function turns(quad: Quad, { widthMm: w, heightMm: h }: Size): Homography[] {
  const own = [
    { x: 0, y: 0 },
    { x: w, y: 0 },
    { x: w, y: h },
    { x: 0, y: h },
  ];
  return [0, 1, 2, 3].flatMap((turn) => {
    const map = fitHomography(own.map((from, i) => ({ from, to: quad[(i + turn) % 4] as Point })));
    return map ? [map] : [];
  });
}
