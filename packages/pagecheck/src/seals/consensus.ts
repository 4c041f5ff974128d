import type { Point } from '../find/homography.ts';
import type { Circle } from './circle.ts';

/** Tries of three points. With three points in ten on the circle, one try in forty is right; more are needed for the short arcs of a seam. */
const TRIES = 600;

/** Numbers from 0 to 1 that look like chance, the same each time: Park and Miller's generator. */
function* numbers(): Generator<number, never> {
  for (let state = 20261127; ; ) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

/**
 * The circle that most points lie on, of a radius within the limits; null when none goes through a few of them. Where two rings lie
 * close, a fit to all points would end between them.
 */
export function commonestCircle(points: readonly Point[], tolerance: number, least: number, most: number): Circle | null {
  const n = points.length;
  if (n < 12) return null;
  const xs = Float64Array.from(points, ({ x }) => x);
  const ys = Float64Array.from(points, ({ y }) => y);
  const chance = numbers();
  const any = (): number => Math.floor(chance.next().value * n);
  let [best, count]: [Circle | null, number] = [null, 8];
  for (let k = 0; k < TRIES; k++) {
    const circle = through(points[any()] as Point, points[any()] as Point, points[any()] as Point);
    if (!circle || circle.radius < least || circle.radius > most) continue;
    const [cx, cy] = [circle.centre.x, circle.centre.y];
    let on = 0;
    for (let i = 0; i < n; i++) {
      const off = Math.sqrt(((xs[i] as number) - cx) ** 2 + ((ys[i] as number) - cy) ** 2) - circle.radius;
      if (off < tolerance && off > -tolerance) on++;
    }
    if (on > count) [best, count] = [circle, on];
  }
  return best;
}

function through(a: Point, b: Point, c: Point): Circle | null {
  const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
  const area = 2 * (bx * cy - by * cx);
  if (Math.abs(area) < 1) return null;
  const [bb, cc] = [bx * bx + by * by, cx * cx + cy * cy];
  const [ux, uy] = [(cy * bb - by * cc) / area, (bx * cc - cx * bb) / area];
  return { centre: { x: a.x + ux, y: a.y + uy }, radius: Math.hypot(ux, uy) };
}
