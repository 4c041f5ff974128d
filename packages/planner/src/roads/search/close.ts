import type { Closure } from '../../model/county.ts';
import { chainsOf, type RoadNetwork } from '../network/network.ts';
import type { SiteGraph } from './site-graph.ts';

/** Closed parts of chains, in metres from the chain's first point. */
export type ClosedParts = ReadonlyMap<number, readonly { readonly begin: number; readonly end: number }[]>;

const METRES_PER_E7 = 111_195.08 / 1e7;
/** Around a place that is given without a radius. */
const DEFAULT_RADIUS_METRES = 50;

/** Where on the stretch from (ax, ay) by (dx, dy) a circle around 0 with this radius lies, as parts of the stretch; null where nowhere. */
function within(ax: number, ay: number, dx: number, dy: number, radius: number): readonly [number, number] | null {
  const a = dx * dx + dy * dy;
  const b = ax * dx + ay * dy;
  const c = ax * ax + ay * ay - radius * radius;
  if (a === 0) return c <= 0 ? [0, 1] : null;
  const root = b * b - a * c;
  if (root < 0) return null;
  const begin = (-b - Math.sqrt(root)) / a;
  const end = (-b + Math.sqrt(root)) / a;
  return begin > 1 || end < 0 ? null : [Math.max(0, begin), Math.min(1, end)];
}

/** What of the roads a closure takes away; empty where it names no road of the network. */
export function closedParts(network: RoadNetwork, closure: Closure): ClosedParts {
  const { starts, lons, lats, metres, ways, wayIds } = network;
  const named = new Set(closure.ways ?? []);
  const { place } = closure;
  const radius = closure.radiusMetres ?? DEFAULT_RADIUS_METRES;
  const [lon, lat] = place ? [place.lon * 1e7, place.lat * 1e7] : [0, 0];
  const perLon = METRES_PER_E7 * Math.cos(((lat / 1e7) * Math.PI) / 180);
  const parts = new Map<number, { begin: number; end: number }[]>();
  const close = (chain: number, begin: number, end: number): void => {
    const known = parts.get(chain) ?? [];
    const last = known.at(-1);
    if (last && last.end >= begin) last.end = Math.max(last.end, end);
    else known.push({ begin, end });
    parts.set(chain, known);
  };
  for (let c = 0; c < chainsOf(network); c++) {
    for (let p = starts[c] as number; p + 1 < (starts[c + 1] as number); p++) {
      const [begin, end] = [metres[p] as number, metres[p + 1] as number];
      if (named.size > 0 && named.has(wayIds[ways[p] as number] as number)) close(c, begin, end);
      if (!place) continue;
      const [ax, ay] = [((lons[p] as number) - lon) * perLon, ((lats[p] as number) - lat) * METRES_PER_E7];
      const [bx, by] = [((lons[p + 1] as number) - lon) * perLon, ((lats[p + 1] as number) - lat) * METRES_PER_E7];
      if (Math.min(ax, bx) > radius || Math.max(ax, bx) < -radius || Math.min(ay, by) > radius || Math.max(ay, by) < -radius) continue;
      const part = within(ax, ay, bx - ax, by - ay, radius);
      if (part) close(c, begin + (end - begin) * part[0], begin + (end - begin) * part[1]);
    }
  }
  return parts;
}

/** Marks the links that any of the closures touches; a mask over the graph, which itself stays as it is. */
export function closedLinks(graph: SiteGraph, closures: readonly ClosedParts[]): Uint8Array {
  const { stretches, starts, parts } = graph;
  const isClosed = new Uint8Array(graph.from.length);
  for (let l = 0; l < isClosed.length; l++) {
    for (let i = starts[l] as number; i < (starts[l + 1] as number) && isClosed[l] === 0; i++) {
      const s = parts[i] as number;
      const [begin, end] = [stretches.begin[s] as number, stretches.end[s] as number];
      for (const closure of closures) {
        const closed = closure.get(stretches.chain[s] as number);
        // Touching at an end is not overlapping: the next way is open.
        if (closed?.some((part) => part.begin < end && part.end > begin)) isClosed[l] = 1;
      }
    }
  }
  return isClosed;
}
