import type { BlockFound } from './blocks.ts';
import { type Field, NODE_MM } from './warp.ts';

/** How far round a block its neighbours tell whether it was found at the right place. */
const NEAR_MM = 28;

/** Without the blocks that lie elsewhere than their neighbours say by more than `toleranceMm`. */
export function agreeing(found: readonly BlockFound[], toleranceMm: number): readonly BlockFound[] {
  return found.filter((block) => {
    const [xs, ys]: [number[], number[]] = [[], []];
    for (const other of found) {
      if (other === block || Math.abs(other.xMm - block.xMm) > NEAR_MM || Math.abs(other.yMm - block.yMm) > NEAR_MM) continue;
      if (other.tellsX) xs.push(other.dxMm);
      if (other.tellsY) ys.push(other.dyMm);
    }
    const agrees = (off: number, offs: number[]): boolean => offs.length < 3 || Math.abs(off - median(offs)) < toleranceMm;
    return (!block.tellsX || agrees(block.dxMm, xs)) && (!block.tellsY || agrees(block.dyMm, ys));
  });
}

const median = (values: number[]): number => values.sort((p, q) => p - q)[values.length >> 1] ?? 0;

/** Holds the slope of a node's plane to 0 where few blocks tell it, as if so many blocks' weight said so. */
const STILL = 0.5;

/**
 * How far print lies off at each node: a plane fitted to the blocks around it, weighted by distance (`spreadMm` is one deviation) and
 * fit. Far from any block it is what they say together, the nearest most.
 */
export function smoothField(found: readonly BlockFound[], columns: number, rows: number, spreadMm: number): Field {
  const [dx, dy] = [new Float32Array(columns * rows), new Float32Array(columns * rows)];
  const reach = spreadMm * 3;
  const [across, along] = [new Float64Array(SUMS), new Float64Array(SUMS)];
  for (let at = 0; at < dx.length; at++) {
    const [x, y] = [(at % columns) * NODE_MM, Math.floor(at / columns) * NODE_MM];
    across.fill(0);
    along.fill(0);
    for (const block of found) {
      const [rx, ry] = [block.xMm - x, block.yMm - y];
      const far = rx * rx + ry * ry;
      // Beyond the reach a little weight stays, so that blank margins go with the nearest print.
      const weight =
        (far > reach * reach ? (1e-4 * reach * reach * reach * reach) / (far * far) : Math.exp(-far / (2 * spreadMm * spreadMm))) *
        block.fit;
      if (block.tellsX) add(across, weight, rx / spreadMm, ry / spreadMm, block.dxMm);
      if (block.tellsY) add(along, weight, rx / spreadMm, ry / spreadMm, block.dyMm);
    }
    dx[at] = atNode(across);
    dy[at] = atNode(along);
  }
  return { dx, dy };
}

/** Weight, its moments of first and second order, and those of what is fitted. */
const SUMS = 9;

function add(sums: Float64Array, weight: number, px: number, py: number, value: number): void {
  sums[0] = (sums[0] as number) + weight;
  sums[1] = (sums[1] as number) + weight * px;
  sums[2] = (sums[2] as number) + weight * py;
  sums[3] = (sums[3] as number) + weight * px * px;
  sums[4] = (sums[4] as number) + weight * px * py;
  sums[5] = (sums[5] as number) + weight * py * py;
  sums[6] = (sums[6] as number) + weight * value;
  sums[7] = (sums[7] as number) + weight * px * value;
  sums[8] = (sums[8] as number) + weight * py * value;
}

/** The constant of the fitted plane, by Cramer's rule; 0 where nothing tells. */
function atNode(sums: Float64Array): number {
  const [w, x, y, ownXx, xy, ownYy, s, sx, sy] = sums as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (w === 0) return 0;
  const [xx, yy] = [ownXx + STILL, ownYy + STILL];
  const minor = xx * yy - xy * xy;
  const det = w * minor - x * (x * yy - xy * y) + y * (x * xy - xx * y);
  if (Math.abs(det) < 1e-12) return s / w;
  return (s * minor - x * (sx * yy - xy * sy) + y * (sx * xy - xx * sy)) / det;
}
