import type { Plane } from '../capture/image.ts';
import { type Block, correlator } from './correlate.ts';

/** Where a block of the approved page was found: its middle in millimetres, how far off it lies, and how well it fits (1 is equal). */
export interface BlockFound {
  readonly xMm: number;
  readonly yMm: number;
  readonly dxMm: number;
  readonly dyMm: number;
  readonly fit: number;
}

export interface BlockSearch {
  readonly pxPerMm: number;
  readonly blockMm: number;
  /** Between blocks' beginnings. */
  readonly stepMm: number;
  /** How far a block may lie off, in any direction. */
  readonly reachMm: number;
}

export interface Blocks {
  /** Those that fit. */
  readonly found: readonly BlockFound[];
  /** Blocks with print on the approved page. */
  readonly printed: number;
}

/** A block that fits this well is taken as found. */
const FITS = 0.6;
/** A block of the approved page with less contrast has no print to go by. */
const LEAST_DEVIATION = 12;

/** Looks for each printed block of the approved page around its place in the photo, both in page space. */
export function findBlocks(page: Plane, seen: Plane, { pxPerMm, blockMm, stepMm, reachMm }: BlockSearch): Blocks {
  const size = Math.round(blockMm * pxPerMm);
  const step = Math.max(1, Math.round(stepMm * pxPerMm));
  const reach = Math.max(1, Math.round(reachMm * pxPerMm));
  const blockAt = correlator(page, seen);
  const found: BlockFound[] = [];
  let printed = 0;
  const margin = reach + 2;
  for (let top = margin; top + size + margin < Math.min(page.height, seen.height); top += step) {
    for (let left = margin; left + size + margin < Math.min(page.width, seen.width); left += step) {
      const block = blockAt(left, top, size);
      if (block.deviation < LEAST_DEVIATION) continue;
      printed++;
      const { x, y, fit } = bestShift(block, reach);
      if (fit < FITS) continue;
      found.push({
        xMm: (left + size / 2) / pxPerMm,
        yMm: (top + size / 2) / pxPerMm,
        dxMm: x / pxPerMm,
        dyMm: y / pxPerMm,
        fit,
      });
    }
  }
  return { found, printed };
}

/** Every second shift first, then around the best of them, then between pixels by a parabola. */
function bestShift(block: Block, reach: number): { x: number; y: number; fit: number } {
  let [x, y, fit] = [0, 0, Number.NEGATIVE_INFINITY];
  const look = (fromX: number, fromY: number, by: number, step: number): void => {
    for (let dy = fromY - by; dy <= fromY + by; dy += step) {
      for (let dx = fromX - by; dx <= fromX + by; dx += step) {
        const here = block.at(dx, dy);
        if (here > fit) [fit, x, y] = [here, dx, dy];
      }
    }
  };
  if (reach > 1) look(0, 0, reach, 2);
  look(x, y, 1, 1);
  const between = (before: number, after: number): number => {
    const bend = before - 2 * fit + after;
    return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / 2 / bend)) : 0;
  };
  const [subX, subY] = [between(block.at(x - 1, y), block.at(x + 1, y)), between(block.at(x, y - 1), block.at(x, y + 1))];
  return { x: x + subX, y: y + subY, fit };
}
