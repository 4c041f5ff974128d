import type { ProblemShift, RotaProblem } from './problem.ts';

/** Between two trips in a shift's row of calls. */
export const NEXT_TRIP = -1;

/** When a crew is where. Minutes of the day. */
export interface ShiftTimes {
  readonly departsAt: number;
  readonly endsAt: number;
  /** For each entry of the row: begin of the stop, or departure of the next trip. */
  readonly begins: readonly number[];
  /** Arrival at each entry's site. */
  readonly arrivals: readonly number[];
  readonly rest: { readonly from: number; readonly to: number; readonly after: number; readonly isBeforeStop: boolean } | null;
}

/** Room for one walk along a row; grows with the longest row and is used again. */
interface Walk {
  /** Begin with the rest still to come, and with it behind. */
  fresh: Float64Array;
  rested: Float64Array;
  arriveFresh: Float64Array;
  arriveRested: Float64Array;
  /** Where `rested` comes from: 0 rested before, 1 the rest is here before the stop, 2 after it. */
  before: Uint8Array;
  after: Uint8Array;
}

const WALK: Walk = roomFor(64);

function roomFor(length: number): Walk {
  return {
    fresh: new Float64Array(length),
    rested: new Float64Array(length),
    arriveFresh: new Float64Array(length),
    arriveRested: new Float64Array(length),
    before: new Uint8Array(length),
    after: new Uint8Array(length),
  };
}

/** The first minute from `at` on at which a stop may begin; Infinity when its last window has passed. */
function openFrom(windows: readonly { readonly from: number; readonly to: number }[], at: number): number {
  if (windows.length === 0) return at;
  for (const { from, to } of windows) if (at <= to) return at > from ? at : from;
  return Number.POSITIVE_INFINITY;
}

/**
 * Earliest end of a row of calls begun at `departsAt` (Infinity when a window, the rest or a missing way forbids it). Trips but the last come back to
 * the start, the last ends at the end site. The rest begins between `from` and `to`, at a site and never while driving or serving; a crew that is
 * back by `from` needs none. Of the two states kept at each site (rest to come, rest behind) the earliest time is the best: later never overtakes.
 */
export function endOfRow(problem: RotaProblem, shift: ProblemShift, row: ArrayLike<number>, length: number, departsAt: number): number {
  if (WALK.fresh.length < length + 1) Object.assign(WALK, roomFor(2 * length + 1));
  const { minutes } = problem.tables[shift.table] as RotaProblem['tables'][number];
  const sites = problem.sites;
  const { rest, turnaroundMinutes } = shift;
  const take = (at: number): number => {
    if (rest === null || at > rest.to) return Number.POSITIVE_INFINITY;
    return (at > rest.from ? at : rest.from) + rest.minutes;
  };
  let here = shift.start;
  let fresh = departsAt;
  let rested = take(departsAt);
  for (let i = 0; i < length; i++) {
    const code = row[i] as number;
    const call = code === NEXT_TRIP ? null : (problem.calls[code] as RotaProblem['calls'][number]);
    const site = call ? call.site : shift.start;
    const way = minutes[here * sites + site] as number;
    fresh += way;
    rested += way;
    WALK.arriveFresh[i] = fresh;
    const now = take(fresh);
    WALK.before[i] = now < rested ? 1 : 0;
    WALK.arriveRested[i] = now < rested ? fresh : rested;
    if (now < rested) rested = now;
    if (call) {
      fresh = openFrom(call.windows, fresh);
      rested = openFrom(call.windows, rested);
      WALK.fresh[i] = fresh;
      WALK.rested[i] = rested;
      fresh += call.stopMinutes;
      rested += call.stopMinutes;
    } else {
      fresh += turnaroundMinutes;
      rested += turnaroundMinutes;
      WALK.fresh[i] = fresh;
      WALK.rested[i] = rested;
    }
    const later = take(fresh);
    WALK.after[i] = later < rested ? 1 : 0;
    if (later < rested) rested = later;
    here = site;
  }
  const way = minutes[here * sites + shift.end] as number;
  fresh += way;
  rested += way;
  if (rest === null || fresh <= rest.from) return fresh;
  return rested;
}

/** The row's times when it leaves as late as it can without ending later: less waiting, shorter shifts. Null when it cannot be driven at all. */
export function timeShift(problem: RotaProblem, shift: ProblemShift, row: readonly number[]): ShiftTimes | null {
  const endsAt = endOfRow(problem, shift, row, row.length, shift.opensAt);
  if (endsAt === Number.POSITIVE_INFINITY) return null;
  const departsAt = latestDeparture(problem, shift, row, endsAt);
  endOfRow(problem, shift, row, row.length, departsAt);
  return readTimes(problem, shift, row, departsAt, endsAt);
}

/** Bisection over the departure: the end never gets earlier when the crew leaves later. To 1e-4 minutes. */
function latestDeparture(problem: RotaProblem, shift: ProblemShift, row: readonly number[], endsAt: number): number {
  if (!mayWait(problem, shift, row)) return shift.opensAt;
  let early = shift.opensAt;
  let late = endsAt;
  const ends = (at: number) => endOfRow(problem, shift, row, row.length, at) <= endsAt + 1e-9;
  while (late - early > 1e-4) {
    const middle = (early + late) / 2;
    if (ends(middle)) early = middle;
    else late = middle;
  }
  return early;
}

function mayWait(problem: RotaProblem, shift: ProblemShift, row: readonly number[]): boolean {
  return shift.rest !== null || row.some((code) => code !== NEXT_TRIP && (problem.calls[code]?.windows.length ?? 0) > 0);
}

/** Follows the last walk back from its end, to see where the rest was taken. */
function readTimes(problem: RotaProblem, shift: ProblemShift, row: readonly number[], departsAt: number, endsAt: number): ShiftTimes {
  const begins = new Array<number>(row.length);
  const arrivals = new Array<number>(row.length);
  const { rest } = shift;
  let isRested = rest !== null && endsAt > rest.from;
  let taken: ShiftTimes['rest'] = null;
  const note = (at: number, after: number, isBeforeStop: boolean): void => {
    const from = rest === null ? 0 : Math.max(at, rest.from);
    taken = { from, to: from + (rest?.minutes ?? 0), after, isBeforeStop };
    isRested = false;
  };
  for (let i = row.length - 1; i >= 0; i--) {
    if (isRested && WALK.after[i] === 1) note((WALK.fresh[i] as number) + (problem.calls[row[i] as number]?.stopMinutes ?? 0), i, false);
    begins[i] = (isRested ? WALK.rested[i] : WALK.fresh[i]) as number;
    arrivals[i] = (isRested ? WALK.arriveRested[i] : WALK.arriveFresh[i]) as number;
    if (isRested && WALK.before[i] === 1) note(WALK.arriveFresh[i] as number, i, true);
  }
  if (isRested) note(departsAt, -1, false);
  return { departsAt, endsAt, begins, arrivals, rest: taken };
}
