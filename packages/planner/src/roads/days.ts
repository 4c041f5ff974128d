import type { Closure, County, DroneTravel, NoFlyZone } from '../model/county.ts';
import type { CivilDate } from '../model/units.ts';

/** Every day of the county's horizon. */
export function datesOf({ horizon }: County): readonly CivilDate[] {
  const first = Date.parse(`${horizon.from}T00:00:00Z`);
  return Array.from({ length: horizon.days }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10));
}

/** Civil dates sort like text. */
export function closuresOn(county: County, date: CivilDate): readonly Closure[] {
  return county.closures.filter(({ from, until }) => from <= date && date <= until);
}

export function zonesOn(county: County, date: CivilDate): readonly NoFlyZone[] {
  return county.noFlyZones.filter(({ from, until }) => (from ?? date) <= date && date <= (until ?? date));
}

/** A day without a word on its weather is taken for a calm one. */
export function canFly(county: County, drone: DroneTravel, date: CivilDate): boolean {
  const weather = county.weather.find((day) => day.date === date);
  return weather === undefined || (weather.isFlyable && weather.windMs <= drone.maxWindMs);
}
