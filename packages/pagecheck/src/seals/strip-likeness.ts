import type { Plane } from '../capture/image.ts';

/** How far a letter is looked for around its place, pixels of the strip. */
const REACH_PX = 3;

/** How alike two strips of one layout are around a letter: normalised cross-correlation at the best small shift. `at` and `half` in pixels along the strip. */
export function letterLikeness(filed: Plane, seen: Plane, at: number, half: number): number {
  const { width, height } = filed;
  const [from, to] = [Math.max(REACH_PX, Math.round(at - half)), Math.min(width - REACH_PX, Math.round(at + half))];
  let best = -1;
  for (let dy = -REACH_PX; dy <= REACH_PX; dy++) {
    for (let dx = -REACH_PX; dx <= REACH_PX; dx++) best = Math.max(best, correlation(filed, seen, from, to, dx, dy, height));
  }
  return best;
}

function correlation(filed: Plane, seen: Plane, from: number, to: number, dx: number, dy: number, height: number): number {
  let [n, p, q, pp, qq, pq] = [0, 0, 0, 0, 0, 0];
  for (let y = REACH_PX; y < height - REACH_PX; y++) {
    for (let x = from; x < to; x++) {
      const a = filed.data[y * filed.width + x] as number;
      const b = seen.data[(y + dy) * seen.width + x + dx] as number;
      n++;
      p += a;
      q += b;
      pp += a * a;
      qq += b * b;
      pq += a * b;
    }
  }
  const norm = (pp - (p * p) / n) * (qq - (q * q) / n);
  return norm > 0 ? (pq - (p * q) / n) / Math.sqrt(norm) : 0;
}
