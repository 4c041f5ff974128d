import type { Plane } from '../capture/image.ts';
import type { InkPlanes } from './ink-planes.ts';
import type { SeenInk } from './seen-ink.ts';
import { EXTRA_LEFT } from './thresholds.ts';

/** Ink on a part of the sheet that the approved page leaves blank. Pixels; right and bottom are outside. */
export interface Blot {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly pixels: number;
  /** Its darkest mean over 3 × 3 pixels, of 255. */
  readonly peak: number;
}

/** The approved page has print within some three pixels: such places belong to the cells. */
const PRINT_NEAR = 6;
/** Red ink darkens the red channel by up to such a part of what green loses; beyond it there is other ink below or above. */
const RED_SHOWS = 0.45;
/** Shadow and desk at the edge: what touches it is the edge itself. */
const EDGE_PX = 6;

/** Everything drawn where nothing is printed, dust included: `compare` tells by size and strength. */
export function blotsOf(
  approved: InkPlanes,
  seen: SeenInk,
  { red, green }: { readonly red: Plane; readonly green: Plane },
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
      dark[at] = Math.min(255, sum / 9);
    }
  }
  return gathered(dark, width, height);
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

/** Dark pixels that touch; those that reach the edge of the sheet are left out. Clears `dark`. */
function gathered(dark: Uint8Array, width: number, height: number): readonly Blot[] {
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
    const isEdge = left < EDGE_PX || top < EDGE_PX || right > width - EDGE_PX || bottom > height - EDGE_PX;
    if (!isEdge) blots.push({ left, top, right, bottom, pixels: queue.length, peak });
  }
  return blots;
}
