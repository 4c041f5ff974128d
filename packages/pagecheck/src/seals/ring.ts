import type { Plane } from '../capture/image.ts';
import type { Point } from '../find/homography.ts';
import { sample } from '../find/page-space.ts';
import { type Circle, fitCircleTrimmed } from './circle.ts';
import { commonestCircle } from './consensus.ts';
import { RADIUS_MM } from './find-rings.ts';

/** Directions that a ring is looked at in: one a degree, clockwise from the top of the sheet. */
export const DIRECTIONS = 360;
const SIN = Float64Array.from({ length: DIRECTIONS }, (_, i) => Math.sin((i * 2 * Math.PI) / DIRECTIONS));
const COS = Float64Array.from({ length: DIRECTIONS }, (_, i) => Math.cos((i * 2 * Math.PI) / DIRECTIONS));

/** Steps along a ray. */
const STEP_MM = 0.125;
const FROM_MM = RADIUS_MM.least - 2.5;
const RAY_STEPS = Math.round((RADIUS_MM.most + 2.5 - FROM_MM) / STEP_MM);
/** Ink is compared this far inside and outside of an edge. */
const SIDE_STEPS = 5;
/** How far an edge may lie off the circle and still be of it: blur, a sheet that is not flat, rubber that gives. */
export const ON_CIRCLE_MM = 0.35;
/** How far a first circle through edges may miss them, how far around the commonest distance it looks, and how far it may stray. */
const ROUND_MM = 0.2;
const ROUGH_MM = 2.1;
const STRAY_MM = 2;
/** The least step of ink (of 255) that is an edge. */
const LEAST_EDGE = 8;

/** The outer ring of a round seal. Millimetres on the sheet. */
export interface Ring {
  readonly centre: Point;
  readonly radius: number;
  /** Of the line, where it is inked. */
  readonly width: number;
  /** For each direction the distance of its outer edge from the centre; NaN where there is none on the circle. */
  readonly edges: Float32Array;
  /** For each direction the ink on the line; NaN off the sheet. */
  readonly ink: Float32Array;
  /** For each direction how broad the line is there; NaN where it is not inked. */
  readonly widths: Float32Array;
  /** What counts as inked. */
  readonly inked: number;
  /** Part of the directions in which there is ink close outside of the ring: another ring, or what lies beside the seal. */
  readonly outside: number;
}

type Rays = readonly Float32Array[];

function cast(density: Plane, pxPerMm: number, centre: Point): Rays {
  const rays: Float32Array[] = [];
  for (let i = 0; i < DIRECTIONS; i++) {
    const [dx, dy] = [(SIN[i] as number) * pxPerMm, -(COS[i] as number) * pxPerMm];
    const [x, y] = [centre.x * pxPerMm - 0.5, centre.y * pxPerMm - 0.5];
    const ray = new Float32Array(RAY_STEPS);
    for (let k = 0; k < RAY_STEPS; k++) {
      const r = FROM_MM + k * STEP_MM;
      ray[k] = sample(density, x + dx * r, y + dy * r);
    }
    rays.push(ray);
  }
  return rays;
}

/** For each step the ink just inside less the ink just outside. */
function edgesAlong(ray: Float32Array): Float32Array {
  const edges = new Float32Array(RAY_STEPS);
  let difference = 0;
  for (let k = 0; k < SIDE_STEPS; k++) difference += (ray[k] as number) - (ray[k + SIDE_STEPS] as number);
  for (let k = SIDE_STEPS; k < RAY_STEPS - SIDE_STEPS; k++) {
    edges[k] = difference / SIDE_STEPS;
    difference += 2 * (ray[k] as number) - (ray[k - SIDE_STEPS] as number) - (ray[k + SIDE_STEPS] as number);
  }
  return edges;
}

/** The ring around a likely centre, fitted to its outer edge; null when no circle of a seal's size is there. */
export function measureRing(density: Plane, pxPerMm: number, near: Point): Ring | null {
  let circle = roughCircle(cast(density, pxPerMm, near), near);
  for (let pass = 0; pass < 2 && circle; pass++) {
    const { centre, radius }: Circle = circle;
    if (Math.hypot(centre.x - near.x, centre.y - near.y) > STRAY_MM) return null;
    const rays = cast(density, pxPerMm, centre);
    const points: Point[] = [];
    for (let i = 0; i < DIRECTIONS; i++) {
      const at = edgeNear(edgesAlong(rays[i] as Float32Array), radius, ON_CIRCLE_MM * 1.5);
      if (at > 0) points.push(along(centre, i, at));
    }
    circle = fitCircleTrimmed(points, ON_CIRCLE_MM);
  }
  if (!circle || circle.radius < RADIUS_MM.least || circle.radius > RADIUS_MM.most) return null;
  return described(cast(density, pxPerMm, circle.centre), circle.centre, circle.radius, density, pxPerMm);
}

const along = (centre: Point, direction: number, distance: number): Point => ({
  x: centre.x + (SIN[direction] as number) * distance,
  y: centre.y - (COS[direction] as number) * distance,
});

/** From all edges around the commonest distance. */
function roughCircle(rays: Rays, centre: Point): Circle | null {
  const edges = rays.map(edgesAlong);
  const radius = commonRadius(edges);
  const [from, to] = [-ROUGH_MM, ROUGH_MM].map((mm) => Math.round((radius + mm - FROM_MM) / STEP_MM)) as [number, number];
  const points: Point[] = [];
  for (const [i, edge] of edges.entries()) {
    for (let k = Math.max(1, from); k <= Math.min(RAY_STEPS - 2, to); k++) {
      const value = edge[k] as number;
      if (value > LEAST_EDGE && value >= (edge[k - 1] as number) && value > (edge[k + 1] as number))
        points.push(along(centre, i, FROM_MM + k * STEP_MM));
    }
  }
  return commonestCircle(points, ROUND_MM, RADIUS_MM.least, RADIUS_MM.most);
}

/** The distance at which most rays have an edge. */
function commonRadius(edges: readonly Float32Array[]): number {
  const sums = new Float32Array(RAY_STEPS);
  for (const edge of edges)
    for (let k = 0; k < RAY_STEPS; k++) sums[k] = (sums[k] as number) + Math.max(0, Math.min(40, edge[k] as number));
  let [best, at] = [0, 0];
  const reach = Math.round(0.6 / STEP_MM);
  for (let k = reach; k < RAY_STEPS - reach; k++) {
    let sum = 0;
    for (let j = k - reach; j <= k + reach; j++) sum += sums[j] as number;
    if (sum > best) [best, at] = [sum, k];
  }
  return FROM_MM + at * STEP_MM;
}

/** The strongest edge within reach of the radius; 0 when there is none. Between steps by a parabola. */
function edgeNear(edge: Float32Array, radius: number, reachMm: number): number {
  const from = Math.max(1, Math.round((radius - reachMm - FROM_MM) / STEP_MM));
  const to = Math.min(RAY_STEPS - 2, Math.round((radius + reachMm - FROM_MM) / STEP_MM));
  let [best, at] = [LEAST_EDGE, -1];
  for (let k = from; k <= to; k++) if ((edge[k] as number) > best) [best, at] = [edge[k] as number, k];
  if (at < 0) return 0;
  const [before, after] = [edge[at - 1] as number, edge[at + 1] as number];
  const bend = before - 2 * best + after;
  return FROM_MM + (at + (bend < 0 ? (0.5 * (before - after)) / bend : 0)) * STEP_MM;
}

function described(rays: Rays, centre: Point, radius: number, density: Plane, pxPerMm: number): Ring {
  const width = lineWidth(rays, radius);
  const edges = new Float32Array(DIRECTIONS).fill(Number.NaN);
  const ink = new Float32Array(DIRECTIONS).fill(Number.NaN);
  const [from, to] = [Math.round((radius - width - FROM_MM) / STEP_MM), Math.round((radius - FROM_MM) / STEP_MM)];
  const [right, bottom] = [density.width / pxPerMm, density.height / pxPerMm];
  for (let i = 0; i < DIRECTIONS; i++) {
    const [x, y] = [centre.x + (SIN[i] as number) * radius, centre.y - (COS[i] as number) * radius];
    if (x < 0.5 || y < 0.5 || x > right - 0.5 || y > bottom - 0.5) continue;
    const ray = rays[i] as Float32Array;
    let sum = 0;
    for (let k = from; k <= to; k++) sum += ray[k] as number;
    ink[i] = sum / (to - from + 1);
    const edge = edgeNear(edgesAlong(ray), radius, ON_CIRCLE_MM * 1.5);
    if (edge > 0 && Math.abs(edge - radius) <= ON_CIRCLE_MM) edges[i] = edge;
  }
  const sorted = ink.filter((value) => value >= 0).sort();
  const typical = sorted[Math.floor(sorted.length * 0.75)] ?? 0;
  const inked = Math.max(LEAST_EDGE, typical * 0.3);
  return {
    centre,
    radius,
    width,
    edges,
    ink,
    widths: widthsOf(rays, radius, ink, inked),
    inked,
    outside: outsideOf(rays, radius, ink, inked),
  };
}

/** Outside of the ring is looked at this far: presses lie closer than that when a seal is pressed twice by mistake. */
const OUTSIDE_MM = { from: 0.4, to: 2.5 } as const;

function outsideOf(rays: Rays, radius: number, ink: Float32Array, inked: number): number {
  let [inky, n] = [0, 0];
  const [from, to] = [OUTSIDE_MM.from, OUTSIDE_MM.to].map((mm) => Math.round((radius + mm - FROM_MM) / STEP_MM)) as [number, number];
  for (let i = 0; i < DIRECTIONS; i++) {
    if (Number.isNaN(ink[i])) continue;
    n++;
    const ray = rays[i] as Float32Array;
    let run = 0;
    for (let k = from; k < Math.min(to, RAY_STEPS); k++) {
      run = (ray[k] as number) > inked ? run + 1 : 0;
      // A dot is dust.
      if (run * STEP_MM < 0.3) continue;
      inky++;
      break;
    }
  }
  return n === 0 ? 0 : inky / n;
}

/** Where a seal slid the ink fades out: widths are taken low on the line's sides, where it is not so faint that they are noise. */
const LOW = 0.25;
const CLEAR_INK = 15;

/** Directions to either side that a width is taken over: grain and strokes of print even out. */
const WIDTH_REACH = 3;

function widthsOf(rays: Rays, radius: number, ink: Float32Array, inked: number): Float32Array {
  const widths = new Float32Array(DIRECTIONS).fill(Number.NaN);
  const mean = new Float32Array(RAY_STEPS);
  const outer = Math.round((radius - FROM_MM) / STEP_MM);
  const reach = Math.round(1 / STEP_MM);
  for (let i = 0; i < DIRECTIONS; i++) {
    if (!((ink[i] as number) > inked)) continue;
    mean.fill(0);
    for (let j = i - WIDTH_REACH; j <= i + WIDTH_REACH; j++) {
      const ray = rays[(j + DIRECTIONS) % DIRECTIONS] as Float32Array;
      for (let k = 0; k < RAY_STEPS; k++) mean[k] = (mean[k] as number) + (ray[k] as number);
    }
    let [peak, at] = [0, outer];
    for (let k = outer - 2 * reach; k <= outer + reach && k < RAY_STEPS; k++)
      if ((mean[k] as number) > peak) [peak, at] = [mean[k] as number, k];
    const level = peak * (inked > CLEAR_INK ? LOW : 0.5);
    widths[i] = (crossing(mean, at, level, 1) - crossing(mean, at, level, -1)) * STEP_MM;
  }
  return widths;
}

/** Where a profile falls below a level, going out from a place; between steps. */
function crossing(profile: Float32Array, from: number, level: number, step: 1 | -1): number {
  let k = from;
  while (k > 0 && k < profile.length - 1 && (profile[k] as number) >= level) k += step;
  const [below, above] = [profile[k] as number, profile[k - step] as number];
  return above > below ? k - (step * (level - below)) / (above - below) : k;
}

/** Full width at half height of the line in the mean of all rays. */
function lineWidth(rays: Rays, radius: number): number {
  const mean = new Float32Array(RAY_STEPS);
  for (const ray of rays) for (let k = 0; k < RAY_STEPS; k++) mean[k] = (mean[k] as number) + (ray[k] as number);
  const outer = Math.min(RAY_STEPS - 1, Math.round((radius - FROM_MM) / STEP_MM));
  let peak = 0;
  let at = outer;
  for (let k = outer; k > outer - 1.2 / STEP_MM && k > 0; k--) if ((mean[k] as number) > peak) [peak, at] = [mean[k] as number, k];
  let inner = at;
  while (inner > 0 && (mean[inner] as number) > peak / 2) inner--;
  return Math.max(0.3, Math.min(2.5, (outer - inner) * STEP_MM));
}
