import type { Place } from '../src/model/units.ts';
import type { RoadNetwork } from '../src/roads/network/network.ts';

/** A stretch between two neighbouring points, as it may be driven. */
interface Edge {
  from: string;
  to: string;
  seconds: number;
}

const METRES_PER_DEGREE = 111_195.08;

/**
 * Minutes between all places by Bellman and Ford over every point of the network, each place cut into its nearest stretch by looking
 * at all of them: slow, and without chains, grids, masks or heaps. Ways named closed are taken out. Knows only all-class vehicles.
 */
export function plainMinutes(network: RoadNetwork, places: readonly Place[], closed: ReadonlySet<number>): Float64Array {
  const { starts, lons, lats, forth, back, ways, wayIds, directions } = network;
  const perLon = METRES_PER_DEGREE * Math.cos((((Math.min(...lats) + Math.max(...lats)) / 2e7) * Math.PI) / 180);
  const key = (p: number): string => `${lons[p]} ${lats[p]}`;
  const stretches: { p: number; chain: number }[] = [];
  for (const chain of directions.keys()) {
    for (let p = starts[chain] as number; p + 1 < (starts[chain + 1] as number); p++) stretches.push({ p, chain });
  }
  const all: Edge[] = stretches.flatMap(({ p, chain }) => edges(p, chain, key(p), key(p + 1), 0, 1));
  const joined = mainPiece(all);
  const cuts = new Map<number, { site: string; part: number }[]>();
  const off: (number | null)[] = places.map((place, i) => {
    let [least, nearest, best] = [Infinity, Infinity, { p: -1, part: 0 }];
    for (const { p } of stretches) {
      const [ax, ay] = [((lons[p] as number) / 1e7 - place.lon) * perLon, ((lats[p] as number) / 1e7 - place.lat) * METRES_PER_DEGREE];
      const [bx, by] = [
        ((lons[p + 1] as number) / 1e7 - place.lon) * perLon,
        ((lats[p + 1] as number) / 1e7 - place.lat) * METRES_PER_DEGREE,
      ];
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const part = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(ax * (bx - ax) + ay * (by - ay)) / length2));
      const metres = Math.hypot(ax + part * (bx - ax), ay + part * (by - ay));
      nearest = Math.min(nearest, metres);
      if (metres >= least || !joined.has(key(p)) || !joined.has(key(p + 1))) continue;
      [least, best] = [metres, { p, part }];
    }
    if (least > (nearest + 1 < least ? 300 : 2000)) return null;
    cuts.set(best.p, [...(cuts.get(best.p) ?? []), { site: `site ${i}`, part: best.part }]);
    return least;
  });
  function edges(p: number, chain: number, from: string, to: string, begin: number, end: number): Edge[] {
    const part = end - begin;
    const there = { from, to, seconds: ((forth[p + 1] as number) - (forth[p] as number)) * part };
    const home = { from: to, to: from, seconds: ((back[p + 1] as number) - (back[p] as number)) * part };
    return [...(((directions[chain] as number) & 1) !== 0 ? [there] : []), ...(((directions[chain] as number) & 2) !== 0 ? [home] : [])];
  }
  const open = stretches
    .filter(({ p }) => !closed.has(wayIds[ways[p] as number] as number))
    .flatMap(({ p, chain }) => {
      const stops = [...(cuts.get(p) ?? [])].sort((a, b) => a.part - b.part);
      const line = [{ site: key(p), part: 0 }, ...stops, { site: key(p + 1), part: 1 }];
      return line.slice(1).flatMap((next, i) => {
        const before = line[i] as (typeof line)[number];
        return edges(p, chain, before.site, next.site, before.part, next.part);
      });
    });
  const minutes = new Float64Array(places.length ** 2).fill(Infinity);
  for (const [i, offI] of off.entries()) {
    const seconds = offI === null ? new Map<string, number>() : reach(open, `site ${i}`);
    for (const [j, offJ] of off.entries()) {
      const time = seconds.get(`site ${j}`);
      if (i === j) minutes[i * places.length + j] = 0;
      else if (time !== undefined && offI !== null && offJ !== null)
        minutes[i * places.length + j] = time / 60 + ((offI + offJ) * 0.06) / 8;
    }
  }
  return minutes;
}

function reach(edges: readonly Edge[], from: string): Map<string, number> {
  const seconds = new Map([[from, 0]]);
  for (let isNews = true; isNews; ) {
    isNews = false;
    for (const edge of edges) {
      const time = (seconds.get(edge.from) ?? Infinity) + edge.seconds;
      if (time >= (seconds.get(edge.to) ?? Infinity)) continue;
      seconds.set(edge.to, time);
      isNews = true;
    }
  }
  return seconds;
}

/** Points that can be reached from the point with most others around, and from which it can be reached. */
function mainPiece(edges: readonly Edge[]): Set<string> {
  const turned = edges.map(({ from, to, seconds }) => ({ from: to, to: from, seconds }));
  let best = new Set<string>();
  const left = new Set(edges.map(({ from }) => from));
  while (left.size > 0) {
    const [start] = left;
    if (start === undefined) break;
    const back = reach(turned, start);
    const piece = new Set([...reach(edges, start).keys()].filter((point) => back.has(point)));
    for (const point of piece) left.delete(point);
    if (piece.size > best.size) best = piece;
  }
  return best;
}
