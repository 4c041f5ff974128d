export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A pair of the same spot in two planes. */
export interface Match {
  readonly from: Point;
  readonly to: Point;
}

/** A projective map of the plane, row by row; the last entry is 1. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

export function project([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: Point): Point {
  const w = g * x + h * y + i;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** The least-squares map of four or more matches; null when they do not fix one. Coordinates are scaled first (Hartley). */
export function fitHomography(matches: readonly Match[]): Homography | null {
  if (matches.length < 4) return null;
  const from = scaling(matches.map((match) => match.from));
  const to = scaling(matches.map((match) => match.to));
  // Normal equations of the usual two rows a match, eight unknowns.
  const normal = Array.from({ length: 8 }, () => new Float64Array(9));
  const add = (row: readonly number[]): void => {
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < 9; j++) (normal[i] as Float64Array)[j] = (normal[i]?.[j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
  };
  for (const match of matches) {
    const { x, y } = from.apply(match.from);
    const { x: u, y: v } = to.apply(match.to);
    add([x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
    add([0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  const solved = solve(normal);
  if (!solved) return null;
  const scaled = [...solved, 1] as unknown as Homography;
  return normalized(multiply(to.inverse, multiply(scaled, from.matrix)));
}

interface Scaling {
  readonly matrix: Homography;
  readonly inverse: Homography;
  apply(point: Point): Point;
}

/** To a centre of 0 and a mean distance of about 1, so that the equations are well conditioned. */
function scaling(points: readonly Point[]): Scaling {
  const cx = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const cy = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, { x, y }) => sum + Math.hypot(x - cx, y - cy), 0) / points.length || 1;
  return {
    matrix: [1 / spread, 0, -cx / spread, 0, 1 / spread, -cy / spread, 0, 0, 1],
    inverse: [spread, 0, cx, 0, spread, cy, 0, 0, 1],
    apply: ({ x, y }) => ({ x: (x - cx) / spread, y: (y - cy) / spread }),
  };
}

/** Gauss–Jordan with row choice over rows of eight coefficients and a right side. */
function solve(rows: readonly Float64Array[]): number[] | null {
  const system = rows.map((row) => [...row]);
  for (let column = 0; column < 8; column++) {
    let best = column;
    for (let row = column; row < 8; row++) if (Math.abs(system[row]?.[column] ?? 0) > Math.abs(system[best]?.[column] ?? 0)) best = row;
    const pivotRow = system[best] as number[];
    system[best] = system[column] as number[];
    system[column] = pivotRow;
    const pivot = pivotRow[column] as number;
    if (Math.abs(pivot) < 1e-12) return null;
    for (let row = 0; row < 8; row++) {
      const current = system[row] as number[];
      if (row === column) continue;
      const factor = (current[column] as number) / pivot;
      for (let j = column; j < 9; j++) current[j] = (current[j] as number) - factor * (pivotRow[j] as number);
    }
  }
  return system.map((row, i) => (row[8] as number) / (row[i] as number));
}

function multiply(p: Homography, q: Homography): Homography {
  const entry = (row: number, column: number): number =>
    [0, 1, 2].reduce((sum, k) => sum + (p[row * 3 + k] as number) * (q[k * 3 + column] as number), 0);
  return [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => entry(row, column))) as unknown as Homography;
}

const normalized = (h: Homography): Homography => h.map((value) => value / h[8]) as unknown as Homography;
