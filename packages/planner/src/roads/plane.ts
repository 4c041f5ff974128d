import type { Place } from '../model/units.ts';

/** Of the mean sphere (radius 6,371,008.8 m, IUGG 1980). */
const METRES_PER_DEGREE = 111_195.08;

/** Metres east and north of a county's own point: within 100 km of it, wrong by less than the sphere is for the ellipsoid. */
export interface Plane {
  readonly perLon: number;
  readonly perLat: number;
  readonly origin: Place;
}

export function planeAt(origin: Place): Plane {
  return { origin, perLat: METRES_PER_DEGREE, perLon: METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180) };
}

/** A plane through the middle of the places. */
export function planeOf(places: readonly Place[]): Plane {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { lon, lat } of places) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return planeAt(places.length === 0 ? { lon: 0, lat: 0 } : { lon: (west + east) / 2, lat: (south + north) / 2 });
}

export function xOf(plane: Plane, lon: number): number {
  return (lon - plane.origin.lon) * plane.perLon;
}

export function yOf(plane: Plane, lat: number): number {
  return (lat - plane.origin.lat) * plane.perLat;
}

/** Places as metres, `x` and `y` in turn. */
export function flatten(plane: Plane, places: readonly Place[]): Float64Array {
  const flat = new Float64Array(places.length * 2);
  for (const [i, { lon, lat }] of places.entries()) {
    flat[2 * i] = xOf(plane, lon);
    flat[2 * i + 1] = yOf(plane, lat);
  }
  return flat;
}

export function placeAt(plane: Plane, x: number, y: number): Place {
  return { lon: plane.origin.lon + x / plane.perLon, lat: plane.origin.lat + y / plane.perLat };
}
