import type { Plane } from '../capture/image.ts';
import type { Size } from '../paper.ts';
import { type Block, correlator } from './correlate.ts';
import { fitHomography, type Homography, type Match, type Point, project } from './homography.ts';
import { codeMatches } from './locate-sheet.ts';
import { halved, PX_PER_MM, toPageSpace } from './page-space.ts';
import type { PageCodeSeen } from './read-codes.ts';

const BLOCK_MM = 10;
/** A block that fits this well is taken as found. */
const FOUND = 0.6;
/** A block with less contrast has no print. */
const LEAST_DEVIATION = 12;
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
  const blockAt = correlator(page, seen);
  const found: Match[] = [];
  for (let top = reach + 1; top + size + reach + 1 < Math.min(page.height, seen.height); top += size) {
    for (let left = reach + 1; left + size + reach + 1 < Math.min(page.width, seen.width); left += size) {
      const shift = bestShift(blockAt(left, top, size), reach);
      if (!shift) continue;
      const from = { x: (left + size / 2) / search.pxPerMm, y: (top + size / 2) / search.pxPerMm };
      found.push({ from, to: project(map, { x: from.x + shift.x / search.pxPerMm, y: from.y + shift.y / search.pxPerMm }) });
    }
  }
  if (found.length < LEAST_FOUND) return map;
  return fitTrimmed([...found, ...codeMatches(sheet, code)]) ?? map;
}

/** Where the block fits the photo best, if it has print and fits well: every second shift first, then around the best of them. */
function bestShift(block: Block, reach: number): Point | null {
  if (block.deviation < LEAST_DEVIATION) return null;
  const rough = bestOf(block, { x: 0, y: 0 }, reach, 2);
  const fine = bestOf(block, rough.shift, 1, 1);
  return fine.fit >= FOUND ? fine.shift : null;
}

function bestOf(block: Block, around: Point, reach: number, step: number): { fit: number; shift: Point } {
  let fit = Number.NEGATIVE_INFINITY;
  let shift = around;
  for (let y = around.y - reach; y <= around.y + reach; y += step) {
    for (let x = around.x - reach; x <= around.x + reach; x += step) {
      const here = block.at(x, y);
      if (here > fit) [fit, shift] = [here, { x, y }];
    }
  }
  return { fit, shift };
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
