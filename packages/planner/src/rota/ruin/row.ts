import { travelOf } from '../cost.ts';
import { endOfRow, NEXT_TRIP, timeShift } from '../shift-times.ts';
import type { Ground } from './ground.ts';

/** One shift's calls with what the search asks again and again. Never changed: another row takes its place, so that a bad move is undone by putting it back. */
export interface Row {
  /** No other row has it, so that what was found out about a row holds as long as the row stands. */
  readonly id: number;
  readonly codes: readonly number[];
  readonly travel: number;
  readonly departsAt: number;
  readonly endsAt: number;
  readonly overtime: number;
  /** `trips × loads`. */
  readonly loads: readonly number[];
  /** Of each trip; empty where no shift has a range. */
  readonly metres: readonly number[];
  readonly trips: number;
  /** Begin of each entry; null unless the search needs hours. */
  readonly begins: readonly number[] | null;
}

const SLACK = 1e-7;

let lastId = 0;

export const EMPTY_ROW: Row = {
  id: 0,
  codes: [],
  travel: 0,
  departsAt: 0,
  endsAt: 0,
  overtime: 0,
  loads: [],
  metres: [],
  trips: 0,
  begins: null,
};

/** The row of these codes on that shift, or null when the shift cannot do it. */
export function makeRow(ground: Ground, s: number, codes: readonly number[]): Row | null {
  if (codes.length === 0) return EMPTY_ROW;
  const { problem, isTimed } = ground;
  const shift = problem.shifts[s] as (typeof problem.shifts)[number];
  const travel = travelOf(problem, s, codes);
  if (!(travel < Number.POSITIVE_INFINITY)) return null;
  const loads = loadsOf(ground, codes);
  for (let i = 0; i < loads.length; i++) {
    if ((loads[i] as number) > (shift.capacity[i % problem.loads] as number) + SLACK) return null;
  }
  let trips = 1;
  for (const code of codes) if (code === NEXT_TRIP) trips++;
  if (trips > shift.maxTrips) return null;
  const metres = shift.range < Number.POSITIVE_INFINITY ? metresOf(ground, s, codes) : [];
  for (const trip of metres) if (!(trip <= shift.range + SLACK)) return null;
  let departsAt = shift.opensAt;
  let endsAt = endOfRow(problem, shift, codes, codes.length, departsAt);
  if (!(endsAt <= shift.closesAt + shift.maxOvertime + SLACK)) return null;
  let begins: readonly number[] | null = null;
  const asksHours = problem.weights.irregularity > 0;
  if (asksHours || (isTimed && (problem.weights.unfairness > 0 || endsAt - departsAt > shift.longestMinutes))) {
    const times = timeShift(problem, shift, codes);
    if (times === null) return null;
    ({ departsAt, endsAt } = times);
    if (asksHours) begins = times.begins;
  }
  if (endsAt - departsAt > shift.longestMinutes + SLACK) return null;
  lastId = (lastId + 1) & 0x3fffffff;
  return { id: lastId, codes, travel, departsAt, endsAt, overtime: Math.max(0, endsAt - shift.closesAt), loads, metres, trips, begins };
}

function loadsOf({ load, problem }: Ground, codes: readonly number[]): number[] {
  const dimensions = problem.loads;
  const sums = new Array<number>(dimensions).fill(0);
  if (dimensions === 0) return sums;
  let from = 0;
  for (const code of codes) {
    if (code === NEXT_TRIP) {
      from += dimensions;
      for (let l = 0; l < dimensions; l++) sums.push(0);
    } else for (let l = 0; l < dimensions; l++) sums[from + l] = (sums[from + l] as number) + (load[code * dimensions + l] as number);
  }
  return sums;
}

function metresOf({ problem, sites, siteOf }: Ground, s: number, codes: readonly number[]): number[] {
  const shift = problem.shifts[s] as (typeof problem.shifts)[number];
  const metres = problem.tables[shift.table]?.metres;
  if (!metres) return [];
  const trips: number[] = [];
  let here = shift.start;
  let sum = 0;
  for (const code of codes) {
    const site = code === NEXT_TRIP ? shift.start : (siteOf[code] as number);
    sum += metres[here * sites + site] as number;
    here = site;
    if (code === NEXT_TRIP) {
      trips.push(sum);
      sum = 0;
    }
  }
  trips.push(sum + (metres[here * sites + shift.end] as number));
  return trips;
}

/** A row without some of its calls; trips that become empty go. */
export function without(codes: readonly number[], isGone: (call: number) => boolean): number[] {
  const kept: number[] = [];
  for (const code of codes) {
    if (code === NEXT_TRIP) {
      if (kept.length > 0 && kept.at(-1) !== NEXT_TRIP) kept.push(code);
    } else if (!isGone(code)) kept.push(code);
  }
  if (kept.at(-1) === NEXT_TRIP) kept.pop();
  return kept;
}

/** When a call's stop begins in a row. */
export function beginIn(row: Row, call: number): number {
  return row.begins?.[row.codes.indexOf(call)] ?? 0;
}
