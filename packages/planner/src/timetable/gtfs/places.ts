import type { Depot, LineStop, Village } from '../../model/county.ts';
import type { Place } from '../../model/units.ts';
import type { Feed } from './feed.ts';
import { idOf, named, type Row } from './table.ts';

const degrees = (value: number): string => value.toFixed(6);

const stopRow = (id: string, name: string, { lon, lat }: Place, description?: string): Row => ({
  stop_id: id,
  stop_name: name,
  ...(description ? { stop_desc: description } : {}),
  stop_lat: degrees(lat),
  stop_lon: degrees(lon),
  location_type: 0,
});

/** Where the mobile service stands in a village. */
export function villageStop(feed: Feed, village: Village): string {
  const id = idOf('village', village.id);
  feed.stops.set(id, stopRow(id, named(village.name, village.id), village.place, feed.county.notices?.meetAt?.[village.id]));
  return id;
}

export function depotStop(feed: Feed, depot: Depot): string {
  const id = idOf('depot', depot.id);
  feed.stops.set(id, stopRow(id, named(depot.name, depot.id), depot.place));
  return id;
}

/** Lines share a stop when it has one name and one place (to about a metre). */
export function lineStop(feed: Feed, { name, place }: LineStop): string {
  const id = idOf('stop', name, place.lon.toFixed(5), place.lat.toFixed(5));
  feed.stops.set(id, stopRow(id, named(name), place));
  return id;
}
