import type { ProblemShift, RotaProblem } from '../problem.ts';

/** What never changes during a search, laid out for it. */
export interface Ground {
  readonly problem: RotaProblem;
  readonly sites: number;
  readonly siteOf: Int32Array;
  readonly stopMinutes: Float64Array;
  /** `calls × loads`. */
  readonly load: Float64Array;
  /** What the search reckons for a visit left out: the call's own price, or more than any way round where there is none. */
  readonly missPrice: Float64Array;
  readonly shiftsOf: readonly Int32Array[];
  /** Shifts of a day that differ in the vehicle alone share a number, so that only one empty one of them need be looked at. */
  readonly kindOf: Int32Array;
  /** `calls × vehicles`; null when every vehicle may serve every call. */
  readonly allowed: Uint8Array | null;
  /** Windows, rests or usual hours: the end of a row cannot be told from its length. */
  readonly isTimed: boolean;
  readonly near: readonly Int32Array[];
}

const NEAR = 80;

export function layGround(problem: RotaProblem): Ground {
  const { calls, shifts, loads, days, vehicles, sites } = problem;
  const shiftsOf = Array.from({ length: days }, () => [] as number[]);
  for (const [s, shift] of shifts.entries()) shiftsOf[shift.day]?.push(s);
  const dearest = dearestWay(problem);
  const load = new Float64Array(calls.length * loads);
  for (const [c, call] of calls.entries()) for (let l = 0; l < loads; l++) load[c * loads + l] = call.load[l] ?? 0;
  return {
    problem,
    sites,
    siteOf: Int32Array.from(calls, ({ site }) => site),
    stopMinutes: Float64Array.from(calls, ({ stopMinutes }) => stopMinutes),
    load,
    missPrice: Float64Array.from(calls, ({ missPrice }) => (missPrice < Number.POSITIVE_INFINITY ? missPrice : 10 * dearest)),
    shiftsOf: shiftsOf.map((list) => Int32Array.from(list)),
    kindOf: kindsOf(problem),
    allowed: calls.some(({ vehicles: named }) => named !== null) ? allowedVehicles(problem, vehicles) : null,
    isTimed:
      calls.some(({ windows }) => windows.length > 0) || shifts.some(({ rest }) => rest !== null) || problem.weights.irregularity > 0,
    near: nearOf(problem),
  };
}

/** The longest single way that exists, and the dearest wish. */
function dearestWay(problem: RotaProblem): number {
  let most = 1;
  for (const { cost } of problem.tables) for (const way of cost) if (way > most && way < Number.POSITIVE_INFINITY) most = way;
  for (const { patterns } of problem.calls)
    for (const { price } of patterns) if (price < Number.POSITIVE_INFINITY) most = Math.max(most, price);
  return most;
}

function kindsOf({ shifts }: RotaProblem): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from(shifts, (shift: ProblemShift) => {
    const key = JSON.stringify({ ...shift, vehicle: 0, longestMinutes: String(shift.longestMinutes), range: String(shift.range) });
    const kind = seen.get(key) ?? seen.size;
    seen.set(key, kind);
    return kind;
  });
}

function allowedVehicles({ calls }: RotaProblem, vehicles: number): Uint8Array {
  const allowed = new Uint8Array(calls.length * vehicles);
  for (const [c, { vehicles: named }] of calls.entries()) {
    if (named === null) allowed.fill(1, c * vehicles, (c + 1) * vehicles);
    else for (const vehicle of named) allowed[c * vehicles + vehicle] = 1;
  }
  return allowed;
}

/** For each call the calls nearest to it by the first table, itself first. */
function nearOf({ calls, tables, sites, shifts }: RotaProblem): readonly Int32Array[] {
  const cost = (tables[shifts[0]?.table ?? 0] ?? tables[0])?.cost ?? new Float64Array(sites * sites);
  const way = new Float64Array(calls.length);
  const order = Int32Array.from(calls, (_, c) => c);
  return calls.map(({ site }, c) => {
    for (const [other, { site: there }] of calls.entries()) way[other] = cost[site * sites + there] as number;
    way[c] = -1;
    if (order.length <= 4 * NEAR) return Int32Array.from(order).sort((a, b) => (way[a] as number) - (way[b] as number) || a - b);
    return nearest(way, NEAR);
  });
}

/** The indices of the `count` least values, in order: a bound from a sample first, so that few are sorted. */
function nearest(way: Float64Array, count: number): Int32Array {
  const sample = Float64Array.from({ length: 256 }, (_, i) => way[Math.floor((i * way.length) / 256)] as number).sort();
  let at = Math.min(255, Math.ceil((256 * 2 * count) / way.length));
  for (;;) {
    const bound = at >= 255 ? Number.POSITIVE_INFINITY : (sample[at] as number);
    const chosen: number[] = [];
    for (let i = 0; i < way.length; i++) if ((way[i] as number) <= bound) chosen.push(i);
    if (chosen.length >= count || at >= 255) {
      chosen.sort((a, b) => (way[a] as number) - (way[b] as number) || a - b);
      return Int32Array.from(chosen.slice(0, count));
    }
    at = Math.min(255, 2 * at);
  }
}
