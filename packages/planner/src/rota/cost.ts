import type { RotaAnswer, RotaProblem } from './problem.ts';
import { NEXT_TRIP, type ShiftTimes, timeShift } from './shift-times.ts';

/** An answer's cost part by part; all in the unit of the tables' cost. */
export interface RotaCost {
  readonly travel: number;
  readonly overtime: number;
  readonly unfairness: number;
  readonly irregularity: number;
  /** Prices of the chosen patterns. */
  readonly wishes: number;
  /** Visits left out at their finite price. */
  readonly misses: number;
  readonly total: number;
}

/** A shift's trips as one row, trips apart by `NEXT_TRIP`. */
export function rowOf(trips: readonly (readonly number[])[]): number[] {
  const row: number[] = [];
  for (const trip of trips) {
    if (trip.length === 0) continue;
    if (row.length > 0) row.push(NEXT_TRIP);
    row.push(...trip);
  }
  return row;
}

export function tripsOf(row: readonly number[]): number[][] {
  if (row.length === 0) return [];
  const trips: number[][] = [[]];
  for (const code of row) {
    if (code === NEXT_TRIP) trips.push([]);
    else trips.at(-1)?.push(code);
  }
  return trips;
}

export function travelOf(problem: RotaProblem, shiftIndex: number, row: readonly number[]): number {
  if (row.length === 0) return 0;
  const shift = problem.shifts[shiftIndex] as RotaProblem['shifts'][number];
  const { cost } = problem.tables[shift.table] as RotaProblem['tables'][number];
  let here = shift.start;
  let sum = 0;
  for (const code of row) {
    const site = code === NEXT_TRIP ? shift.start : (problem.calls[code]?.site as number);
    sum += cost[here * problem.sites + site] as number;
    here = site;
  }
  return sum + (cost[here * problem.sites + shift.end] as number);
}

/** Mean over all pairs of vehicles of the difference of their working minutes. */
export function meanDifference(work: Float64Array): number {
  const n = work.length;
  if (n < 2) return 0;
  const sorted = Float64Array.from(work).sort();
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (2 * i - n + 1) * (sorted[i] as number);
  return (2 * sum) / (n * (n - 1));
}

/** Minutes beyond the tolerance from the call's usual hour, the median of its visits (between the two middle ones, the earlier). */
export function irregularMinutes(begins: number[], tolerance: number): number {
  if (begins.length < 2) return 0;
  begins.sort((a, b) => a - b);
  const usual = begins[(begins.length - 1) >> 1] as number;
  let sum = 0;
  for (const begin of begins) sum += Math.max(0, Math.abs(begin - usual) - tolerance);
  return sum;
}

/** Adds an answer's cost up from its trips and patterns alone. A shift that cannot be driven costs Infinity. */
export function costOf(problem: RotaProblem, answer: Pick<RotaAnswer, 'trips' | 'patterns'>): RotaCost {
  const { weights, calls } = problem;
  const work = new Float64Array(problem.vehicles);
  const begins: number[][] = calls.map(() => []);
  let travel = 0;
  let overtime = 0;
  for (const [s, shift] of problem.shifts.entries()) {
    const row = rowOf(answer.trips[s] ?? []);
    if (row.length === 0) continue;
    travel += travelOf(problem, s, row);
    const times: ShiftTimes | null = timeShift(problem, shift, row);
    if (times === null) {
      travel = Number.POSITIVE_INFINITY;
      continue;
    }
    work[shift.vehicle] = (work[shift.vehicle] as number) + times.endsAt - times.departsAt;
    overtime += Math.max(0, times.endsAt - shift.closesAt);
    for (const [i, code] of row.entries()) if (code !== NEXT_TRIP) begins[code]?.push(times.begins[i] as number);
  }
  let wishes = 0;
  let misses = 0;
  let irregularity = 0;
  for (const [c, call] of calls.entries()) {
    const made = begins[c] as number[];
    const pattern = call.patterns[answer.patterns[c] as number];
    if (pattern) wishes += pattern.price;
    else if (call.missPrice < Number.POSITIVE_INFINITY) misses += call.missPrice * Math.max(0, visitsOf(call) - made.length);
    if (weights.irregularity > 0) irregularity += irregularMinutes(made, weights.hourTolerance);
  }
  overtime *= weights.overtime;
  irregularity *= weights.irregularity;
  const unfairness = weights.unfairness > 0 ? weights.unfairness * meanDifference(work) : 0;
  const total = travel + overtime + unfairness + irregularity + wishes + misses;
  return { travel, overtime, unfairness, irregularity, wishes, misses, total };
}

/** Visits that a call asks for: those of its shortest pattern. */
export function visitsOf(call: RotaProblem['calls'][number]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { days } of call.patterns) least = Math.min(least, days.length);
  return least;
}
