import { dateOn, mostWeekdays, weekdayOf, workingDays } from '../demand/calendar.ts';
import { dayPatterns, mostVisits } from '../demand/day-patterns.ts';
import { fillingOf, hasMeansFor } from '../demand/who-can-come.ts';
import type { Call } from '../model/call.ts';
import type { County, Vehicle } from '../model/county.ts';
import type { Unserved } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import { type CivilDate, LOADS } from '../model/units.ts';
import type { ProblemCall, ProblemShift, ProblemTable, RotaProblem } from './problem.ts';
import { restPlaces, timeDay } from './time-day.ts';

/** A county as numbers, and what they stand for. */
export interface CountyProblem {
  readonly problem: RotaProblem;
  /** By the problem's call; `owed` fewer visits than the call's own are on days that fit (a road that is closed for weeks). */
  readonly calls: readonly Call[];
  /** By the problem's shift. */
  readonly shifts: readonly { readonly vehicle: Vehicle; readonly date: CivilDate }[];
  /** Calls that no search can place. */
  readonly unplaceable: readonly Unserved[];
}

/** Of one call; more are spread evenly over all that there are. */
const MOST_PATTERNS = 512;
/** In driving minutes: far above all that one visit can cost, so that visits are left out only where there is no room for them. */
const MISS_PRICE = 10_000;

/**
 * Puts calls, crews and ways into the search's form. Vehicles that cannot serve a call (crew, equipment, room, kind, hours, range) are
 * barred from it; its patterns keep weekdays, gaps and the promise of one weekday, and leave out days on which nobody who may come can
 * get there. Where no set of days keeps the gaps, as many visits as fit are asked for, and the rest is unserved.
 */
export function problemOf(county: County, calls: readonly Call[], travel: Travel): CountyProblem {
  const crews = crewsOf(county);
  const index = new Map(crews.map(({ id }, at) => [id, at]));
  const sites = new Map(travel.sites.map((site, at) => [site, at]));
  const siteOf = (kind: 'depot' | 'village', id: string): number => sites.get(`${kind}:${id}`) ?? -1;
  const used = new Map<number, number>();
  const shifts: ProblemShift[] = [];
  const names: { vehicle: Vehicle; date: CivilDate }[] = [];
  for (const day of workingDays(county)) {
    const date = dateOn(county.horizon, day);
    for (const vehicle of crews.filter((it) => isAtWork(it, date))) {
      const table = travel.tableOf(vehicle.id, date);
      const [start, end] = [siteOf('depot', vehicle.depot), siteOf('depot', vehicle.endDepot ?? vehicle.depot)];
      if (table === null || start < 0 || end < 0) continue;
      if (!used.has(table)) used.set(table, used.size);
      shifts.push(shiftOf(vehicle, { vehicle: index.get(vehicle.id) as number, day, table: used.get(table) as number, start, end }));
      names.push({ vehicle, date });
    }
  }
  const hasRange = crews.some(({ travel: it }) => it.kind === 'drone');
  const tables = [...used.keys()].map((table) => wholeMinutes(travel.tables[table] as Travel['tables'][number], hasRange));
  const frame = { days: county.horizon.days, sites: travel.sites.length, tables, shifts, vehicles: crews.length, loads: LOADS.length };
  const placed: { readonly call: Call; readonly problemCall: ProblemCall }[] = [];
  const unplaceable: Unserved[] = [];
  const memo = new Map<string, readonly (readonly number[])[]>();
  for (const call of calls) {
    const made = callOf(county, call, siteOf('village', call.village), frame, names, memo);
    if (typeof made === 'object') placed.push({ call, problemCall: made });
    else unplaceable.push({ call: call.id, village: call.village, visitsMissing: call.visits, reason: made });
  }
  const { overtimeWeight, unfairnessWeight, irregularityWeight, hourToleranceMinutes } = county.policy;
  return {
    problem: {
      ...frame,
      calls: placed.map(({ problemCall }) => problemCall),
      weights: {
        overtime: overtimeWeight,
        unfairness: unfairnessWeight,
        irregularity: irregularityWeight,
        hourTolerance: hourToleranceMinutes,
      },
    },
    calls: placed.map(({ call }) => call),
    shifts: names,
    unplaceable,
  };
}

/** Vehicles that work on any day of the horizon, in the county's order. */
export const crewsOf = (county: County): readonly Vehicle[] =>
  county.vehicles.filter((vehicle) => workingDays(county).some((day) => isAtWork(vehicle, dateOn(county.horizon, day))));

const isAtWork = ({ weekdays, daysOff }: Vehicle, date: CivilDate): boolean =>
  weekdays.includes(weekdayOf(date)) && !daysOff.includes(date);

function shiftOf(vehicle: Vehicle, place: Pick<ProblemShift, 'vehicle' | 'day' | 'table' | 'start' | 'end'>): ProblemShift {
  return {
    ...place,
    opensAt: vehicle.shift.from,
    closesAt: vehicle.shift.to,
    longestMinutes: Infinity,
    // Back before the next day's shift may begin, whatever the tables allow.
    maxOvertime: Math.min(vehicle.maxOvertimeMinutes, vehicle.shift.from + 1440 - vehicle.turnaroundMinutes - vehicle.shift.to),
    capacity: LOADS.map((kind) => vehicle.capacity[kind] ?? 0),
    range: vehicle.travel.kind === 'drone' ? vehicle.travel.rangeKm * 1000 : Infinity,
    maxTrips: vehicle.maxTrips,
    turnaroundMinutes: vehicle.turnaroundMinutes,
    rest: vehicle.rest,
  };
}

/** Timetables are in whole minutes, so each leg is rounded up before anything is searched. */
function wholeMinutes({ minutes, metres }: Travel['tables'][number], hasRange: boolean): ProblemTable {
  const whole = minutes.map((it) => Math.ceil(it - 1e-9));
  return { minutes: whole, cost: whole, ...(hasRange ? { metres } : {}) };
}

function callOf(
  county: County,
  call: Call,
  site: number,
  frame: Omit<RotaProblem, 'calls' | 'weights'>,
  names: CountyProblem['shifts'],
  memo: Map<string, readonly (readonly number[])[]>,
): ProblemCall | Unserved['reason'] {
  const own = { site, stopMinutes: call.stopMinutes, load: LOADS.map((kind) => call.load[kind] ?? 0), windows: call.windows };
  const vehicles = new Set<number>();
  const days = new Set<number>();
  const asked = new Map<string, ReturnType<typeof isDoable>>();
  let [isFitting, isReachable] = [false, false];
  for (const [at, shift] of frame.shifts.entries()) {
    const { vehicle } = names[at] as CountyProblem['shifts'][number];
    if (!hasMeansFor(vehicle, call) || fillingOf(call.load, vehicle.capacity) > 1 + 1e-9) continue;
    isFitting = true;
    const key = `${shift.vehicle} ${shift.table}`;
    const doable = asked.get(key) ?? isDoable(frame, shift, own);
    asked.set(key, doable);
    if (doable !== 'unreachable') isReachable = true;
    if (doable !== 'yes') continue;
    vehicles.add(shift.vehicle);
    days.add(shift.day);
  }
  if (!isFitting) {
    const isIdle = county.vehicles.some((it) => hasMeansFor(it, call) && fillingOf(call.load, it.capacity) <= 1 + 1e-9);
    return isIdle && county.depots.length > 0 ? 'no-day-fits' : 'no-vehicle-fits';
  }
  if (!isReachable) return 'unreachable';
  if (vehicles.size === 0) return 'no-vehicle-fits';
  const patterns = patternsOf(
    county,
    call,
    [...days].sort((a, b) => a - b),
    memo,
  );
  if (patterns.length === 0) return 'no-day-fits';
  return {
    ...own,
    patterns: patterns.map((pattern) => ({ days: pattern, price: wishPrice(county, call, pattern) })),
    vehicles: vehicles.size === frame.vehicles ? null : [...vehicles].sort((a, b) => a - b),
    missPrice: MISS_PRICE,
  };
}

/** Whether a crew could do this call and nothing else on its day: there and back, within its windows, hours, rest and range. */
function isDoable(
  frame: Omit<RotaProblem, 'calls' | 'weights'>,
  shift: ProblemShift,
  own: Pick<ProblemCall, 'site' | 'stopMinutes' | 'load' | 'windows'>,
): 'yes' | 'unreachable' | 'too-long' {
  const table = frame.tables[shift.table] as ProblemTable;
  const [out, back] = [shift.start * frame.sites + own.site, own.site * frame.sites + shift.end];
  if (own.site < 0 || !Number.isFinite((table.minutes[out] as number) + (table.minutes[back] as number))) return 'unreachable';
  if ((table.metres?.[out] ?? 0) + (table.metres?.[back] ?? 0) > shift.range) return 'too-long';
  const call = { ...own, patterns: [], vehicles: null, missPrice: 0 };
  const alone = { ...frame, calls: [call], weights: NO_WEIGHTS };
  return restPlaces(shift, [[0]]).some((place) => timeDay(alone, shift, [[0]], [], place)) ? 'yes' : 'too-long';
}

const NO_WEIGHTS = { overtime: 0, unfairness: 0, irregularity: 0, hourTolerance: 0 };

function patternsOf(county: County, call: Call, days: readonly number[], memo: Map<string, readonly (readonly number[])[]>) {
  const { horizon } = county;
  const weekday = (day: number) => weekdayOf(dateOn(horizon, day));
  const allowed = call.weekdays.length === 0 ? days : days.filter((day) => call.weekdays.includes(weekday(day)));
  const key = `${call.visits} ${call.minGapDays} ${call.maxGapDays} ${allowed}`;
  const known = memo.get(key);
  if (known) return known;
  const frame = {
    days: horizon.days,
    minGapDays: call.minGapDays,
    allowed,
    weekdayOf: weekday,
    mostWeekdays: mostWeekdays(county, call.visits),
  };
  let patterns = dayPatterns({ ...frame, visits: call.visits, maxGapDays: call.maxGapDays }, MOST_PATTERNS);
  if (patterns.length === 0) {
    const visits = Math.min(call.visits - 1, mostVisits(frame));
    patterns = dayPatterns({ ...frame, visits, maxGapDays: null }, MOST_PATTERNS);
  }
  memo.set(key, patterns);
  return patterns;
}

/** Only weekdays that were asked for; hours are seen to when clock times are chosen. */
function wishPrice(county: County, call: Call, pattern: readonly number[]): number {
  const wishes = county.villages.find(({ id }) => id === call.village)?.wishes ?? [];
  let broken = 0;
  for (const { round, weekdays } of wishes) {
    if (!weekdays || (round !== undefined && round !== call.round)) continue;
    broken += pattern.filter((day) => !weekdays.includes(weekdayOf(dateOn(county.horizon, day)))).length;
  }
  return broken * county.policy.wishWeight;
}
