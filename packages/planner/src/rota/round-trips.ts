import { dateOn, workingDays } from '../demand/calendar.ts';
import type { County } from '../model/county.ts';
import type { Travel } from '../model/travel.ts';

/** By village: minutes of the shortest way from a depot to it and back by any road vehicle on any day; none where there is no way. */
export function shortestRoundTrips(county: County, travel: Travel): ReadonlyMap<string, number> {
  const sites = new Map(travel.sites.map((site, at) => [site, at]));
  const pairs = new Map<string, readonly [number, number, number]>();
  for (const day of workingDays(county)) {
    for (const vehicle of county.vehicles.filter((it) => it.travel.kind === 'road')) {
      const table = travel.tableOf(vehicle.id, dateOn(county.horizon, day));
      const [start, end] = [sites.get(`depot:${vehicle.depot}`), sites.get(`depot:${vehicle.endDepot ?? vehicle.depot}`)];
      if (table !== null && start !== undefined && end !== undefined) pairs.set(`${table} ${start} ${end}`, [table, start, end]);
    }
  }
  const trips = new Map<string, number>();
  for (const { id } of county.villages) {
    const site = sites.get(`village:${id}`) ?? -1;
    let shortest = Number.POSITIVE_INFINITY;
    for (const [table, start, end] of pairs.values()) {
      const minutes = travel.tables[table]?.minutes;
      const there = minutes?.[start * travel.sites.length + site] ?? Infinity;
      shortest = Math.min(shortest, there + (minutes?.[site * travel.sites.length + end] ?? Infinity));
    }
    if (Number.isFinite(shortest)) trips.set(id, shortest);
  }
  return trips;
}
