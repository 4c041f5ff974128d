import type { Point } from '../find/homography.ts';

export interface Circle {
  readonly centre: Point;
  readonly radius: number;
}

/** Least squares (Kåsa); null for fewer than three points or points on a line. */
function fitCircle(points: readonly Point[]): Circle | null {
  const n = points.length;
  if (n < 3) return null;
  const mx = points.reduce((sum, { x }) => sum + x, 0) / n;
  const my = points.reduce((sum, { y }) => sum + y, 0) / n;
  let [uu, vv, uv, ur, vr] = [0, 0, 0, 0, 0];
  for (const { x, y } of points) {
    const [u, v] = [x - mx, y - my];
    const r = u * u + v * v;
    uu += u * u;
    vv += v * v;
    uv += u * v;
    ur += u * r;
    vr += v * r;
  }
  const det = uu * vv - uv * uv;
  if (Math.abs(det) < 1e-9) return null;
  const cx = (ur * vv - vr * uv) / det / 2;
  const cy = (vr * uu - ur * uv) / det / 2;
  return { centre: { x: cx + mx, y: cy + my }, radius: Math.sqrt(cx * cx + cy * cy + (uu + vv) / n) };
}

/** As fitCircle, thrice, each time without the points that lie more than `tolerance` off the last circle. */
export function fitCircleTrimmed(points: readonly Point[], tolerance: number): Circle | null {
  let circle = fitCircle(points);
  for (const width of [tolerance * 3, tolerance * 2, tolerance]) {
    if (!circle) return null;
    const { centre, radius } = circle;
    circle = fitCircle(points.filter(({ x, y }) => Math.abs(Math.hypot(x - centre.x, y - centre.y) - radius) < width));
  }
  return circle;
}
