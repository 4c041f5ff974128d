import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { LineDelivery, Plan, Tour, Unserved } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import { LOADS, type Load } from '../model/units.ts';
import { chooseHours } from './choose-hours.ts';
import type { CountyProblem } from './from-county.ts';
import { planCost } from './plan-cost.ts';
import type { ProblemShift, RotaAnswer, RotaProblem } from './problem.ts';
import { restPlaces, type TimedDay, type TimedTrip, timeDay } from './time-day.ts';

export interface PlanParts {
  readonly county: County;
  /** All of them: those that buses bring and those that no search could place, too. */
  readonly calls: readonly Call[];
  readonly travel: Travel;
  readonly made: CountyProblem;
  readonly lineDeliveries: readonly LineDelivery[];
}

/** An answer with clock times, as a plan. What the search left out is unserved, with its reason; nothing is silent. */
export function planOf(parts: PlanParts, answer: RotaAnswer, search: Plan['search']): Plan {
  return planOfDays(parts, timeTrips(parts.county, parts.made, answer), search);
}

/** The same from days that have their clock times already, by shift. */
export function planOfDays(parts: PlanParts, days: readonly (TimedDay | null)[], search: Plan['search']): Plan {
  const { county, calls, made, lineDeliveries } = parts;
  const tours = days.flatMap((day, shift) => (day ?? []).map((_, trip) => tourOf(parts, shift, day ?? [], trip)));
  const rounds = new Map(calls.map(({ id, round }) => [id, round]));
  const rides = lineDeliveries.map((it) => ({ ...it, round: rounds.get(it.call) ?? '' }));
  return {
    county: county.name,
    from: county.horizon.from,
    days: county.horizon.days,
    tours,
    lineDeliveries,
    unserved: [...made.unplaceable, ...leftOut(made, tours)],
    cost: planCost(county, { tours, lineDeliveries: rides }),
    search,
  };
}

/** The search times days as this room does; should a day of an answer from elsewhere not be drivable, it loses its last stops, and they are told. */
function timeTrips(county: County, made: CountyProblem, { trips }: RotaAnswer): readonly (TimedDay | null)[] {
  const full = trips.map((day) => day.filter((trip) => trip.length > 0));
  const timed = chooseHours(county, made, full);
  if (timed.every((day, shift) => day !== null || full[shift]?.length === 0)) return timed;
  const drivable = full.map((day, shift) => {
    let left = timed[shift] ? [] : day;
    while (left.length > 0 && !isDrivable(made, shift, left)) {
      const last = left.at(-1) as readonly number[];
      left = last.length > 1 ? [...left.slice(0, -1), last.slice(0, -1)] : left.slice(0, -1);
    }
    return timed[shift] ? day : left;
  });
  return chooseHours(county, made, drivable);
}

function isDrivable({ problem }: CountyProblem, at: number, trips: readonly (readonly number[])[]): boolean {
  const shift = problem.shifts[at] as ProblemShift;
  return restPlaces(shift, trips).some((place) => timeDay(problem, shift, trips, [], place) !== null);
}

function tourOf({ made: { problem, shifts, calls }, travel }: PlanParts, at: number, day: TimedDay, index: number): Tour {
  const { vehicle, date } = shifts[at] as CountyProblem['shifts'][number];
  const shift = problem.shifts[at] as ProblemShift;
  const { start, end, stops, rest } = day[index] as TimedTrip;
  const sites = [shift.start, ...stops.map(({ call }) => problem.calls[call]?.site as number)];
  sites.push(index === day.length - 1 ? shift.end : shift.start);
  const legs = sites.slice(1).map((site, leg) => (sites[leg] as number) * problem.sites + site);
  const { minutes } = problem.tables[shift.table] as RotaProblem['tables'][number];
  const { metres } = travel.tables[travel.tableOf(vehicle.id, date) as number] as Travel['tables'][number];
  return {
    vehicle: vehicle.id,
    date,
    trip: index + 1,
    startMinutes: start,
    endMinutes: end,
    stops: stops.map(({ call, arrive, begin, leave }) => {
      const { id, village, round } = calls[call] as Call;
      return { call: id, village, round, arriveMinutes: arrive, beginMinutes: begin, leaveMinutes: leave };
    }),
    rest,
    travelMinutes: legs.reduce((sum, leg) => sum + (minutes[leg] as number), 0),
    metres: Math.round(legs.reduce((sum, leg) => sum + (metres[leg] as number), 0)),
    load: loadOf(stops.map(({ call }) => (calls[call] as Call).load)),
  };
}

function loadOf(loads: readonly Load[]): Load {
  const sums = LOADS.map((kind) => [kind, loads.reduce((sum, load) => sum + (load[kind] ?? 0), 0)] as const);
  return Object.fromEntries(sums.filter(([, amount]) => amount > 0));
}

function leftOut({ calls, problem }: CountyProblem, tours: readonly Tour[]): readonly Unserved[] {
  const placed = new Map<string, number>();
  for (const { call } of tours.flatMap(({ stops }) => stops)) placed.set(call, (placed.get(call) ?? 0) + 1);
  return calls.flatMap((call, at) => {
    const visits = placed.get(call.id) ?? 0;
    if (visits >= call.visits) return [];
    const most = problem.calls[at]?.patterns[0]?.days.length ?? 0;
    return [
      { call: call.id, village: call.village, visitsMissing: call.visits - visits, reason: visits >= most ? 'no-day-fits' : 'no-room' },
    ];
  });
}
