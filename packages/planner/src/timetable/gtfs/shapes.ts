import type { BusLine } from '../../model/county.ts';
import type { Tour } from '../../model/plan.ts';
import type { Place } from '../../model/units.ts';
import { gridOf, simplify } from '../simplify.ts';
import { legsOf, placesOf } from '../ways.ts';
import type { Feed } from './feed.ts';
import { idOf } from './table.ts';

export interface Shape {
  /** Undefined when all of it is one point, which is no shape. */
  readonly id: string | undefined;
  /** From the shape's begin to each stop; empty where two stops share a point, since the distances of a trip have to rise. */
  readonly kilometres: readonly number[];
}

const EARTH_KM = 6371.0088;

/** Great circle, kilometres. */
function kilometresBetween(a: Place, b: Place): number {
  const radians = Math.PI / 180;
  const [dLat, dLon] = [(b.lat - a.lat) * radians, (b.lon - a.lon) * radians];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** In 1e-5 degrees, about a metre each: no rider sees the difference. */
const TOLERANCE = 15;

const thinned = (piece: readonly Place[]): readonly Place[] =>
  simplify(piece.map(gridOf), TOLERANCE).map(([x, y]) => ({ lon: x / 1e5, lat: y / 1e5 }));

/** Pieces of way, one after the other, as the points of a shape: no point twice in a row, distances strictly rising. */
function addShape(feed: Feed, id: string, pieces: readonly (readonly Place[])[]): Shape {
  let [sequence, kilometres] = [0, 0];
  let last: Place | null = null;
  const ends: number[] = [0];
  for (const piece of pieces) {
    for (const place of thinned(piece)) {
      const step = last === null ? 0 : kilometresBetween(last, place);
      // A metre is what the distances are written to: closer points would share one.
      if (last !== null && step < 0.001) continue;
      kilometres += step;
      last = place;
      feed.shapes.push({
        shape_id: id,
        shape_pt_lat: place.lat.toFixed(6),
        shape_pt_lon: place.lon.toFixed(6),
        shape_pt_sequence: ++sequence,
        shape_dist_traveled: kilometres.toFixed(4),
      });
    }
    ends.push(kilometres);
  }
  if (sequence < 2) {
    feed.shapes.length -= sequence;
    return { id: undefined, kilometres: [] };
  }
  const isRising = ends.every((end, index) => index === 0 || end > (ends[index - 1] ?? 0));
  return { id, kilometres: isRising ? ends : [] };
}

/** Along the roads where both stops are villages with a way between them, else straight. */
export function addLineShape(feed: Feed, line: BusLine): Shape {
  const car = feed.county.vehicles.find(({ travel }) => travel.kind === 'road');
  const pieces = line.stops.slice(1).map((to, index) => {
    const from = line.stops[index] ?? to;
    const isKnown = car && from.village && to.village;
    const road = isKnown ? feed.way(car.id, feed.plan.from, `village:${from.village}`, `village:${to.village}`)?.line : undefined;
    return road && road.length > 1 ? [from.place, ...road, to.place] : [from.place, to.place];
  });
  return addShape(feed, idOf('line', line.id), pieces);
}

/** The way of a tour; vehicles that come by the same way share one shape. */
export function addTourShape(feed: Feed, tour: Tour, known: Map<string, Shape>): Shape {
  const pieces = legsOf(feed.county, tour, feed.way, placesOf(feed.county)).map(({ places }) => places);
  const key = JSON.stringify(pieces);
  const shape = known.get(key) ?? addShape(feed, idOf('way', `${known.size + 1}`), pieces);
  known.set(key, shape);
  return shape;
}
