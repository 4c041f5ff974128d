import { NOISE_KINDS, type Residuals } from './residuals.ts';
import { LEAST_NOISE } from './thresholds.ts';

const LEVELS = 256;
/** Fewer pixels than this tell nothing about a kind of pixel. */
const LEAST_PIXELS = 300;
/** Of a kind that a page has too few of: what dark edges of poor captures show. */
const UNKNOWN_NOISE = 8;
/** Ninety-nine of a hundred pixels lie within so many deviations when the noise is Gaussian; heavier tails count as more noise. */
const P99 = 2.6;
const MEDIAN = 0.6745;

/** One deviation of what is left of unaltered print, for each kind of pixel, as this capture shows it. Altered cells are few and do not count. */
export function noiseOf({ left, kinds }: Residuals): Float64Array {
  const counts = new Uint32Array(NOISE_KINDS * LEVELS);
  for (let i = 0; i < left.length; i += 2) {
    const level = Math.min(LEVELS - 1, Math.abs(left[i] as number) * 2) | 0;
    const at = (kinds[i] as number) * LEVELS + level;
    counts[at] = (counts[at] as number) + 1;
  }
  return Float64Array.from({ length: NOISE_KINDS }, (_, kind) => {
    const own = counts.subarray(kind * LEVELS, (kind + 1) * LEVELS);
    let total = 0;
    for (let level = 0; level < LEVELS; level++) total += own[level] as number;
    if (total < LEAST_PIXELS) return UNKNOWN_NOISE;
    return Math.max(LEAST_NOISE, quantile(own, total * 0.5) / MEDIAN, quantile(own, total * 0.99) / P99);
  });
}

function quantile(counts: Uint32Array, rank: number): number {
  let below = 0;
  let level = 0;
  while (level < counts.length - 1 && below + (counts[level] as number) < rank) below += counts[level++] as number;
  return (level + 0.5) / 2;
}
