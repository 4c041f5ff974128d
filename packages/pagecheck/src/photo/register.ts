import type { Size } from '../paper.ts';
import { fitHomography, type Homography, type Match, project } from './homography.ts';
import type { Plane } from './image.ts';
import { codeMatches } from './locate-sheet.ts';
import { halved, PX_PER_MM, toPageSpace } from './plane.ts';
import type { PageCodeSeen } from './read-codes.ts';

const BLOCK_MM = 10;
/** A block that fits this well is taken as found. */
const FOUND = 0.6;
/** Fewer blocks than this tell nothing about the whole sheet. */
const LEAST_FOUND = 8;

/** Fits the map to the page's own print: block by block the photo is searched for the approved page, coarse first, then fine. */
export function register(page: Plane, photo: Plane, start: Homography, sheet: Size, code: PageCodeSeen): Homography {
  const coarse = improve(halved(page), photo, start, sheet, code, { pxPerMm: PX_PER_MM / 2, reachMm: 4 });
  return improve(page, photo, coarse, sheet, code, { pxPerMm: PX_PER_MM, reachMm: 1.2 });
}

interface Search {
  readonly pxPerMm: number;
  readonly reachMm: number;
}

function improve(page: Plane, photo: Plane, map: Homography, sheet: Size, code: PageCodeSeen, search: Search): Homography {
  const full = toPageSpace(photo, map, sheet);
  const seen = search.pxPerMm === PX_PER_MM ? full : halved(full);
  const size = Math.round(BLOCK_MM * search.pxPerMm);
  const reach = Math.round(search.reachMm * search.pxPerMm);
  const found: Match[] = [];
  for (let top = reach; top + size + reach < Math.min(page.height, seen.height); top += size) {
    for (let left = reach; left + size + reach < Math.min(page.width, seen.width); left += size) {
      const shift = bestShift(page, seen, left, top, size, reach);
      if (!shift) continue;
      const from = { x: (left + size / 2) / search.pxPerMm, y: (top + size / 2) / search.pxPerMm };
      found.push({ from, to: project(map, { x: from.x + shift.x / search.pxPerMm, y: from.y + shift.y / search.pxPerMm }) });
    }
  }
  if (found.length < LEAST_FOUND) return map;
  return fitTrimmed([...found, ...codeMatches(sheet, code)]) ?? map;
}

/** Where the block of the page fits the photo best, if it has print and fits well. Ties keep the smaller shift. */
function bestShift(page: Plane, seen: Plane, left: number, top: number, size: number, reach: number): { x: number; y: number } | null {
  if (deviation(page, left, top, size) < 12) return null;
  let best = FOUND;
  let at: { x: number; y: number } | null = null;
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const fit = correlation(page, seen, left, top, size, x, y);
      if (fit > best) [best, at] = [fit, { x, y }];
    }
  }
  return at;
}

function deviation({ data, width }: Plane, left: number, top: number, size: number): number {
  let [sum, squares] = [0, 0];
  for (let y = top; y < top + size; y++) {
    for (let x = left; x < left + size; x++) {
      const value = data[y * width + x] as number;
      sum += value;
      squares += value * value;
    }
  }
  const n = size * size;
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

/** Normalised cross-correlation of a block with the photo shifted by (dx, dy): 1 is equal but for brightness and contrast. */
export function correlation(page: Plane, seen: Plane, left: number, top: number, size: number, dx: number, dy: number): number {
  let [sp, ss, pp, qq, pq] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + size; y++) {
    let p = y * page.width + left;
    let s = (y + dy) * seen.width + left + dx;
    for (let x = 0; x < size; x++, p++, s++) {
      const a = page.data[p] as number;
      const b = seen.data[s] as number;
      sp += a;
      ss += b;
      pp += a * a;
      qq += b * b;
      pq += a * b;
    }
  }
  const n = size * size;
  const spread = (pp - (sp * sp) / n) * (qq - (ss * ss) / n);
  return spread <= 0 ? 0 : (pq - (sp * ss) / n) / Math.sqrt(spread);
}

/** Fits, drops the quarter that fits worst, fits again. */
function fitTrimmed(matches: readonly Match[]): Homography | null {
  const once = fitHomography(matches);
  if (!once) return null;
  const off = ({ from, to }: Match): number => {
    const at = project(once, from);
    return Math.hypot(at.x - to.x, at.y - to.y);
  };
  return fitHomography([...matches].sort((p, q) => off(p) - off(q)).slice(0, Math.ceil(matches.length * 0.75)));
}
