import type { Place } from '../../model/units.ts';
import type { RoadNetwork } from '../network/network.ts';
import type { Arcs } from './arcs.ts';
import type { Search } from './search.ts';
import type { SiteGraph } from './site-graph.ts';

function placeOn(network: RoadNetwork, chain: number, along: number): Place {
  const { starts, metres, lons, lats } = network;
  let p = starts[chain] as number;
  const last = (starts[chain + 1] as number) - 2;
  while (p < last && (metres[p + 1] as number) < along) p++;
  const length = (metres[p + 1] as number) - (metres[p] as number);
  const part = length > 0 ? Math.max(0, Math.min(1, (along - (metres[p] as number)) / length)) : 0;
  const between = (degrees: Int32Array): number => ((degrees[p] as number) * (1 - part) + (degrees[p + 1] as number) * part) / 1e7;
  return { lon: between(lons), lat: between(lats) };
}

/** The points of a chain from one length along it to another, both ends included. */
function pointsOn(network: RoadNetwork, chain: number, begin: number, end: number): Place[] {
  const { starts, metres, lons, lats } = network;
  const places = [placeOn(network, chain, begin)];
  for (let p = starts[chain] as number; p < (starts[chain + 1] as number); p++) {
    const along = metres[p] as number;
    if (along > begin && along < end) places.push({ lon: (lons[p] as number) / 1e7, lat: (lats[p] as number) / 1e7 });
  }
  places.push(placeOn(network, chain, end));
  return places;
}

/** The way that the search took from its source to a node, as points of the roads; null where it did not get there. */
export function trace(network: RoadNetwork, graph: SiteGraph, arcs: Arcs, search: Search, target: number): readonly Place[] | null {
  if (search.seconds[target] === Infinity) return null;
  const pieces: Place[][] = [];
  for (let node = target; (search.arrivals[node] as number) !== -1; ) {
    const link = arcs.links[search.arrivals[node] as number] as number;
    const isBack = link < 0;
    const l = isBack ? -1 - link : link;
    const points: Place[] = [];
    for (let i = graph.starts[l] as number; i < (graph.starts[l + 1] as number); i++) {
      const s = graph.parts[i] as number;
      const { stretches } = graph;
      const piece = pointsOn(network, stretches.chain[s] as number, stretches.begin[s] as number, stretches.end[s] as number);
      points.push(...(graph.isTurned[i] === 1 ? piece.reverse() : piece));
    }
    pieces.push(isBack ? points.reverse() : points);
    node = (isBack ? graph.to[l] : graph.from[l]) as number;
  }
  const line = pieces.reverse().flat();
  return line.filter((place, i) => i === 0 || place.lon !== line[i - 1]?.lon || place.lat !== line[i - 1]?.lat);
}
