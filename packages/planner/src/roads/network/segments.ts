import { NO_PLACE, type OsmRoads } from '../osm/read-osm.ts';

/** Stretches between two neighbouring nodes of a way, and which of them meet at each node. */
export interface Segments {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly way: Int32Array;
  readonly metres: Float64Array;
  /** Segments at node `n`: `at.slice(starts[n], starts[n + 1])`. */
  readonly starts: Int32Array;
  readonly at: Int32Array;
}

const METRES_PER_E7 = 111_195.08 / 1e7;
const RADIANS_PER_E7 = Math.PI / 180 / 1e7;

function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const perLon = METRES_PER_E7 * Math.cos(((latA + latB) / 2) * RADIANS_PER_E7);
  return Math.hypot((lonB - lonA) * perLon, (latB - latA) * METRES_PER_E7);
}

/** Nodes that the extract lacks leave a gap; two nodes in one place are one step of no length. */
export function segmentsOf({ lons, lats, starts: wayStarts, refs, wayIds }: OsmRoads): Segments {
  const most = refs.length;
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  const way = new Int32Array(most);
  const metres = new Float64Array(most);
  const starts = new Int32Array(lons.length + 1);
  let count = 0;
  for (let w = 0; w < wayIds.length; w++) {
    for (let i = wayStarts[w] as number; i + 1 < (wayStarts[w + 1] as number); i++) {
      const [a, b] = [refs[i] as number, refs[i + 1] as number];
      if (a === b || lons[a] === NO_PLACE || lons[b] === NO_PLACE) continue;
      from[count] = a;
      to[count] = b;
      way[count] = w;
      metres[count] = metresBetween(lons[a] as number, lats[a] as number, lons[b] as number, lats[b] as number);
      starts[a + 1] = (starts[a + 1] as number) + 1;
      starts[b + 1] = (starts[b + 1] as number) + 1;
      count++;
    }
  }
  for (let n = 0; n < lons.length; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const fill = starts.slice();
  const at = new Int32Array(count * 2);
  for (let s = 0; s < count; s++) {
    for (const node of [from[s] as number, to[s] as number]) {
      at[fill[node] as number] = s;
      fill[node] = (fill[node] as number) + 1;
    }
  }
  return {
    from: from.subarray(0, count),
    to: to.subarray(0, count),
    way: way.subarray(0, count),
    metres: metres.subarray(0, count),
    starts,
    at,
  };
}
