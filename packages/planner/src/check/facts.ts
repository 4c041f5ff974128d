import type { Call } from '../model/call.ts';
import type { BusLine, County, DayWeather, Vehicle, Village } from '../model/county.ts';
import type { Plan, Tour } from '../model/plan.ts';
import type { Travel, TravelTable } from '../model/travel.ts';
import type { CivilDate, Weekday } from '../model/units.ts';

/** What is known independently of the plan, by the names that the plan uses. */
export interface Facts {
  readonly county: County;
  readonly plan: Plan;
  readonly villages: ReadonlyMap<string, Village>;
  readonly vehicles: ReadonlyMap<string, Vehicle>;
  readonly calls: ReadonlyMap<string, Call>;
  readonly lines: ReadonlyMap<string, BusLine>;
  readonly weather: ReadonlyMap<CivilDate, DayWeather>;
  /** Days from the horizon's first; NaN for what is no day of the calendar (`2026-02-30`, which engines take for the 2nd of March). */
  dayOf(date: CivilDate): number;
  tableOf(vehicle: string, date: CivilDate): TravelTable | null;
  siteOf(kind: 'depot' | 'village', id: string): number;
  readonly sites: number;
  /** A vehicle's tours of one day, by their times. */
  readonly days: readonly VehicleDay[];
}

export interface VehicleDay {
  readonly vehicle: Vehicle;
  readonly date: CivilDate;
  readonly tours: readonly Tour[];
}

export function gatherFacts(county: County, calls: readonly Call[], travel: Travel, plan: Plan): Facts {
  const vehicles = new Map(county.vehicles.map((it) => [it.id, it]));
  const sites = new Map(travel.sites.map((site, index) => [site, index]));
  const days: VehicleDay[] = [];
  for (const tours of Map.groupBy(plan.tours, ({ vehicle, date }) => `${date} ${vehicle}`).values()) {
    const [first] = tours;
    const vehicle = first && vehicles.get(first.vehicle);
    if (vehicle) days.push({ vehicle, date: first.date, tours: tours.toSorted((a, b) => a.startMinutes - b.startMinutes) });
  }
  return {
    county,
    plan,
    villages: new Map(county.villages.map((it) => [it.id, it])),
    vehicles,
    calls: new Map(calls.map((it) => [it.id, it])),
    lines: new Map(county.lines.map((it) => [it.id, it])),
    weather: new Map(county.weather.map((it) => [it.date, it])),
    dayOf: (date) => (instantOf(date) - instantOf(county.horizon.from)) / 86_400_000,
    tableOf: (vehicle, date) => {
      const index = travel.tableOf(vehicle, date);
      return index === null ? null : (travel.tables[index] ?? null);
    },
    siteOf: (kind, id) => sites.get(`${kind}:${id}`) ?? -1,
    sites: travel.sites.length,
    days,
  };
}

function instantOf(date: CivilDate): number {
  const instant = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(`${date}T`) ? instant : Number.NaN;
}

export const weekdayOf = (date: CivilDate): Weekday => (((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as Weekday;
