import type { ProblemCall, ProblemShift, RotaAnswer, RotaProblem } from '../../src/mod.ts';

/** What a look from outside finds: broken promises in words, and the cost added up anew. Shares nothing with the search but the types. */
export interface Verdict {
  readonly faults: readonly string[];
  /** Without irregular hours, which depend on which of several equal timetables is published. */
  readonly cost: number;
}

const SLACK = 1e-6;

export function verifyRota(problem: RotaProblem, answer: RotaAnswer): Verdict {
  const faults: string[] = [];
  const visited = problem.calls.map(() => [] as number[]);
  const work = Array.from({ length: problem.vehicles }, () => 0);
  let cost = 0;
  for (const [s, shift] of problem.shifts.entries()) {
    const trips = answer.trips[s] ?? [];
    if (trips.length === 0) continue;
    for (const call of trips.flat()) visited[call]?.push(shift.day);
    const own = verifyShift(problem, shift, trips);
    faults.push(...own.faults.map((fault) => `shift ${s}: ${fault}`));
    cost += own.cost;
    work[shift.vehicle] = (work[shift.vehicle] ?? 0) + own.minutes;
  }
  let missing = 0;
  for (const [c, call] of problem.calls.entries()) {
    const own = verifyCall(call, visited[c] ?? [], answer.patterns[c] ?? -2);
    faults.push(...own.faults.map((fault) => `call ${c}: ${fault}`));
    cost += own.cost;
    missing += own.missing;
    if (own.missing > 0 && call.missPrice === Number.POSITIVE_INFINITY && answer.isFeasible)
      faults.push(`call ${c}: left out, yet called feasible`);
  }
  if (missing !== answer.missing) faults.push(`${missing} visits missing, not ${answer.missing}`);
  let pairs = 0;
  for (const a of work) for (const b of work) pairs += Math.abs(a - b);
  if (work.length > 1) cost += (problem.weights.unfairness * pairs) / (work.length * (work.length - 1));
  return { faults, cost };
}

function verifyCall(call: ProblemCall, days: readonly number[], pattern: number): { faults: string[]; cost: number; missing: number } {
  const made = [...days].sort((a, b) => a - b);
  const asked = Math.min(...call.patterns.map((one) => one.days.length));
  if (pattern === -1) {
    const isPart = call.patterns.some((one) => made.every((day) => one.days.includes(day))) && new Set(made).size === made.length;
    const missing = Math.max(0, asked - made.length);
    const faults = isPart && missing > 0 ? [] : [`days ${made} are no part of a pattern`];
    return { faults, cost: call.missPrice < Number.POSITIVE_INFINITY ? missing * call.missPrice : 0, missing };
  }
  const chosen = call.patterns[pattern];
  const isKept = chosen !== undefined && made.join() === chosen.days.join();
  return { faults: isKept ? [] : [`days ${made} are not pattern ${pattern}`], cost: chosen?.price ?? 0, missing: 0 };
}

function verifyShift(problem: RotaProblem, shift: ProblemShift, trips: RotaAnswer['trips'][number]) {
  const faults: string[] = [];
  const table = problem.tables[shift.table] as RotaProblem['tables'][number];
  const way = (matrix: Float64Array, a: number, b: number): number => matrix[a * problem.sites + b] as number;
  let cost = 0;
  if (trips.length > shift.maxTrips) faults.push(`${trips.length} trips`);
  const legs: Leg[] = [];
  for (const [t, trip] of trips.entries()) {
    if (trip.length === 0) faults.push('an empty trip');
    const calls = trip.map((c) => problem.calls[c] as ProblemCall);
    const sites = [shift.start, ...calls.map(({ site }) => site), t === trips.length - 1 ? shift.end : shift.start];
    let metres = 0;
    for (let i = 1; i < sites.length; i++) {
      cost += way(table.cost, sites[i - 1] as number, sites[i] as number);
      metres += table.metres ? way(table.metres, sites[i - 1] as number, sites[i] as number) : 0;
      const isLast = i === sites.length - 1;
      legs.push({
        drive: way(table.minutes, sites[i - 1] as number, sites[i] as number),
        stay: isLast ? (t < trips.length - 1 ? shift.turnaroundMinutes : 0) : (calls[i - 1]?.stopMinutes as number),
        windows: isLast ? [] : (calls[i - 1]?.windows ?? []),
      });
    }
    if (metres > shift.range + SLACK) faults.push(`trip of ${metres} metres`);
    for (let l = 0; l < problem.loads; l++) {
      const aboard = calls.reduce((sum, { load }) => sum + (load[l] ?? 0), 0);
      if (aboard > (shift.capacity[l] as number) + SLACK) faults.push(`load ${aboard} of dimension ${l}`);
    }
    for (const c of trip)
      if (problem.calls[c]?.vehicles?.includes(shift.vehicle) === false) faults.push(`call ${c} does not want vehicle ${shift.vehicle}`);
  }
  const { end, departure } = bestTimes(shift, legs);
  if (!(end <= shift.closesAt + shift.maxOvertime + SLACK)) faults.push(`ends at ${end}`);
  if (end - departure > shift.longestMinutes + 1e-3) faults.push(`takes ${end - departure} minutes`);
  cost += problem.weights.overtime * Math.max(0, end - shift.closesAt);
  return { faults, cost, minutes: end - departure };
}

interface Leg {
  readonly drive: number;
  readonly stay: number;
  readonly windows: readonly { readonly from: number; readonly to: number }[];
}

/** Tries the rest at every place. The earliest end, and the latest departure that still makes it. */
function bestTimes(shift: ProblemShift, legs: readonly Leg[]): { end: number; departure: number } {
  const places = shift.rest === null ? [-1] : [-1, ...Array.from({ length: 2 * legs.length - 1 }, (_, i) => i)];
  const end = Math.min(...places.map((place) => endOf(shift, legs, place)));
  if (!Number.isFinite(end)) return { end, departure: shift.opensAt };
  return { end, departure: Math.max(shift.opensAt, ...places.map((place) => departureOf(shift, legs, place, end + 1e-9))) };
}

/** `place` 0 is before leaving, 2i + 1 before stay i, 2i + 2 after it; -1 is no rest, which a crew needs that is out when rests begin; at home it is too late for it. */
function endOf(shift: ProblemShift, legs: readonly Leg[], place: number): number {
  const { rest } = shift;
  const pause = (at: number): number => (rest === null || at > rest.to ? Number.POSITIVE_INFINITY : Math.max(at, rest.from) + rest.minutes);
  let now = place === 0 ? pause(shift.opensAt) : shift.opensAt;
  for (const [i, leg] of legs.entries()) {
    now += leg.drive;
    if (place === 2 * i + 1) now = pause(now);
    if (leg.windows.length > 0) {
      const at = now;
      now = Math.max(now, leg.windows.find(({ to }) => at <= to)?.from ?? Number.POSITIVE_INFINITY);
    }
    now += leg.stay;
    if (place === 2 * i + 2) now = pause(now);
  }
  return place === -1 && rest !== null && now > rest.from ? Number.POSITIVE_INFINITY : now;
}

function departureOf(shift: ProblemShift, legs: readonly Leg[], place: number, end: number): number {
  const { rest } = shift;
  const never = Number.NEGATIVE_INFINITY;
  const pause = (at: number): number => {
    const begin = rest === null ? never : Math.min(at - rest.minutes, rest.to);
    return begin >= (rest?.from ?? 0) ? begin : never;
  };
  if (place === -1 && rest !== null && end > rest.from + 1e-6) return never;
  let late = end;
  for (const [i, leg] of [...legs.entries()].reverse()) {
    if (place === 2 * i + 2) late = pause(late);
    late -= leg.stay;
    const at = late;
    if (leg.windows.length > 0) late = Math.max(never, ...leg.windows.filter(({ from }) => from <= at).map(({ to }) => Math.min(at, to)));
    if (place === 2 * i + 1) late = pause(late);
    late -= leg.drive;
  }
  return place === 0 ? pause(late) : late;
}
