import { DIRECTIONS, type Ring } from './ring.ts';
import type { SealSeen } from './seal.ts';

/** Rings of one size closer than this are one seal pressed twice; two seals meant to stand on a page lie farther apart. */
const TWICE_MM = 8;
const MERGED_MM = 4;
const SAME_RADIUS_MM = 0.8;
/** What clean single presses do not reach: the spread of their ring (mm), how far off the circle its edge lies (mm, rms), ink close outside. */
const CLEAN = { spreadMm: 0.2, offMm: 0.14, outside: 0.1 } as const;

/** Whether two rings are one seal pressed twice. So close that they run into each other, their sizes are not told apart. */
export function isTwice(ring: Ring, other: Ring): boolean {
  const apart = Math.hypot(ring.centre.x - other.centre.x, ring.centre.y - other.centre.y);
  return ring !== other && (apart < MERGED_MM || (apart < TWICE_MM && Math.abs(ring.radius - other.radius) < SAME_RADIUS_MM));
}

/** How often a ring was pressed, by the ring alone: a turn about its own centre does not show in it. */
export function ringStrike(ring: Ring, all: readonly Ring[]): SealSeen['strike'] {
  if (all.some((other) => isTwice(ring, other))) return 'double';
  const spread = ringSpread(apart(ring, all));
  const outside = all.some((other) => other !== ring && cross(ring, other)) ? 0 : ring.outside;
  const isClean = spread !== null && spread < CLEAN.spreadMm && offCircle(ring) < CLEAN.offMm && outside < CLEAN.outside;
  return isClean ? 'single' : 'unsure';
}

/** The ring's widths where no other seal lies. */
function apart({ centre, radius, widths }: Ring, all: readonly Ring[]): Float32Array {
  return widths.map((width, i) => {
    const angle = (i * 2 * Math.PI) / DIRECTIONS;
    const [x, y] = [centre.x + Math.sin(angle) * radius, centre.y - Math.cos(angle) * radius];
    const isCovered = all.some((other) => other.widths !== widths && Math.hypot(x - other.centre.x, y - other.centre.y) < other.radius + 1);
    return isCovered ? Number.NaN : width;
  });
}

const cross = (ring: Ring, other: Ring): boolean =>
  Math.hypot(ring.centre.x - other.centre.x, ring.centre.y - other.centre.y) < ring.radius + other.radius + 3;

/** How far the outer edge lies off the circle, rms. */
export function offCircle({ edges, radius }: Pick<Ring, 'edges' | 'radius'>): number {
  let [squares, n] = [0, 0];
  for (const edge of edges) {
    if (Number.isNaN(edge)) continue;
    squares += (edge - radius) ** 2;
    n++;
  }
  return Math.sqrt(squares / Math.max(1, n));
}

/**
 * How far apart two presses lie (mm), judged by the ring alone: where the ring moved across its own line it is broader by that much, where
 * it moved along it is not. A smear looks the same. Null when too little of the ring is seen.
 */
function ringSpread(widths: Float32Array): number | null {
  let n = 0;
  for (const width of widths) if (!Number.isNaN(width)) n++;
  if (n < DIRECTIONS * 0.45) return null;
  const [, , , c, s] = harmonics(widths);
  // A line of width w that moved by d is w + d·|cos| broad; the second harmonic of |cos| is 4/3π.
  return Math.hypot(c, s) / (4 / (3 * Math.PI));
}

/** Least squares of a + b·cos t + c·sin t + d·cos 2t + e·sin 2t over what is there, thrice, each time without what lies far off. */
function harmonics(values: Float32Array): readonly [number, number, number, number, number] {
  let fit: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  let off = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 3; pass++) {
    const system = Array.from({ length: 5 }, () => new Float64Array(6));
    let [squares, n] = [0, 0];
    for (let i = 0; i < DIRECTIONS; i++) {
      const value = values[i] as number;
      if (Number.isNaN(value)) continue;
      const t = (i * 2 * Math.PI) / DIRECTIONS;
      const row = [1, Math.cos(t), Math.sin(t), Math.cos(2 * t), Math.sin(2 * t)];
      const rest = value - row.reduce((sum, term, k) => sum + term * (fit[k] as number), 0);
      if (Math.abs(rest) > off) continue;
      squares += rest * rest;
      n++;
      for (let j = 0; j < 5; j++) {
        const equation = system[j] as Float64Array;
        for (let k = 0; k < 5; k++) equation[k] = (equation[k] as number) + (row[j] as number) * (row[k] as number);
        equation[5] = (equation[5] as number) + (row[j] as number) * value;
      }
    }
    fit = solved(system);
    off = pass === 0 ? Number.POSITIVE_INFINITY : 2.5 * Math.sqrt(squares / Math.max(1, n));
  }
  return fit;
}

function solved(system: readonly Float64Array[]): [number, number, number, number, number] {
  const n = system.length;
  for (let column = 0; column < n; column++) {
    const pivot = system[column] as Float64Array;
    const by = (pivot[column] as number) + 1e-9;
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const other = system[row] as Float64Array;
      const share = (other[column] as number) / by;
      for (let k = column; k <= n; k++) other[k] = (other[k] as number) - share * (pivot[k] as number);
    }
  }
  return system.map((row, i) => (row[n] as number) / ((row[i] as number) + 1e-9)) as [number, number, number, number, number];
}
