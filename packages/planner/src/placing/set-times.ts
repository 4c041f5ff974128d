import { bestDay } from '../rota/choose-hours.ts';
import { wishesBroken } from '../rota/plan-cost.ts';
import type { ProblemCall, ProblemShift, RotaProblem } from '../rota/problem.ts';
import type { TimedDay } from '../rota/time-day.ts';
import type { Standing } from './standing.ts';

/** What an hour costs beside the usual ones: a published hour that is not kept. */
export interface HourKeeping {
  price(call: number, shift: number, begin: number): number;
  /** Hours worth trying for it. */
  hours(call: number, shift: number): readonly number[];
  /** The crew may wait until then rather than come before; null where it need not. */
  notBefore(call: number, shift: number): number | null;
}

const NO_KEEPING: HourKeeping = { price: () => 0, hours: () => [], notBefore: () => null };
const PASSES = 2;
/** As in `choose-hours`: with all else equal no waiting, and back sooner. */
const WAITING = 0.05;
const LATER = 0.001;

/**
 * Clock times for the days that changed, chosen as a plan's are, while all other days keep theirs. Null when one of them cannot be driven.
 */
export function setTimes(
  standing: Standing,
  days: readonly (TimedDay | null)[],
  changed: ReadonlyMap<number, readonly (readonly number[])[]>,
  keeping: HourKeeping = NO_KEEPING,
): readonly (TimedDay | null)[] | null {
  const { problem } = standing.made;
  const next = [...days];
  for (const at of changed.keys()) next[at] = null;
  const begins = beginsOf(next, changed);
  for (let pass = 0; pass < (changed.size > 1 ? PASSES : 1); pass++) {
    for (const [at, all] of changed) {
      const trips = all.filter((trip) => trip.length > 0);
      if (trips.length === 0) continue;
      const usual = (call: number): number => medianOf(begins.get(call)?.values() ?? []);
      const hoursOf = (call: number): readonly number[] => [...hoursWorth(standing, call, usual(call)), ...keeping.hours(call, at)];
      const price = (day: TimedDay): number => priceOf(standing, at, day, usual, keeping);
      const choose = (of: RotaProblem): TimedDay | null =>
        bestDay(of, problem.shifts[at] as ProblemShift, trips, next[at] ?? null, hoursOf, price);
      const [prompt, waiting] = [choose(problem), keeping === NO_KEEPING ? null : choose(withWaiting(problem, trips, at, keeping))];
      const best = waiting && (!prompt || price(waiting) < price(prompt) - 1e-9) ? waiting : prompt;
      if (best === null) return null;
      next[at] = best;
      for (const { stops } of best) for (const { call, begin } of stops) begins.get(call)?.set(at, begin);
    }
  }
  return next;
}

/** The problem in which stops of one day do not begin before the hour that they keep. */
function withWaiting(problem: RotaProblem, trips: readonly (readonly number[])[], at: number, keeping: HourKeeping): RotaProblem {
  const calls = [...problem.calls];
  for (const code of trips.flat()) {
    const opens = keeping.notBefore(code, at);
    if (opens === null) continue;
    const call = problem.calls[code] as ProblemCall;
    const windows = call.windows.length === 0 ? [{ from: opens, to: Number.POSITIVE_INFINITY }] : call.windows;
    calls[code] = {
      ...call,
      windows: windows.filter(({ to }) => to >= opens).map(({ from, to }) => ({ from: Math.max(from, opens), to })),
    };
  }
  return { ...problem, calls };
}

/** Begins of the calls that stand in changed days, by shift. */
function beginsOf(days: readonly (TimedDay | null)[], changed: ReadonlyMap<number, readonly (readonly number[])[]>) {
  const begins = new Map<number, Map<number, number>>();
  for (const trips of changed.values()) for (const call of trips.flat()) begins.set(call, new Map());
  for (const [at, day] of days.entries()) {
    for (const { stops } of day ?? []) for (const { call, begin } of stops) begins.get(call)?.set(at, begin);
  }
  return begins;
}

function medianOf(values: Iterable<number>): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

function hoursWorth({ made, villages }: Standing, call: number, usual: number): readonly number[] {
  const { hourTolerance } = made.problem.weights;
  const { village, round } = made.calls[call] as Standing['made']['calls'][number];
  const wished = villages.get(village)?.wishes.flatMap((it) => (it.hours && (it.round ?? round) === round ? [it.hours] : [])) ?? [];
  return [usual, usual - hourTolerance, usual + hourTolerance, ...wished.flatMap(({ from, to }) => [from, to])];
}

function priceOf(standing: Standing, at: number, day: TimedDay, usual: (call: number) => number, keeping: HourKeeping): number {
  const { made, county, villages } = standing;
  const { weights } = made.problem;
  const { date } = made.shifts[at] as Standing['made']['shifts'][number];
  const [start, end] = [day[0]?.start ?? 0, day.at(-1)?.end ?? 0];
  let price =
    weights.overtime * Math.max(0, end - (made.problem.shifts[at] as ProblemShift).closesAt) + WAITING * (end - start) + LATER * end;
  for (const { stops } of day) {
    for (const { call, begin } of stops) {
      const off = Math.abs(begin - usual(call)) - weights.hourTolerance;
      if (off > 0) price += weights.irregularity * off;
      const { village, round } = made.calls[call] as Standing['made']['calls'][number];
      price += county.policy.wishWeight * wishesBroken(villages.get(village), round, date, begin) + keeping.price(call, at, begin);
    }
  }
  return price;
}
