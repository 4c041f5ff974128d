import type { ProblemShift, RotaProblem } from './problem.ts';

export interface TimedStop {
  readonly call: number;
  readonly arrive: number;
  readonly begin: number;
  readonly leave: number;
}

export interface TimedTrip {
  readonly start: number;
  readonly end: number;
  readonly stops: readonly TimedStop[];
  readonly rest: { readonly from: number; readonly to: number } | null;
}

export type TimedDay = readonly TimedTrip[];

/** Where the crew rests: not within its work, before a trip leaves, or at a stop, before it begins or when it is over. */
export type RestPlace = 'outside' | { readonly trip: number; readonly stop: number | 'depot'; readonly isAfter: boolean };

/** Every place where a day's rest could be. */
export function restPlaces(shift: ProblemShift, trips: readonly (readonly number[])[]): readonly RestPlace[] {
  if (!shift.rest) return ['outside'];
  return [
    'outside',
    ...trips.flatMap((stops, trip) => [
      { trip, stop: 'depot' as const, isAfter: false },
      ...stops.flatMap((_, stop) => [
        { trip, stop, isAfter: false },
        { trip, stop, isAfter: true },
      ]),
    ]),
  ];
}

/**
 * Walks through a day: each trip leaves when it is wished to, or as soon after as the one before is back and turned round, and waits
 * where a window is not open yet. Null when a window, the rest or the shift's end (overtime included) is missed, or there is no way.
 */
export function timeDay(
  problem: RotaProblem,
  shift: ProblemShift,
  trips: readonly (readonly number[])[],
  wished: readonly number[],
  place: RestPlace,
): TimedDay | null {
  const { minutes } = problem.tables[shift.table] as RotaProblem['tables'][number];
  const { rest } = shift;
  const timed: TimedTrip[] = [];
  let back = Number.NEGATIVE_INFINITY;
  for (const [at, calls] of trips.entries()) {
    const here = typeof place === 'object' && place.trip === at ? place : null;
    const turnaround = at === 0 ? 0 : shift.turnaroundMinutes;
    let start = Math.max(wished[at] ?? 0, shift.opensAt, back + turnaround);
    if (rest && here?.stop === 'depot') {
      const from = Math.max(back, rest.from);
      if (from > rest.to) return null;
      start = Math.max(start, from + rest.minutes + turnaround);
    }
    const stops: TimedStop[] = [];
    let [site, time, taken] = [shift.start, start, null as TimedTrip['rest']];
    const take = (from: number): number => {
      if (!rest) return from;
      taken = { from: Math.max(from, rest.from), to: Math.max(from, rest.from) + rest.minutes };
      return taken.to;
    };
    for (const [index, code] of calls.entries()) {
      const call = problem.calls[code] as RotaProblem['calls'][number];
      const arrive = time + (minutes[site * problem.sites + call.site] as number);
      const ready = here?.stop === index && !here.isAfter ? take(arrive) : arrive;
      const begin = openFrom(call.windows, ready);
      const over = begin + call.stopMinutes;
      const leave = here?.stop === index && here.isAfter ? take(over) : over;
      if (!Number.isFinite(leave) || (rest && taken && taken.from > rest.to)) return null;
      stops.push({ call: code, arrive, begin, leave });
      [site, time] = [call.site, leave];
    }
    const end = time + (minutes[site * problem.sites + (at === trips.length - 1 ? shift.end : shift.start)] as number);
    timed.push({ start, end, stops, rest: taken });
    back = end;
  }
  if (back > shift.closesAt + shift.maxOvertime) return null;
  return rest && place === 'outside' && back > rest.to ? null : timed;
}

/** The first minute from `at` on at which a stop may begin; Infinity when its last window has passed. */
function openFrom(windows: readonly { readonly from: number; readonly to: number }[], at: number): number {
  if (windows.length === 0) return at;
  for (const { from, to } of windows) if (at <= to) return Math.max(at, from);
  return Number.POSITIVE_INFINITY;
}
