import type { County, DroneTravel, Horizon, RoadTravel, Vehicle } from '../model/county.ts';
import type { Travel } from '../model/travel.ts';
import type { CivilDate, Place } from '../model/units.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import { cutOff } from './cut-off.ts';
import { canFly, closuresOn, datesOf, zonesOn } from './days.ts';
import { flyBetween } from './fly.ts';
import type { RoadNetwork } from './network/network.ts';
import type { Site } from './place-on-roads.ts';
import { planeOf } from './plane.ts';
import { type Detour, MOUNTAIN_DETOUR, noRoads, straightTable } from './straight.ts';
import { type Tabled, TravelByRoad } from './travel-by-road.ts';

/** From one site to another as it is drawn on a map; both ends included. */
export interface Way {
  readonly line: readonly Place[];
  readonly minutes: number;
  readonly metres: number;
}

export interface CountyTravel {
  readonly travel: Travel;
  /** By the ids of `travel.sites`. Null where the vehicle has no way on that day. */
  wayBetween(vehicleId: string, date: CivilDate, from: string, to: string): Way | null;
}

/** Tables made once for each key, and numbered in that order. */
class Tables {
  readonly list: Tabled[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, make: () => Tabled): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const tabled = make();
    this.#numbers.set(key, this.list.length);
    return this.list.push(tabled) - 1;
  }
}

/**
 * Travel between all depots and villages for every vehicle and every day of the horizon; one table for each profile and set of closures.
 * Days outside the horizon have none. Without roads (null): straight lines made longer, and a warning that says so; closures then
 * change nothing. Places that no road reaches have Infinity, and a warning each; so have those that closures cut off, with the days.
 */
export function makeTravel(county: County, roads: RoadNetwork | null, options: { readonly detour?: Detour } = {}): Outcome<CountyTravel> {
  const detour = options.detour ?? MOUNTAIN_DETOUR;
  if (!isOnCalendar(county.horizon)) return { ok: false, problems: [badHorizon(county.horizon)] };
  const sites: readonly Site[] = [
    ...county.depots.map(({ id, name, place }) => ({ id: `depot:${id}`, name, place })),
    ...county.villages.map(({ id, name, place }) => ({ id: `village:${id}`, name, place })),
  ];
  const places = sites.map(({ place }) => place);
  const plane = planeOf(places);
  const tables = new Tables();
  const byRoad = roads && new TravelByRoad(roads, sites);
  const straight = (): Tabled => ({
    table: straightTable(plane, places, detour),
    line: (from, to) => [places[from] as Place, places[to] as Place],
  });
  // At a speed class of 1; closures that touch no way between the sites share theirs with none.
  const bases: Tabled[] = [];
  const line = byRoad ? null : straight();
  const drive = (travel: RoadTravel, date: CivilDate): number => {
    const base = line ?? (byRoad as TravelByRoad).table(travel, closuresOn(county, date));
    if (!bases.includes(base)) bases.push(base);
    return tables.numberOf(`road ${bases.indexOf(base)} at ${travel.speedFactor}`, () => slowed(base, travel.speedFactor));
  };
  const fly = (drone: DroneTravel, date: CivilDate): number | null => {
    if (!canFly(county, drone, date)) return null;
    const zones = zonesOn(county, date);
    return tables.numberOf(`air ${drone.cruiseKmh} ${numbersOf(county.noFlyZones, zones)}`, () => {
      const outlines = zones.map(({ outline }) => outline);
      const { metres, wayBetween } = flyBetween(plane, places, outlines);
      return { table: { metres, minutes: metres.map((length) => (length / 1000 / drone.cruiseKmh) * 60) }, line: wayBetween };
    });
  };
  const numbers = new Map<string, number | null>();
  for (const date of datesOf(county)) {
    for (const { id, travel } of county.vehicles)
      numbers.set(`${id} ${date}`, travel.kind === 'road' ? drive(travel, date) : fly(travel, date));
  }
  const tableOf = (vehicleId: Vehicle['id'], date: CivilDate): number | null => numbers.get(`${vehicleId} ${date}`) ?? null;
  const travel: Travel = { sites: sites.map(({ id }) => id), tables: tables.list.map(({ table }) => table), tableOf };
  const drives = county.vehicles.some((vehicle) => vehicle.travel.kind === 'road');
  const warnings: PlannerProblem[] = byRoad ? [...byRoad.warnings, ...cutOff(county, sites, travel)] : drives ? [noRoads(detour)] : [];
  const numberOf = new Map(travel.sites.map((site, i) => [site, i]));
  return {
    ok: true,
    warnings,
    value: {
      travel,
      wayBetween: (vehicleId, date, from, to) => {
        const tabled = tables.list[tableOf(vehicleId, date) ?? -1];
        const [a, b] = [numberOf.get(from), numberOf.get(to)];
        if (!tabled || a === undefined || b === undefined) return null;
        const line = tabled.line(a, b);
        const cell = a * sites.length + b;
        return line && { line, minutes: tabled.table.minutes[cell] as number, metres: tabled.table.metres[cell] as number };
      },
    },
  };
}

/** Days are written with four digits for the year, so the last one may not lie beyond 9999; nor may the first be the 30th of February. */
function isOnCalendar({ from, days }: Horizon): boolean {
  const first = /^\d{4}-\d{2}-\d{2}$/.test(from) ? Date.parse(from) : Number.NaN;
  const last = first + Math.max(0, days - 1) * 86_400_000;
  return last <= Date.parse('9999-12-31') && new Date(first).toISOString().slice(0, 10) === from;
}

const badHorizon = ({ from, days }: Horizon): PlannerProblem => ({
  code: 'plan/bad-horizon',
  at: 'county, from',
  words: {
    zh: `从“${from}”起 ${days} 天不在日历上，请写如 2026-03-02 的日期。`,
    en: `${days} days from “${from}” are not on the calendar; write a day like 2026-03-02.`,
  },
});

function numbersOf<T>(all: readonly T[], some: readonly T[]): string {
  return some.map((one) => all.indexOf(one)).join();
}

function slowed({ table, line }: Tabled, speedFactor: number): Tabled {
  if (speedFactor === 1) return { table, line };
  return { table: { minutes: table.minutes.map((time) => time / speedFactor), metres: table.metres }, line };
}
