import { solveInPlace } from '../compare/solve.ts';
import { SHARP_PX_PER_MM } from './sharp-face.ts';

/** About a letter; each begins in the middle of the one before. */
const CELL_PX = 4 * SHARP_PX_PER_MM;
const STEP_PX = CELL_PX / 2;
/** Times that a cell's place and gain are improved, and every how many pixels tell. */
const PASSES = 4;
const STRIDE = 2;
/** Letters lie this far beside their filed place at most: paper bends, rubber gives. */
const MOST_SHIFT_PX = 0.35 * SHARP_PX_PER_MM;
const GAIN = { least: 0.15, most: 3 } as const;
/** Cells with fewer pixels to look at, or fainter ones (mean square), fit anywhere. */
const LEAST_SEEN = 60;
const LEAST_POWER = 400;
/** Keeps a shift that the strokes do not tell near none. */
const STIFF = 4e-4;

/** Ink that is left over by each place of a face, of 255 of the filed ink, and whether it was looked at. */
export interface LeftOver {
  readonly ink: Float32Array;
  readonly isSeen: Float32Array;
}

interface Fit {
  readonly gain: number;
  readonly dx: number;
  readonly dy: number;
}

/** What is left of the ink seen when each letter's filed ink, moved a little and as strong as it was pressed there, is taken off. */
export function fitLetters(filed: Float32Array, seen: Float32Array, open: Uint8Array, size: number): LeftOver {
  const ink = new Float32Array(size * size);
  const weights = new Float32Array(size * size);
  for (let top = 0; top + STEP_PX < size; top += STEP_PX) {
    for (let left = 0; left + STEP_PX < size; left += STEP_PX) {
      const fit = fitCell(filed, seen, open, size, left, top);
      if (fit) takeOff(fit, filed, seen, open, size, left, top, ink, weights);
    }
  }
  for (let at = 0; at < ink.length; at++) {
    const weight = weights[at] as number;
    if (weight === 0) continue;
    ink[at] = (ink[at] as number) / weight;
    weights[at] = 1;
  }
  return { ink, isSeen: weights };
}

/** Gauss–Newton over gain and place. Null where nothing tells them. */
function fitCell(filed: Float32Array, seen: Float32Array, open: Uint8Array, size: number, left: number, top: number): Fit | null {
  let [gain, dx, dy] = [1, 0, 0];
  const [from, to] = [Math.ceil(MOST_SHIFT_PX) + 1, size - Math.ceil(MOST_SHIFT_PX) - 2];
  for (let pass = 0; pass < PASSES; pass++) {
    let [ff, fx, fy, xx, xy, yy, fr, xr, yr, n] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let y = Math.max(from, top); y < Math.min(to, top + CELL_PX); y += STRIDE) {
      for (let x = Math.max(from, left); x < Math.min(to, left + CELL_PX); x += STRIDE) {
        if (!open[y * size + x]) continue;
        const own = between(filed, size, x + dx, y + dy);
        const at = Math.round(y + dy) * size + Math.round(x + dx);
        const gx = (gain * ((filed[at + 1] as number) - (filed[at - 1] as number))) / 2;
        const gy = (gain * ((filed[at + size] as number) - (filed[at - size] as number))) / 2;
        const rest = (seen[y * size + x] as number) - gain * own;
        ff += own * own;
        fx += own * gx;
        fy += own * gy;
        xx += gx * gx;
        xy += gx * gy;
        yy += gy * gy;
        fr += own * rest;
        xr += gx * rest;
        yr += gy * rest;
        n++;
      }
    }
    if (n < LEAST_SEEN || ff < n * LEAST_POWER) return null;
    const step = Float64Array.of(fr, xr, yr);
    if (!solveInPlace(Float64Array.of(ff, fx, fy, fx, xx + STIFF * ff, xy, fy, xy, yy + STIFF * ff), step, 3)) return null;
    gain = clamped(gain + (step[0] as number), GAIN.least, GAIN.most);
    dx = clamped(dx + (step[1] as number), -MOST_SHIFT_PX, MOST_SHIFT_PX);
    dy = clamped(dy + (step[2] as number), -MOST_SHIFT_PX, MOST_SHIFT_PX);
  }
  return { gain, dx, dy };
}

/** Adds what is left over, the middle of a cell counting more than its rim, where its neighbours fit better. */
function takeOff(
  { gain, dx, dy }: Fit,
  filed: Float32Array,
  seen: Float32Array,
  open: Uint8Array,
  size: number,
  left: number,
  top: number,
  ink: Float32Array,
  weights: Float32Array,
): void {
  const margin = Math.ceil(MOST_SHIFT_PX) + 1;
  const half = CELL_PX / 2;
  for (let y = Math.max(margin, top); y < Math.min(size - margin - 1, top + CELL_PX); y++) {
    for (let x = Math.max(margin, left); x < Math.min(size - margin - 1, left + CELL_PX); x++) {
      const at = y * size + x;
      if (!open[at]) continue;
      const near = (1 - Math.abs(x + 0.5 - left - half) / half) * (1 - Math.abs(y + 0.5 - top - half) / half);
      ink[at] = (ink[at] as number) + near * ((seen[at] as number) / gain - between(filed, size, x + dx, y + dy));
      weights[at] = (weights[at] as number) + near;
    }
  }
}

const clamped = (value: number, least: number, most: number): number => (value < least ? least : value > most ? most : value);

function between(square: Float32Array, size: number, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const at = y0 * size + x0;
  const upper = (square[at] as number) * (1 - fx) + (square[at + 1] as number) * fx;
  const lower = (square[at + size] as number) * (1 - fx) + (square[at + size + 1] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}
