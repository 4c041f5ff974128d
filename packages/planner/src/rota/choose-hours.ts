import type { County } from '../model/county.ts';
import type { CountyProblem } from './from-county.ts';
import { wishesBroken } from './plan-cost.ts';
import type { ProblemShift } from './problem.ts';
import { restPlaces, type TimedDay, timeDay } from './time-day.ts';

/** Passes over all days; each sees the usual hours that the one before left. */
const PASSES = 6;
/** Of a minute of a crew's day: with all else equal it is not spent waiting, and the crew is back sooner. */
const WAITING = 0.05;
const LATER = 0.001;

/**
 * Clock times for the trips of all shifts, so that visits of a call begin at about the same hour, wished hours are kept, and overtime
 * is not more than it must be. Coordinate descent: day by day, each trip's departure and the place of the rest are chosen anew against
 * the usual hours (medians) of all others. A shift that cannot be driven as it stands gives null.
 */
export function chooseHours(
  county: County,
  { problem, calls, shifts }: CountyProblem,
  trips: readonly (readonly (readonly number[])[])[],
): readonly (TimedDay | null)[] {
  const villages = new Map(county.villages.map((it) => [it.id, it]));
  const { weights } = problem;
  const tolerance = Math.floor(weights.hourTolerance); // of times to try; times are whole minutes
  const usual = new Float64Array(problem.calls.length).fill(Number.NaN);
  const priceOf = (at: number, day: TimedDay): number => {
    const shift = problem.shifts[at] as ProblemShift;
    const [start, end] = [day[0]?.start ?? 0, day.at(-1)?.end ?? 0];
    let price = weights.overtime * Math.max(0, end - shift.closesAt) + WAITING * (end - start) + LATER * end;
    for (const { stops } of day) {
      for (const { call, begin } of stops) {
        const off = Math.abs(begin - (usual[call] as number)) - weights.hourTolerance;
        if (off > 0) price += weights.irregularity * off;
        const { village, round } = calls[call] as CountyProblem['calls'][number];
        const { date } = shifts[at] as CountyProblem['shifts'][number];
        price += county.policy.wishWeight * wishesBroken(villages.get(village), round, date, begin);
      }
    }
    return price;
  };
  const hoursOf = (call: number): readonly number[] => {
    const { village, round } = calls[call] as CountyProblem['calls'][number];
    const wishes = villages.get(village)?.wishes.filter((it) => it.hours && (it.round ?? round) === round) ?? [];
    const hour = usual[call] as number;
    return [hour, hour - tolerance, hour + tolerance, ...wishes.flatMap(({ hours }) => (hours ? [hours.from, hours.to] : []))];
  };
  const days: (TimedDay | null)[] = trips.map(() => null);
  for (let pass = 0; pass < PASSES; pass++) {
    let hasChanged = false;
    for (const [at, own] of trips.entries()) {
      const stops = own.filter((trip) => trip.length > 0);
      if (stops.length === 0) continue;
      const best = bestDay(problem, problem.shifts[at] as ProblemShift, stops, days[at] ?? null, hoursOf, (day) => priceOf(at, day));
      if (best === null || best === days[at]) continue;
      days[at] = best;
      hasChanged = true;
    }
    if (!hasChanged) break;
    setUsualHours(usual, days);
  }
  return days;
}

function setUsualHours(usual: Float64Array, days: readonly (TimedDay | null)[]): void {
  const begins = new Map<number, number[]>();
  for (const { stops } of days.flatMap((day) => day ?? [])) {
    for (const { call, begin } of stops) begins.set(call, [...(begins.get(call) ?? []), begin]);
  }
  for (const [call, all] of begins) usual[call] = all.sort((a, b) => a - b)[(all.length - 1) >> 1] as number;
}

/** The cheapest way through a day from where it stands: its trips' departures one by one, and where the rest is. */
export function bestDay(
  problem: CountyProblem['problem'],
  shift: ProblemShift,
  trips: readonly (readonly number[])[],
  now: TimedDay | null,
  hoursOf: (call: number) => readonly number[],
  priceOf: (day: TimedDay) => number,
): TimedDay | null {
  let best = now;
  let price = now ? priceOf(now) : Number.POSITIVE_INFINITY;
  const starts = now ? now.map(({ start }) => start) : [];
  for (const place of restPlaces(shift, trips)) {
    let [wished, base] = [starts, timeDay(problem, shift, trips, starts, place) ?? timeDay(problem, shift, trips, [], place)];
    if (!base) continue;
    for (const [trip] of trips.entries()) {
      for (const start of startsToTry(base, trip, hoursOf)) {
        const next = [...wished];
        for (let it = 0; it < trip; it++) next[it] = (base as TimedDay)[it]?.start ?? 0;
        next[trip] = start;
        const day = timeDay(problem, shift, trips, next, place);
        if (!day) continue;
        const its = priceOf(day);
        if (its >= price - 1e-9) continue;
        [best, price, base, wished] = [day, its, day, next];
      }
    }
  }
  return best;
}

/** Departures of one trip that bring one of its stops to an hour worth having, as early as can be, or without waiting at the first stop. */
function startsToTry(day: TimedDay, trip: number, hoursOf: (call: number) => readonly number[]): readonly number[] {
  const { start, stops } = day[trip] as TimedDay[number];
  const shifted = stops.flatMap(({ call, begin }) => hoursOf(call).map((hour) => start + hour - begin));
  const waits = stops.map(({ arrive, begin }) => start + begin - arrive);
  return [...new Set([0, start, ...waits, ...shifted.filter((it) => Number.isFinite(it) && it >= 0)])];
}
