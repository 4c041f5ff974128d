import type { Chance } from '../chance.ts';

/** A square of smooth noise of mean 0 and deviation about 1, its blotches `cellPx` wide. */
export function smoothNoise(next: Chance, size: number, cellPx: number): Float32Array {
  const cells = Math.ceil(size / cellPx) + 2;
  const knots = Float32Array.from({ length: cells * cells }, () => next.bell() * 1.5);
  const noise = new Float32Array(size * size);
  for (let y = 0, at = 0; y < size; y++) {
    const [row, fy] = [Math.floor(y / cellPx), eased((y / cellPx) % 1)];
    for (let x = 0; x < size; x++, at++) {
      const k = row * cells + Math.floor(x / cellPx);
      const fx = eased((x / cellPx) % 1);
      const top = (knots[k] as number) * (1 - fx) + (knots[k + 1] as number) * fx;
      const bottom = (knots[k + cells] as number) * (1 - fx) + (knots[k + cells + 1] as number) * fx;
      noise[at] = top * (1 - fy) + bottom * fy;
    }
  }
  return noise;
}

const eased = (t: number): number => t * t * (3 - 2 * t);
