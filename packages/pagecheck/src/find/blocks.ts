import type { Plane } from '../capture/image.ts';
import { type Block, correlator } from './correlate.ts';

/** Where a block of the approved page was found: its middle in millimetres, how far off it lies, and how well it fits (1 is equal). */
export interface BlockFound {
  readonly xMm: number;
  readonly yMm: number;
  readonly dxMm: number;
  readonly dyMm: number;
  readonly fit: number;
  /** A block with nothing but a ruled line tells how far it lies off across the line, not along it: the other direction counts for nothing. */
  readonly tellsX: boolean;
  readonly tellsY: boolean;
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

/** Mean square of a block's slopes (levels a pixel) in one direction, from which print tells where it lies in that direction. */
export const LEAST_SLOPE = 30;

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
      const [xMm, yMm] = [(left + size / 2) / pxPerMm, (top + size / 2) / pxPerMm];
      found.push({ xMm, yMm, dxMm: x / pxPerMm, dyMm: y / pxPerMm, fit, ...told(page, left, top, size) });
    }
  }
  return { found, printed };
}

function told({ data, width }: Plane, left: number, top: number, size: number): { tellsX: boolean; tellsY: boolean } {
  let [xx, yy] = [0, 0];
  for (let y = top; y < top + size; y++) {
    for (let at = y * width + left, end = at + size; at < end; at++) {
      const gx = ((data[at + 1] as number) - (data[at - 1] as number)) / 2;
      const gy = ((data[at + width] as number) - (data[at - width] as number)) / 2;
      xx += gx * gx;
      yy += gy * gy;
    }
  }
  const least = LEAST_SLOPE * size * size;
  return { tellsX: xx >= least, tellsY: yy >= least };
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
