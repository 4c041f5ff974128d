import type { County, DroneTravel, RoadTravel, Vehicle } from '../model/county.ts';
import type { Travel, TravelTable } from '../model/travel.ts';
import type { CivilDate, Place } from '../model/units.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import { canFly, datesOf, zonesOn } from './days.ts';
import { flyBetween } from './fly.ts';
import { planeOf } from './plane.ts';
import { type Detour, MOUNTAIN_DETOUR, straightTable } from './straight.ts';

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

/** One table, and how its ways run. */
interface Tabled {
  readonly table: TravelTable;
  line(from: number, to: number): readonly Place[] | null;
}

/** Tables made once for each key, and numbered in that order. */
class Tables {
  readonly list: Tabled[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, make: () => Tabled): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.list.length);
    return this.list.push(make()) - 1;
  }
}

/**
 * Travel between all depots and villages for every vehicle and every day of the horizon; one table for each profile and set of closures.
 * Days outside the horizon have none. Without roads: straight lines made longer, and a warning that says so.
 */
export function makeTravel(county: County, _roads: null, options: { readonly detour?: Detour } = {}): Outcome<CountyTravel> {
  const detour = options.detour ?? MOUNTAIN_DETOUR;
  const places = [...county.depots, ...county.villages].map(({ place }) => place);
  const sites = [...county.depots.map(({ id }) => `depot:${id}`), ...county.villages.map(({ id }) => `village:${id}`)];
  const plane = planeOf(places);
  const tables = new Tables();
  const warnings: PlannerProblem[] = [];
  const byRoad = ({ speedFactor }: RoadTravel): number =>
    tables.numberOf(`straight ${speedFactor}`, () => ({
      table: slowed(straightTable(plane, places, detour), speedFactor),
      line: (from, to) => [places[from] as Place, places[to] as Place],
    }));
  const byAir = (drone: DroneTravel, date: CivilDate): number | null => {
    if (!canFly(county, drone, date)) return null;
    const zones = zonesOn(county, date);
    return tables.numberOf(`air ${drone.cruiseKmh} ${zones.map((zone) => county.noFlyZones.indexOf(zone)).join()}`, () => {
      const { metres, wayBetween } = flyBetween(
        plane,
        places,
        zones.map(({ outline }) => outline),
      );
      return { table: { metres, minutes: metres.map((length) => (length / 1000 / drone.cruiseKmh) * 60) }, line: wayBetween };
    });
  };
  const numbers = new Map<string, number | null>();
  for (const date of datesOf(county)) {
    for (const { id, travel } of county.vehicles) {
      numbers.set(`${id} ${date}`, travel.kind === 'road' ? byRoad(travel) : byAir(travel, date));
    }
  }
  if (county.vehicles.some(({ travel }) => travel.kind === 'road')) warnings.push(noRoads(detour));
  const tableOf = (vehicleId: Vehicle['id'], date: CivilDate): number | null => numbers.get(`${vehicleId} ${date}`) ?? null;
  const numberOf = new Map(sites.map((site, i) => [site, i]));
  return {
    ok: true,
    warnings,
    value: {
      travel: { sites, tables: tables.list.map(({ table }) => table), tableOf },
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

function slowed({ minutes, metres }: TravelTable, speedFactor: number): TravelTable {
  return { minutes: minutes.map((time) => time / speedFactor), metres };
}

function noRoads({ factor, kmh }: Detour): PlannerProblem {
  return {
    code: 'plan/no-roads',
    at: 'roads',
    words: {
      zh: `没有道路文件：行程按直线距离的 ${factor} 倍、每小时 ${kmh} 公里估算。请提供 OpenStreetMap 的 .osm.pbf 文件，得到真实的道路。`,
      en: `No roads were given: travel is the straight line times ${factor}, at ${kmh} km/h. Give an OpenStreetMap .osm.pbf file for real roads.`,
    },
  };
}
