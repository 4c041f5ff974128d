import type { County } from '../model/county.ts';
import type { Tour } from '../model/plan.ts';
import type { CivilDate, Place } from '../model/units.ts';

/**
 * The line on the map from one site to another as a vehicle goes on a day, both ends included; `CountyTravel.wayBetween` is one. Sites are named as in
 * `Travel.sites` (`depot:…`, `village:…`). Null where no way is known: a straight line is drawn then.
 */
export type WayBetween = (vehicleId: string, date: CivilDate, from: string, to: string) => { readonly line: readonly Place[] } | null;

export const noWay: WayBetween = () => null;

/** Sites of a tour in order: out of its depot, by every stop, into the depot where it ends. */
function sitesOf(county: County, tour: Tour): readonly string[] {
  const vehicle = county.vehicles.find(({ id }) => id === tour.vehicle);
  const stops = tour.stops.map(({ village }) => `village:${village}`);
  if (!vehicle) return stops;
  return [`depot:${vehicle.depot}`, ...stops, `depot:${vehicle.endDepot ?? vehicle.depot}`];
}

/** Places of all sites, by their names. */
export function placesOf(county: County): ReadonlyMap<string, Place> {
  return new Map([
    ...county.depots.map(({ id, place }) => [`depot:${id}`, place] as const),
    ...county.villages.map(({ id, place }) => [`village:${id}`, place] as const),
  ]);
}

/** One piece of way. Two stops in one village are no leg. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly places: readonly Place[];
}

/** The legs of a tour, each with at least two places; a site that the county does not know is left out. */
export function legsOf(county: County, tour: Tour, way: WayBetween, places: ReadonlyMap<string, Place>): readonly Leg[] {
  const sites = sitesOf(county, tour).filter((site) => places.has(site));
  return sites.slice(1).flatMap((to, index): Leg[] => {
    const from = sites[index] ?? to;
    const [start, end] = [places.get(from), places.get(to)];
    if (from === to || !start || !end) return [];
    const found = way(tour.vehicle, tour.date, from, to)?.line;
    return [{ from, to, places: found && found.length > 1 ? found : [start, end] }];
  });
}
