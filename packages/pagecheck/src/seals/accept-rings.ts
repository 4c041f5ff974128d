import type { Plane } from '../capture/image.ts';
import { ringCentres } from './find-rings.ts';
import { DIRECTIONS, measureRing, ON_CIRCLE_MM, type Ring } from './ring.ts';
import { offCircle } from './strike.ts';

/** Part of the circle on the sheet whose edge must be seen, and not be the edge of a ring found before. */
const LEAST_EDGE = 0.3;
/** The same for a seal pressed across the edges of fanned sheets: a middle one of five shows an eighth of the ring. Its edge must be exact. */
const LEAST_EDGE_OF_SEAM = 0.15;
const EXACT_MM = 0.09;
/** The last strip ends at the edge, about. */
const NEAR_EDGE_MM = 2;
/** Directions from the edge that must be inked: the narrowest parts show some 15. */
const AT_EDGE = 10;
/** Where less than this part is seen, its edge must lie on the circle more exactly: other curves cross a circle, a ring follows it. */
const PLENTY = 0.5;
const ROUND_MM = 0.13;
/** No ring's line is as broad; a smear may be, when the whole of it is seen. */
const BROAD_MM = 2.2;
const CONCENTRIC_MM = 0.5;
/** The line must be this much darker than what lies within it, in the mean: a disc is no ring. */
const LEAST_STANDS_OUT = 0.4;

/** The rings of round seals on a sheet, the clearest first. Each edge counts for one ring only, so two seals make no third one between them. */
export function findRings(density: Plane, pxPerMm: number): readonly Ring[] {
  const candidates = ringCentres(density, pxPerMm)
    .map((centre) => measureRing(density, pxPerMm, centre))
    .filter((ring) => ring !== null)
    .map((ring) => ({ ring, seen: edgeSeen(ring, []) }))
    .filter(({ ring, seen }) => seen >= leastSeen(ring, density, pxPerMm))
    .sort((p, q) => q.seen - p.seen);
  const found: Ring[] = [];
  for (const { ring } of candidates) {
    if (found.some((other) => isInside(ring, other))) continue;
    if (edgeSeen(ring, found) >= leastSeen(ring, density, pxPerMm) && isRound(ring) && standsOut(density, pxPerMm, ring)) found.push(ring);
  }
  return found;
}

/** The second, thinner line that some seals have within their ring. */
const isInside = ({ centre, radius }: Ring, outer: Ring): boolean =>
  Math.hypot(centre.x - outer.centre.x, centre.y - outer.centre.y) < CONCENTRIC_MM && radius < outer.radius;

/** Part of the circle on the sheet with an edge of its own. */
function edgeSeen(ring: Ring, others: readonly Ring[]): number {
  let [own, onSheet] = [0, 0];
  for (let i = 0; i < DIRECTIONS; i++) {
    if (Number.isNaN(ring.ink[i])) continue;
    onSheet++;
    const edge = ring.edges[i] as number;
    if (Number.isNaN(edge)) continue;
    const angle = (i * 2 * Math.PI) / DIRECTIONS;
    const [x, y] = [ring.centre.x + Math.sin(angle) * edge, ring.centre.y - Math.cos(angle) * edge];
    if (others.every(({ centre, radius }) => Math.abs(Math.hypot(x - centre.x, y - centre.y) - radius) > ON_CIRCLE_MM)) own++;
  }
  return onSheet < DIRECTIONS / 12 ? 0 : own / onSheet;
}

function leastSeen(ring: Ring, { width, height }: Plane, pxPerMm: number): number {
  const { x, y } = ring.centre;
  const reach = Math.min(x, y, width / pxPerMm - x, height / pxPerMm - y);
  return reach < ring.radius + NEAR_EDGE_MM && offCircle(ring) < EXACT_MM && meetsEdge(ring) ? LEAST_EDGE_OF_SEAM : LEAST_EDGE;
}

/** A seal cut by the edge has ink right up to it, at every place where its ring crosses it. */
function meetsEdge({ ink, inked }: Ring): boolean {
  for (let i = 0; i < DIRECTIONS; i++) {
    const at = (k: number): number => ink[(i + k + DIRECTIONS) % DIRECTIONS] as number;
    if (!Number.isNaN(at(0))) continue;
    for (const side of [1, -1]) {
      if (Number.isNaN(at(side))) continue;
      let inky = 0;
      for (let k = 1; k <= AT_EDGE; k++) if (at(side * k) > inked) inky++;
      if (inky < AT_EDGE * 0.6) return false;
    }
  }
  return true;
}

const isRound = (ring: Ring): boolean => (offCircle(ring) < ROUND_MM && ring.width < BROAD_MM) || edgeSeen(ring, []) > PLENTY;

function standsOut(density: Plane, pxPerMm: number, { centre, radius, ink, inked }: Ring): boolean {
  const lines = ink.filter((value) => value > inked);
  const line = lines.reduce((sum, value) => sum + value, 0) / Math.max(1, lines.length);
  let [within, n] = [0, 0];
  const reach = radius - 3;
  for (let y = -reach; y <= reach; y += 0.5) {
    for (let x = -reach; x <= reach; x += 0.5) {
      if (Math.hypot(x, y) > reach) continue;
      const [px, py] = [Math.round((centre.x + x) * pxPerMm), Math.round((centre.y + y) * pxPerMm)];
      if (px < 0 || py < 0 || px >= density.width || py >= density.height) continue;
      within += density.data[py * density.width + px] as number;
      n++;
    }
  }
  return n === 0 || 1 - within / n / line > LEAST_STANDS_OUT;
}
