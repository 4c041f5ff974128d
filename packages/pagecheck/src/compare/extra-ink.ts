import type { Plane } from '../capture/image.ts';
import type { InkPlanes } from './ink-planes.ts';
import type { SeenInk } from './seen-ink.ts';
import { EDGE_MM, EXTRA_LEFT } from './thresholds.ts';

/** Ink on a part of the sheet that the approved page leaves blank. Pixels; right and bottom are outside. */
export interface Blot {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly pixels: number;
  /** Its darkest mean over 3 × 3 pixels, of 255. */
  readonly peak: number;
  /** It goes on to the sheet's edge: this is what lies deeper than its shadow. */
  readonly isFromEdge: boolean;
}

/** The approved page has print within some three pixels: such places belong to the cells. */
const PRINT_NEAR = 6;
/** Red ink darkens the red channel by up to such a part of what green loses; beyond it there is other ink below or above. */
const RED_SHOWS = 0.45;
/** Shadow and desk at the edge: what touches it is the edge itself, as deep as EDGE_MM. */
const EDGE_PX = 6;

/**
 * Everything drawn where nothing is printed, dust included: `compare` tells by size and strength. What the picture does not reach is black
 * there, and so a blot from the edge. What `isShaded` by a finger is none.
 */
export function blotsOf(
  approved: InkPlanes,
  seen: SeenInk,
  { red, green }: { readonly red: Plane; readonly green: Plane },
  pxPerMm: number,
  isShaded: (x: number, y: number) => boolean,
): readonly Blot[] {
  const { width, height } = seen;
  const dark = new Uint8Array(width * height);
  const floor = EXTRA_LEFT * 9;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      if ((seen.data[at] as number) < EXTRA_LEFT || (approved.wide[at] as number) > PRINT_NEAR) continue;
      const sum = sumAround(seen.data, at, width);
      if (sum < floor) continue;
      const redness = (red.data[at] as number) - (green.data[at] as number);
      if (redness > 0 && sum / 9 < EXTRA_LEFT + redness * RED_SHOWS) continue;
      if (isShaded(x, y)) continue;
      dark[at] = Math.min(255, sum / 9);
    }
  }
  return gathered(dark, width, height, pxPerMm);
}

const sumAround = (data: Int16Array, at: number, width: number): number =>
  (data[at - width - 1] as number) +
  (data[at - width] as number) +
  (data[at - width + 1] as number) +
  (data[at - 1] as number) +
  (data[at] as number) +
  (data[at + 1] as number) +
  (data[at + width - 1] as number) +
  (data[at + width] as number) +
  (data[at + width + 1] as number);

/** Dark pixels that touch; of those that reach the edge of the sheet only what lies deeper than EDGE_MM. Clears `dark`. */
export function gathered(dark: Uint8Array, width: number, height: number, pxPerMm: number): readonly Blot[] {
  const shadow = EDGE_MM * pxPerMm;
  const blots: Blot[] = [];
  for (let start = 0; start < dark.length; start++) {
    if (dark[start] === 0) continue;
    let [left, top, right, bottom, peak] = [width, height, 0, 0, 0];
    const queue = [start];
    const peakOf = (at: number): void => {
      peak = Math.max(peak, dark[at] as number);
      dark[at] = 0;
    };
    peakOf(start);
    for (let next = 0; next < queue.length; next++) {
      const at = queue[next] as number;
      const [x, y] = [at % width, Math.floor(at / width)];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const to = v * width + u;
          if (dark[to] === 0) continue;
          peakOf(to);
          queue.push(to);
        }
      }
    }
    const isFromEdge = left < EDGE_PX || top < EDGE_PX || right > width - EDGE_PX || bottom > height - EDGE_PX;
    if (!isFromEdge) blots.push({ left, top, right, bottom, pixels: queue.length, peak, isFromEdge });
    else blots.push({ ...deepPart(queue, width, height, shadow), peak, isFromEdge });
  }
  return blots;
}

/** Of these pixels those that lie so far from every edge; `pixels` is 0 where none does. */
function deepPart(places: readonly number[], width: number, height: number, depth: number): Omit<Blot, 'peak' | 'isFromEdge'> {
  let [left, top, right, bottom, pixels] = [width, height, 0, 0, 0];
  for (const at of places) {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (x < depth || y < depth || x >= width - depth || y >= height - depth) continue;
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
    pixels++;
  }
  return { left, top, right, bottom, pixels };
}
