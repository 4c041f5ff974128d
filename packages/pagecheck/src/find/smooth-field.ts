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
      xs.push(other.dxMm);
      ys.push(other.dyMm);
    }
    if (xs.length < 3) return true;
    return Math.abs(block.dxMm - median(xs)) < toleranceMm && Math.abs(block.dyMm - median(ys)) < toleranceMm;
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
  for (let at = 0; at < dx.length; at++) {
    const [x, y] = [(at % columns) * NODE_MM, Math.floor(at / columns) * NODE_MM];
    let [w, wx, wy, wxx, wxy, wyy, u, ux, uy, v, vx, vy] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const block of found) {
      const [rx, ry] = [block.xMm - x, block.yMm - y];
      const far = rx * rx + ry * ry;
      // Beyond the reach a little weight stays, so that blank margins go with the nearest print.
      const weight =
        (far > reach * reach ? (1e-4 * reach * reach * reach * reach) / (far * far) : Math.exp(-far / (2 * spreadMm * spreadMm))) *
        block.fit;
      const [px, py] = [rx / spreadMm, ry / spreadMm];
      w += weight;
      wx += weight * px;
      wy += weight * py;
      wxx += weight * px * px;
      wxy += weight * px * py;
      wyy += weight * py * py;
      u += weight * block.dxMm;
      ux += weight * px * block.dxMm;
      uy += weight * py * block.dxMm;
      v += weight * block.dyMm;
      vx += weight * px * block.dyMm;
      vy += weight * py * block.dyMm;
    }
    if (w === 0) continue;
    dx[at] = atNode(w, wx, wy, wxx + STILL, wxy, wyy + STILL, u, ux, uy);
    dy[at] = atNode(w, wx, wy, wxx + STILL, wxy, wyy + STILL, v, vx, vy);
  }
  return { dx, dy };
}

/** The constant of the fitted plane, by Cramer's rule. */
function atNode(w: number, x: number, y: number, xx: number, xy: number, yy: number, s: number, sx: number, sy: number): number {
  const minor = xx * yy - xy * xy;
  const det = w * minor - x * (x * yy - xy * y) + y * (x * xy - xx * y);
  if (Math.abs(det) < 1e-12) return s / w;
  return (s * minor - x * (sx * yy - xy * sy) + y * (sx * xy - xx * sy)) / det;
}
