import type { Plane } from '../capture/image.ts';
import { smooth } from '../capture/smooth.ts';
import type { Size } from '../paper.ts';
import { ALIGNED_PX_PER_MM } from './aligned-sheet.ts';
import { type BlockFound, type BlockSearch, type Blocks, findBlocks } from './blocks.ts';
import { type Homography, type Match, project } from './homography.ts';
import { halved } from './page-space.ts';
import type { RedLevels } from './red-levels.ts';
import { resample } from './resample.ts';
import { robustMap } from './robust-map.ts';
import { slideBlocks } from './slide.ts';
import { agreeing, smoothField } from './smooth-field.ts';
import { moved, placeOf, type Warp, warpOf } from './warp.ts';
import { wholeShift } from './whole-shift.ts';

/** The approved page's red plane at 8, 4, 2 and 1 pixels to the millimetre. */
export interface PageLevels {
  /** A little blurred, for the last step. */
  readonly full: Plane;
  readonly four: Plane;
  readonly two: Plane;
  readonly one: Plane;
}

export function pageLevels(page: Plane): PageLevels {
  const four = halved(page);
  const two = halved(four);
  return { full: smooth(page, 1, 255), four, two, one: halved(two) };
}

/** How far print may lie from where paper's edges put it: printers shift. A code that was read leaves less. */
const WHOLE_REACH_MM = { withCode: 2, without: 5 };
const COARSE: BlockSearch = { pxPerMm: 2, blockMm: 20, stepMm: 14, reachMm: 3 };
/** How far blocks may lie from the one projective map that they tell. */
const COARSE_OFF_MM = 1;
const LEAST_COARSE = 6;
const MIDDLE: BlockSearch = { pxPerMm: 4, blockMm: 12, stepMm: 10, reachMm: 1.25 };
const FINE: BlockSearch = { pxPerMm: 4, blockMm: 9, stepMm: 7, reachMm: 0.25 };

export interface Registered {
  readonly warp: Warp;
  /** Blocks of print on the approved page, and how many of them were found in their places. */
  readonly printed: number;
  readonly found: number;
}

/** Fits a first guess to the page's own print, coarse to fine: a shift, a projective map, then a smooth field for curl and printer scale. */
export function registerPage(page: PageLevels, photo: RedLevels, start: Homography, sheet: Size, hasCode: boolean): Registered {
  const look = (warp: Warp, pxPerMm: number): Plane => seenAt(photo, warp, sheet, pxPerMm);
  let map = shifted(start, wholeShift(page.one, look(warpOf(start, sheet), 1), hasCode ? WHOLE_REACH_MM.withCode : WHOLE_REACH_MM.without));
  const coarse = findBlocks(page.two, look(warpOf(map, sheet), 2), COARSE);
  map = robustMap(matchesOf(coarse.found, map), COARSE_OFF_MM * photoPxPerMm(warpOf(map, sheet), sheet), LEAST_COARSE) ?? map;
  const middle = findBlocks(page.four, look(warpOf(map, sheet), 4), MIDDLE);
  let warp = refined(warpOf(map, sheet), middle, 0.6, 30);
  const fine = findBlocks(page.four, look(warp, 4), FINE);
  warp = refined(warp, fine, 0.2, 12);
  const found = agreeing(fine.found, 0.2).length;
  return { warp, printed: fine.printed, found };
}

/** The last tenths of a pixel, once a page is known to be the right one. */
export function slideIntoPlace(page: PageLevels, photo: Plane, warp: Warp, sheet: Size): Warp {
  const slid = slideBlocks(page.full, resample(photo, warp, sheet, ALIGNED_PX_PER_MM), ALIGNED_PX_PER_MM);
  return refined(warp, { found: slid }, 0.1, 9);
}

function seenAt(photo: RedLevels, warp: Warp, sheet: Size, pxPerMm: number): Plane {
  // A little fewer photo pixels than asked for do no harm; four times as many would alias.
  const { plane, scale } = photo.atLeast((pxPerMm * 0.85) / photoPxPerMm(warp, sheet));
  return resample(plane, warp, sheet, pxPerMm, scale);
}

/** In the middle of the sheet. */
function photoPxPerMm(warp: Warp, { widthMm, heightMm }: Size): number {
  const [x, y] = [widthMm / 2, heightMm / 2];
  const [from, to] = [placeOf(warp, x - 5, y - 5), placeOf(warp, x + 5, y + 5)];
  return Math.hypot(to.x - from.x, to.y - from.y) / Math.hypot(10, 10);
}

/** Matches of a projective map: where a block should lie and where it was found. */
const matchesOf = (found: readonly BlockFound[], map: Homography): readonly Match[] =>
  found
    .filter(({ tellsX, tellsY }) => tellsX && tellsY)
    .map(({ xMm, yMm, dxMm, dyMm }) => ({ from: { x: xMm, y: yMm }, to: project(map, { x: xMm + dxMm, y: yMm + dyMm }) }));

function refined(warp: Warp, blocks: Pick<Blocks, 'found'>, toleranceMm: number, spreadMm: number): Warp {
  const kept = agreeing(blocks.found, toleranceMm);
  return kept.length === 0 ? warp : moved(warp, smoothField(kept, warp.columns, warp.rows, spreadMm));
}

/** The map after a shift on the sheet. */
function shifted([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: { x: number; y: number }): Homography {
  const map = [a, b, a * x + b * y + c, d, e, d * x + e * y + f, g, h, g * x + h * y + i];
  const scale = map[8] as number;
  return map.map((value) => value / scale) as unknown as Homography;
}
