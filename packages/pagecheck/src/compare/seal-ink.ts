import type { Plane } from '../capture/image.ts';
import type { Planes } from '../capture/planes.ts';
import type { InkPlanes } from './ink-planes.ts';
import type { SeenInk } from './seen-ink.ts';

/** Every so many pixels of the sheet tell how red bare paper is in this light. */
const STEP = 997;
/** Natural logarithms of red over green, beyond the paper's: from noise to the densest seal ink, in steps. */
const LEAST = 0.08;
const REDNESS_STEP = 0.06;
const STEPS = 22;
/** Of the same kind: how dark seal ink is in red. Beyond this it is not seal ink alone. */
const DARKNESS_STEP = 0.01;
const DARKNESS_STEPS = 50;
/** Fewer pixels of one redness than this tell nothing. */
const LEAST_PIXELS = 60;
/** The approved page is blank for some three pixels around; it is red itself from so many levels on. */
const BLANK = 6;
const RED_PRINT = 40;

/** What a sheet shows without the ink of the seals on it. */
export interface UnderSeals {
  readonly ink: SeenInk;
  /** The red plane, to be read. */
  readonly print: Plane;
}

/**
 * Seal ink is not quite clear in red: its strokes would join those of the print below. Inks darken by factors, so that redness (red over green)
 * is the seal's alone, whatever lies below it; how dark it is for its redness this very sheet tells where the approved page is blank.
 * Ink that is black, or anything without redness, stays as it is. `isShaded`: fingers are red, too.
 */
export function underSeals(
  seen: Planes,
  approved: Planes,
  ink: InkPlanes,
  there: SeenInk,
  isShaded: (x: number, y: number) => boolean,
): UnderSeals {
  const { red, green } = seen;
  const paper = rednessOfPaper(red.data, green.data);
  const rednessAt = (at: number): number => Math.log((red.data[at] as number) / Math.max(1, green.data[at] as number)) - paper;
  const least = Math.exp(paper + LEAST);
  const places: number[] = [];
  const counts = Array.from({ length: STEPS }, () => new Uint32Array(DARKNESS_STEPS));
  for (let at = 0; at < red.data.length; at++) {
    if ((red.data[at] as number) <= least * (green.data[at] as number)) continue;
    if ((approved.red.data[at] as number) - (approved.green.data[at] as number) > RED_PRINT) continue;
    if (isShaded(at % red.width, Math.floor(at / red.width))) continue;
    places.push(at);
    if ((ink.wide[at] as number) > BLANK) continue;
    const darkness = -Math.log(Math.max(1, 255 - (there.data[at] as number)) / 255);
    const step = Math.max(0, Math.round(darkness / DARKNESS_STEP));
    const own = counts[stepOf(rednessAt(at))] as Uint32Array;
    if (step < DARKNESS_STEPS) own[step] = (own[step] as number) + 1;
  }
  const darkness = darknessOf(counts);
  const data = Uint8Array.from(red.data);
  const cleared = Int16Array.from(there.data);
  for (const at of places) {
    const lighter = Math.exp(darkness(rednessAt(at)));
    data[at] = Math.min(255, (red.data[at] as number) * lighter);
    cleared[at] = 255 - (255 - (there.data[at] as number)) * lighter;
  }
  return { ink: { ...there, data: cleared }, print: { ...red, data } };
}

function rednessOfPaper(red: Uint8Array, green: Uint8Array): number {
  const samples: number[] = [];
  for (let at = 0; at < red.length; at += STEP) {
    if ((red[at] as number) > 0 && (green[at] as number) > 0) samples.push(Math.log((red[at] as number) / (green[at] as number)));
  }
  return samples.sort((p, q) => p - q)[samples.length >> 1] ?? 0;
}

const stepOf = (redness: number): number => Math.min(STEPS - 1, Math.max(0, Math.floor((redness - LEAST) / REDNESS_STEP)));

/** The median darkness of each redness, straight between those that enough pixels tell, and from none at none. */
function darknessOf(counts: readonly Uint32Array[]): (redness: number) => number {
  const known: (readonly [redness: number, darkness: number])[] = [[0, 0]];
  counts.forEach((own, step) => {
    const total = own.reduce((sum, count) => sum + count, 0);
    if (total < LEAST_PIXELS) return;
    let median = 0;
    for (let below = own[0] as number; below < total / 2; ) below += own[++median] as number;
    known.push([LEAST + (step + 0.5) * REDNESS_STEP, median * DARKNESS_STEP]);
  });
  return (redness) => {
    const above = known.findIndex(([to]) => to >= redness);
    if (above <= 0) return above === 0 ? 0 : (known.at(-1) as readonly [number, number])[1];
    const [[from, low], [to, high]] = [known[above - 1] as readonly [number, number], known[above] as readonly [number, number]];
    return low + ((high - low) * (redness - from)) / (to - from);
  };
}
