import type { Land } from '../heights/land.ts';
import { FLAGS, type OsmRoads } from '../osm/read-osm.ts';
import type { Segments } from './segments.ts';

/** SRTM is off by some metres from one sample to the next; a road is not. Smoothed over about a hundred metres of road. */
const ROUNDS = 10;
const REACH_METRES = 60;

/** Between its ends a bridge or tunnel rises evenly, whatever the land does. */
function levelBridges(roads: OsmRoads, segments: Segments, heights: Float64Array): void {
  const { starts, refs, flags } = roads;
  let s = 0;
  for (let w = 0; w < flags.length; w++) {
    const first = s;
    while (s < segments.way.length && segments.way[s] === w) s++;
    if (((flags[w] as number) & FLAGS.offGround) === 0 || s === first) continue;
    const last = (starts[w + 1] as number) - 1;
    const begin = heights[refs[starts[w] as number] as number] as number;
    const end = heights[refs[last] as number] as number;
    let length = 0;
    for (let i = first; i < s; i++) length += segments.metres[i] as number;
    let along = 0;
    for (let i = first; i < s - 1; i++) {
      along += segments.metres[i] as number;
      heights[segments.to[i] as number] = begin + ((end - begin) * along) / (length || 1);
    }
  }
}

/** Metres above the sea of each node; NaN where the files do not tell. */
export function roadHeights(roads: OsmRoads, segments: Segments, land: Land): Float64Array {
  const { lons, lats } = roads;
  let heights = Float64Array.from(lons, (lon, i) => land.metresAt(lon / 1e7, (lats[i] as number) / 1e7));
  levelBridges(roads, segments, heights);
  const weights = segments.metres.map((metres) => Math.exp(-((metres / REACH_METRES) ** 2)));
  for (let round = 0; round < ROUNDS; round++) {
    const sums = heights.slice();
    const totals = new Float64Array(lons.length).fill(1);
    for (let s = 0; s < weights.length; s++) {
      const [a, b, weight] = [segments.from[s] as number, segments.to[s] as number, weights[s] as number];
      const [atA, atB] = [heights[a] as number, heights[b] as number];
      if (Number.isNaN(atA) || Number.isNaN(atB)) continue;
      sums[a] = (sums[a] as number) + weight * atB;
      totals[a] = (totals[a] as number) + weight;
      sums[b] = (sums[b] as number) + weight * atA;
      totals[b] = (totals[b] as number) + weight;
    }
    heights = sums.map((sum, i) => sum / (totals[i] as number));
  }
  return heights;
}
