import type { Place } from '../model/units.ts';
import { flatten, type Plane, placeAt } from './plane.ts';

/** Straight ways around zones: from any site to any other, in metres, and through which corners. */
export interface Flights {
  /** `sites × sites`, row by row; Infinity where a site lies in a zone or is walled in. */
  readonly metres: Float64Array;
  /** The places along the way, both ends included; null where there is none. */
  wayBetween(from: number, to: number): readonly Place[] | null;
}

/** Corners stand off this far, so that a way around a zone does not graze it. */
const CLEARANCE_METRES = 5;

/** Twice the signed area of the triangle: above 0 when `c` is left of `a` → `b`. */
function turn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function isInside(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [xi, yi] = [ring[i] as number, ring[i + 1] as number];
    const [xj, yj] = [ring[j] as number, ring[j + 1] as number];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function crosses(ring: Float64Array, ax: number, ay: number, bx: number, by: number): boolean {
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [px, py] = [ring[j] as number, ring[j + 1] as number];
    const [qx, qy] = [ring[i] as number, ring[i + 1] as number];
    if (turn(ax, ay, bx, by, px, py) > 0 === turn(ax, ay, bx, by, qx, qy) > 0) continue;
    if (turn(px, py, qx, qy, ax, ay) > 0 !== turn(px, py, qx, qy, bx, by) > 0) return true;
  }
  return false;
}

/** Corners moved outwards along their bisector; those that then lie in another zone are no way. */
function cornersOf(rings: readonly Float64Array[]): Float64Array {
  const corners: number[] = [];
  for (const ring of rings) {
    const count = ring.length;
    for (let i = 0; i < count; i += 2) {
      const [x, y] = [ring[i] as number, ring[i + 1] as number];
      const [px, py] = [ring[(i + count - 2) % count] as number, ring[(i + count - 1) % count] as number];
      const [nx, ny] = [ring[(i + 2) % count] as number, ring[(i + 3) % count] as number];
      const [p, n] = [Math.hypot(x - px, y - py) || 1, Math.hypot(x - nx, y - ny) || 1];
      const [dx, dy] = [(x - px) / p + (x - nx) / n, (y - py) / p + (y - ny) / n];
      const length = Math.hypot(dx, dy);
      if (length < 1e-9) continue;
      for (const side of [1, -1]) {
        const [cx, cy] = [x + (side * CLEARANCE_METRES * dx) / length, y + (side * CLEARANCE_METRES * dy) / length];
        if (!rings.some((other) => isInside(other, cx, cy))) corners.push(cx, cy);
      }
    }
  }
  return Float64Array.from(corners);
}

function isClear(rings: readonly Float64Array[], ax: number, ay: number, bx: number, by: number): boolean {
  for (const ring of rings) if (crosses(ring, ax, ay, bx, by)) return false;
  return true;
}

/**
 * Shortest ways over the visibility graph of the zones' corners (Lozano-Pérez and Wesley 1979).
 * Height is not looked at: the route over a ridge is the drone operator's to plan.
 */
export function flyBetween(plane: Plane, places: readonly Place[], zones: readonly (readonly Place[])[]): Flights {
  const at = flatten(plane, places);
  const rings = zones.filter((outline) => outline.length >= 3).map((outline) => flatten(plane, outline));
  const corners = cornersOf(rings);
  const sites = places.length;
  const count = corners.length / 2;
  const isBarred = places.map((_, i) => rings.some((ring) => isInside(ring, at[2 * i] as number, at[2 * i + 1] as number)));
  const straight = (ax: number, ay: number, bx: number, by: number): number =>
    isClear(rings, ax, ay, bx, by) ? Math.hypot(ax - bx, ay - by) : Infinity;
  const corner = (i: number): [number, number] => [corners[2 * i] as number, corners[2 * i + 1] as number];
  const site = (i: number): [number, number] => [at[2 * i] as number, at[2 * i + 1] as number];

  // Between corners by Floyd and Warshall, with the next corner to go to.
  const between = new Float64Array(count * count).fill(Infinity);
  const next = new Int32Array(count * count).fill(-1);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      between[a * count + b] = a === b ? 0 : straight(...corner(a), ...corner(b));
      next[a * count + b] = b;
    }
  }
  for (let k = 0; k < count; k++) {
    for (let a = 0; a < count; a++) {
      const left = between[a * count + k] as number;
      if (left === Infinity) continue;
      for (let b = 0; b < count; b++) {
        if (left + (between[k * count + b] as number) >= (between[a * count + b] as number)) continue;
        between[a * count + b] = left + (between[k * count + b] as number);
        next[a * count + b] = next[a * count + k] as number;
      }
    }
  }
  // From each site to each corner: in sight, and by way of other corners.
  const sights = new Float64Array(sites * count).fill(Infinity);
  const reaches = new Float64Array(sites * count).fill(Infinity);
  const firsts = new Int32Array(sites * count).fill(-1);
  for (let i = 0; i < sites; i++) {
    if (isBarred[i]) continue;
    for (let a = 0; a < count; a++) sights[i * count + a] = straight(...site(i), ...corner(a));
    for (let a = 0; a < count; a++) {
      const sight = sights[i * count + a] as number;
      if (sight === Infinity) continue;
      for (let b = 0; b < count; b++) {
        const length = sight + (between[a * count + b] as number);
        if (length >= (reaches[i * count + b] as number)) continue;
        reaches[i * count + b] = length;
        firsts[i * count + b] = a;
      }
    }
  }
  const lastCorner = (from: number, to: number): number => {
    let best = -1;
    let least = Infinity;
    for (let b = 0; b < count; b++) {
      const length = (reaches[from * count + b] as number) + (sights[to * count + b] as number);
      if (length < least) {
        least = length;
        best = b;
      }
    }
    return best;
  };
  const metres = new Float64Array(sites * sites).fill(Infinity);
  for (let i = 0; i < sites; i++) {
    metres[i * sites + i] = 0;
    for (let j = 0; j < i; j++) {
      if (isBarred[i] || isBarred[j]) continue;
      let length = straight(...site(i), ...site(j));
      const b = length === Infinity ? lastCorner(i, j) : -1;
      if (b >= 0) length = (reaches[i * count + b] as number) + (sights[j * count + b] as number);
      metres[i * sites + j] = length;
      metres[j * sites + i] = length;
    }
  }
  return {
    metres,
    wayBetween: (from, to) => {
      const [start, end] = [places[from], places[to]];
      if (!start || !end || metres[from * sites + to] === Infinity) return null;
      if (isClear(rings, ...site(from), ...site(to))) return [start, end];
      const last = lastCorner(from, to);
      const way = [start];
      for (let a = firsts[from * count + last] as number; ; a = next[a * count + last] as number) {
        way.push(placeAt(plane, ...corner(a)));
        if (a === last) break;
      }
      return [...way, end];
    },
  };
}
