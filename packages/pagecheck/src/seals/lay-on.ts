import type { Plane } from '../capture/image.ts';
import { FACE_PX_PER_MM, type Face, type FaceMap, faceOf } from './face.ts';

/** Times that the map is improved. */
const PASSES = 5;
/** Every other pixel in both directions is enough: strokes are three pixels broad. */
const STRIDE = 2;
/** A difference of more ink than this counts no more: print over the seal, parts that did not touch. */
const MOST_OFF = 90;
/** A seal is rubber or metal: the map may stretch by this much and no more, in either direction. */
const MOST_STRETCH = 0.03;

export interface Laid {
  readonly map: FaceMap;
  /** The sheet's ink under the face, as it lies now. */
  readonly face: Face;
}

/**
 * Lays a filed face on the ink of a sheet as exactly as six numbers can: place, turn, size, and the little that paper and camera stretch.
 * Starts from a map that is right within about a millimetre (Baker and Matthews 2004, inverse compositional).
 */
export function layOn(filed: Face, density: Plane, pxPerMm: number, start: FaceMap): Laid {
  const { size, ink } = filed;
  const half = (size - 1) / 2;
  const slopes = slopesOf(filed);
  const solve = inverted(slopes.normal);
  let map = start;
  let face = faceOf(density, pxPerMm, map, size);
  for (let pass = 0; pass < PASSES && solve; pass++) {
    const gain = gainOf(ink, face.ink);
    if (gain === 0) break;
    const sums = new Float64Array(6);
    for (let row = 1; row < size - 1; row += STRIDE) {
      for (let column = 1; column < size - 1; column += STRIDE) {
        const at = row * size + column;
        const [gx, gy] = [slopes.x[at] as number, slopes.y[at] as number];
        if (gx === 0 && gy === 0) continue;
        const off = (face.ink[at] as number) / gain - (ink[at] as number);
        const clipped = off > MOST_OFF ? MOST_OFF : off < -MOST_OFF ? -MOST_OFF : off;
        const [x, y] = [(column - half) / FACE_PX_PER_MM, (row - half) / FACE_PX_PER_MM];
        const [byX, byY] = [gx * clipped, gy * clipped];
        sums[0] = (sums[0] as number) + byX * x;
        sums[1] = (sums[1] as number) + byX * y;
        sums[2] = (sums[2] as number) + byX;
        sums[3] = (sums[3] as number) + byY * x;
        sums[4] = (sums[4] as number) + byY * y;
        sums[5] = (sums[5] as number) + byY;
      }
    }
    const step = solve(sums);
    const next = without(map, step);
    if (isTorn(next)) break;
    map = next;
    face = faceOf(density, pxPerMm, map, size);
  }
  return { map, face };
}

/** How much of the filed ink there is on the sheet, as a factor. */
function gainOf(filed: Float32Array, seen: Float32Array): number {
  let [both, own] = [0, 0];
  for (let at = 0; at < filed.length; at++) {
    const ink = filed[at] as number;
    both += ink * (seen[at] as number);
    own += ink * ink;
  }
  return own === 0 ? 0 : both / own;
}

function slopesOf({ size, ink }: Face): { x: Float32Array; y: Float32Array; normal: Float64Array } {
  const [x, y] = [new Float32Array(ink.length), new Float32Array(ink.length)];
  const normal = new Float64Array(36);
  const half = (size - 1) / 2;
  const perMm = FACE_PX_PER_MM / 2;
  const row6 = new Float64Array(6);
  for (let row = 1; row < size - 1; row++) {
    for (let column = 1; column < size - 1; column++) {
      const at = row * size + column;
      const gx = ((ink[at + 1] as number) - (ink[at - 1] as number)) * perMm;
      const gy = ((ink[at + size] as number) - (ink[at - size] as number)) * perMm;
      x[at] = gx;
      y[at] = gy;
      if ((gx === 0 && gy === 0) || row % STRIDE === 0 || column % STRIDE === 0) continue;
      const [mx, my] = [(column - half) / FACE_PX_PER_MM, (row - half) / FACE_PX_PER_MM];
      row6.set([gx * mx, gx * my, gx, gy * mx, gy * my, gy]);
      for (let i = 0; i < 6; i++)
        for (let j = 0; j < 6; j++) normal[i * 6 + j] = (normal[i * 6 + j] as number) + (row6[i] as number) * (row6[j] as number);
    }
  }
  return { x, y, normal };
}

/** Solves the six equations for any right side; null when they fix nothing. Gauss–Jordan. */
function inverted(normal: Float64Array): ((right: Float64Array) => Float64Array) | null {
  const n = 6;
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(2 * n);
    row.set(normal.subarray(i * n, i * n + n));
    row[n + i] = 1;
    return row;
  });
  for (let column = 0; column < n; column++) {
    const pivot = rows[column] as Float64Array;
    const by = pivot[column] as number;
    if (Math.abs(by) < 1e-6) return null;
    for (let k = 0; k < 2 * n; k++) pivot[k] = (pivot[k] as number) / by;
    for (let i = 0; i < n; i++) {
      if (i === column) continue;
      const row = rows[i] as Float64Array;
      const share = row[column] as number;
      for (let k = 0; k < 2 * n; k++) row[k] = (row[k] as number) - share * (pivot[k] as number);
    }
  }
  return (right) => Float64Array.from(rows, (row) => right.reduce((sum, value, j) => sum + value * (row[n + j] as number), 0));
}

/** The map after the step taken backwards: W ∘ (1 + step)⁻¹. */
function without([a, b, c, d, e, f]: FaceMap, step: Float64Array): FaceMap {
  const [p, q, r, s, t, u] = step as unknown as [number, number, number, number, number, number];
  const det = (1 + p) * (1 + t) - q * s;
  const [ia, ib, id, ie] = [(1 + t) / det, -q / det, -s / det, (1 + p) / det];
  const [ic, jf] = [-(ia * r + ib * u), -(id * r + ie * u)];
  return [a * ia + b * id, a * ib + b * ie, a * ic + b * jf + c, d * ia + e * id, d * ib + e * ie, d * ic + e * jf + f];
}

function isTorn([a, b, , d, e]: FaceMap): boolean {
  const [across, down] = [Math.hypot(a, d), Math.hypot(b, e)];
  const skew = Math.abs(a * b + d * e) / (across * down);
  return !(Math.abs(across - 1) < MOST_STRETCH && Math.abs(down - 1) < MOST_STRETCH && skew < MOST_STRETCH);
}
