import type { Plane } from '../capture/image.ts';
import type { Size } from '../paper.ts';
import { ALIGNED_PX_PER_MM } from './aligned-sheet.ts';
import { type BlockFound, type BlockSearch, findBlocks } from './blocks.ts';
import { type Homography, type Match, project } from './homography.ts';
import { resample } from './resample.ts';
import { robustMap } from './robust-map.ts';
import { slideBlocks } from './slide.ts';
import { warpOf } from './warp.ts';

/** Squares at the sheet's lower right corner, each holding the last: what fits one is carried on to the next. */
const SIDES_MM = [38, 38, 75, 130, 200];
/** A code's corners are read to a pixel; further out blocks may lie farther off than in the square before. */
const SEARCH: BlockSearch = { pxPerMm: ALIGNED_PX_PER_MM / 2, blockMm: 9, stepMm: 6, reachMm: 2 };
const CLOSE: BlockSearch = { pxPerMm: ALIGNED_PX_PER_MM, blockMm: 5, stepMm: 3, reachMm: 0.9 };
const OFF_MM = 0.35;
const LEAST = 5;

/**
 * How the whole sheet lies, told from its code alone, where neither paper's nor picture's edges help (a light desk): the code is fitted to a
 * fraction of a pixel, then the print around it, square by square. What is not found leaves the map as it was.
 */
export function growFromCode(
  page: Plane,
  half: Plane,
  photo: { readonly plane: Plane; readonly scale: number },
  start: Homography,
  sheet: Size,
) {
  let map = start;
  for (const sideMm of SIDES_MM) {
    const isCode = sideMm === SIDES_MM[0];
    const search = isCode ? CLOSE : SEARCH;
    const corner = cornerOf(sheet, sideMm);
    const there = { widthMm: sheet.widthMm - corner.x, heightMm: sheet.heightMm - corner.y };
    const wanted = cut(isCode ? page : half, corner, search.pxPerMm);
    const look = (): Plane => resample(photo.plane, warpOf(moved(map, corner), there), there, search.pxPerMm, photo.scale);
    const found = findBlocks(wanted, look(), search).found;
    map = fitted(found, map, corner) ?? map;
    if (isCode) map = fitted(slideBlocks(wanted, look(), search.pxPerMm), map, corner) ?? map;
  }
  return map;
}

/** Whole nodes' and pixels' distance from the sheet's upper left corner. */
function cornerOf({ widthMm, heightMm }: Size, sideMm: number): { x: number; y: number } {
  return { x: Math.max(0, Math.floor(widthMm - sideMm)), y: Math.max(0, Math.floor(heightMm - sideMm)) };
}

function fitted(found: readonly BlockFound[], map: Homography, corner: { x: number; y: number }): Homography | null {
  const placed = found.filter(({ tellsX, tellsY }) => tellsX && tellsY);
  const matches = placed.map(({ xMm, yMm, dxMm, dyMm }): Match => {
    const from = { x: xMm + corner.x, y: yMm + corner.y };
    return { from, to: project(map, { x: from.x + dxMm, y: from.y + dyMm }) };
  });
  const [a, b] = [project(map, corner), project(map, { x: corner.x + 10, y: corner.y })];
  return robustMap(matches, (OFF_MM * Math.hypot(a.x - b.x, a.y - b.y)) / 10, LEAST);
}

/** A map of the sheet as one of what lies right and below of a place. */
const moved = ([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: { x: number; y: number }): Homography => [
  a,
  b,
  a * x + b * y + c,
  d,
  e,
  d * x + e * y + f,
  g,
  h,
  g * x + h * y + i,
];

function cut({ width, height, data }: Plane, corner: { x: number; y: number }, pxPerMm: number): Plane {
  const [left, top] = [corner.x * pxPerMm, corner.y * pxPerMm];
  const [w, h] = [width - left, height - top];
  const part = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) part.set(data.subarray((top + y) * width + left, (top + y) * width + width), y * w);
  return { width: w, height: h, data: part };
}
