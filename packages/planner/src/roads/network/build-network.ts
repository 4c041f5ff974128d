import { growBytes, growInts } from '../osm/growing.ts';
import { FLAGS, type OsmRoads } from '../osm/read-osm.ts';
import { speedOn } from '../speeds.ts';
import type { RoadNetwork } from './network.ts';
import type { Segments } from './segments.ts';

const DEGREES = 180 / Math.PI;

/** Which way a segment may be driven when it is walked from `node`: 1 onwards, 2 back. */
function directionFrom(roads: OsmRoads, segments: Segments, s: number, node: number): number {
  const flags = (roads.flags[segments.way[s] as number] as number) & (FLAGS.forward | FLAGS.backward);
  if (segments.from[s] === node) return flags;
  return ((flags & FLAGS.forward) !== 0 ? 2 : 0) | ((flags & FLAGS.backward) !== 0 ? 1 : 0);
}

/** A node where a chain goes on: just two segments, of one class, that are driven the same way. */
function isBend(roads: OsmRoads, segments: Segments, node: number): boolean {
  const first = segments.starts[node] as number;
  if ((segments.starts[node + 1] as number) - first !== 2) return false;
  const [s, t] = [segments.at[first] as number, segments.at[first + 1] as number];
  if (s === t) return false;
  const [v, w] = [segments.way[s] as number, segments.way[t] as number];
  if (roads.classes[v] !== roads.classes[w]) return false;
  const onS = directionFrom(roads, segments, s, node);
  const onT = directionFrom(roads, segments, t, node);
  return onS === (((onT & 1) << 1) | (onT >> 1));
}

/** Degrees that a chain turns, for each km of it. */
function bendsPerKm(xs: Float64Array, ys: Float64Array, count: number, metres: number): number {
  let turned = 0;
  for (let i = 1; i + 1 < count; i++) {
    const [ax, ay] = [(xs[i] as number) - (xs[i - 1] as number), (ys[i] as number) - (ys[i - 1] as number)];
    const [bx, by] = [(xs[i + 1] as number) - (xs[i] as number), (ys[i + 1] as number) - (ys[i] as number)];
    turned += Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
  }
  return metres > 0 ? (turned * DEGREES * 1000) / metres : 0;
}

/** `heights` of each node in metres, NaN where unknown; null takes the roads for level. */
export function buildNetwork(name: string, roads: OsmRoads, segments: Segments, heights: Float64Array | null): RoadNetwork {
  const nodes = roads.lons.length;
  const junctionOf = new Int32Array(nodes).fill(-1);
  let junctions = 0;
  const isDone = new Uint8Array(segments.way.length);
  const starts = growInts();
  const points = growInts();
  const ways = growInts();
  const heads = growInts();
  const tails = growInts();
  const classes = growBytes();
  const directions = growBytes();

  const isBreak = new Uint8Array(nodes);
  for (let n = 0; n < nodes; n++) isBreak[n] = segments.starts[n] === segments.starts[n + 1] || isBend(roads, segments, n) ? 0 : 1;
  const junction = (node: number): number => {
    if (junctionOf[node] === -1) junctionOf[node] = junctions++;
    return junctionOf[node] as number;
  };
  const walk = (from: number, along: number): void => {
    starts.push(points.length);
    heads.push(junction(from));
    classes.push(roads.classes[segments.way[along] as number] as number);
    directions.push(directionFrom(roads, segments, along, from));
    points.push(from);
    let node = from;
    for (let s = along; ; ) {
      isDone[s] = 1;
      ways.push(segments.way[s] as number);
      node = segments.from[s] === node ? (segments.to[s] as number) : (segments.from[s] as number);
      points.push(node);
      if (isBreak[node] === 1) break;
      const first = segments.starts[node] as number;
      s = segments.at[first] === s ? (segments.at[first + 1] as number) : (segments.at[first] as number);
    }
    ways.push(ways.list[ways.length - 1] as number);
    tails.push(junction(node));
  };
  for (let n = 0; n < nodes; n++) {
    if (isBreak[n] === 0) continue;
    for (let i = segments.starts[n] as number; i < (segments.starts[n + 1] as number); i++) {
      const s = segments.at[i] as number;
      if (isDone[s] === 0) walk(n, s);
    }
  }
  // What is left are rings that meet nothing else.
  for (let s = 0; s < isDone.length; s++) {
    if (isDone[s] === 1) continue;
    isBreak[segments.from[s] as number] = 1;
    walk(segments.from[s] as number, s);
  }
  starts.push(points.length);
  return {
    name,
    junctions,
    starts: starts.trimmed(),
    ...measure(roads, starts.trimmed(), points.trimmed(), ways.trimmed(), heights),
    ways: ways.trimmed(),
    wayIds: roads.wayIds,
    heads: heads.trimmed(),
    tails: tails.trimmed(),
    classes: classes.trimmed(),
    directions: directions.trimmed(),
  };
}

type Measured = Pick<RoadNetwork, 'lons' | 'lats' | 'metres' | 'forth' | 'back'>;

/** Places, lengths and seconds along the chains. */
function measure(roads: OsmRoads, starts: Int32Array, points: Int32Array, ways: Int32Array, heights: Float64Array | null): Measured {
  const count = points.length;
  const lons = new Int32Array(count);
  const lats = new Int32Array(count);
  const metres = new Float32Array(count);
  const forth = new Float32Array(count);
  const back = new Float32Array(count);
  let xs = new Float64Array(64);
  let ys = new Float64Array(64);
  for (let c = 0; c + 1 < starts.length; c++) {
    const first = starts[c] as number;
    const size = (starts[c + 1] as number) - first;
    if (size > xs.length) {
      xs = new Float64Array(size * 2);
      ys = new Float64Array(size * 2);
    }
    const perLat = 111_195.08 / 1e7;
    const perLon = perLat * Math.cos((((roads.lats[points[first] as number] as number) / 1e7) * Math.PI) / 180);
    for (let i = 0; i < size; i++) {
      const node = points[first + i] as number;
      lons[first + i] = roads.lons[node] as number;
      lats[first + i] = roads.lats[node] as number;
      xs[i] = (roads.lons[node] as number) * perLon;
      ys[i] = (roads.lats[node] as number) * perLat;
    }
    const lengths = (i: number): number => Math.hypot((xs[i] as number) - (xs[i - 1] as number), (ys[i] as number) - (ys[i - 1] as number));
    let length = 0;
    for (let i = 1; i < size; i++) length += lengths(i);
    const bends = bendsPerKm(xs, ys, size, length);
    let [along, there, home] = [0, 0, 0];
    for (let i = 1; i < size; i++) {
      const step = lengths(i);
      const kmh = roads.kmh[ways[first + i - 1] as number] as number;
      const rise =
        heights === null ? 0 : (heights[points[first + i] as number] as number) - (heights[points[first + i - 1] as number] as number);
      const grade = step > 0 ? rise / step : 0;
      along += step;
      there += (step * 3.6) / speedOn(kmh, grade, bends);
      home += (step * 3.6) / speedOn(kmh, -grade, bends);
      metres[first + i] = along;
      forth[first + i] = there;
      back[first + i] = home;
    }
  }
  return { lons, lats, metres, forth, back };
}
