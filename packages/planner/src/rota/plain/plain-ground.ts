import type { ProblemShift, RotaProblem } from '../problem.ts';

/** The plain subset of problems, laid out for the genetic search: costs of a row are sums along it, so that a change is told from its ends. */
export interface PlainGround {
  readonly problem: RotaProblem;
  readonly calls: number;
  readonly days: number;
  /** At most one dimension; zeros where there is none. */
  readonly load: Float64Array;
  readonly stopMinutes: Float64Array;
  /** Days of each pattern of each call, and its price. */
  readonly patterns: readonly (readonly { readonly days: readonly number[]; readonly price: number; readonly mask: number }[])[];
  readonly shiftsOf: readonly Int32Array[];
  readonly near: readonly Int32Array[];
  /** Some shift has a longest row. */
  readonly isLimited: boolean;
  readonly isSymmetric: boolean;
  /** Calls in the order in which a ray from the depot would sweep over them, in an embedding of the first table in the plane. */
  readonly bearing: Float64Array;
}

/** Visits beyond which a population costs too much time and room. */
const MOST_VISITS = 2500;
const MOST_DAYS = 31;

/** Whether nothing in the problem needs more than loads, sums of minutes and patterns. */
export function isPlain(problem: RotaProblem): boolean {
  const { calls, shifts, weights, loads, days } = problem;
  if (days > MOST_DAYS || loads > 1 || weights.unfairness > 0 || weights.irregularity > 0 || shifts.length === 0) return false;
  const visits = calls.reduce((sum, { patterns }) => sum + (patterns[0]?.days.length ?? 0), 0);
  if (calls.length < 2 || visits > MOST_VISITS) return false;
  const worked = new Set(shifts.map(({ day }) => day));
  if (!calls.every(({ patterns }) => patterns.every(({ days: on }) => on.every((day) => worked.has(day))))) return false;
  const isFree = calls.every(
    ({ windows, vehicles, missPrice }) => windows.length === 0 && vehicles === null && missPrice === Number.POSITIVE_INFINITY,
  );
  const tableOf = new Map(shifts.map(({ day, table }) => [day, table]));
  if (!isFree || !problem.tables.every((one) => isConnected(one, problem.sites))) return false;
  return shifts.every((shift) => isPlainShift(shift, loads) && tableOf.get(shift.day) === shift.table);
}

function isPlainShift({ rest, range, maxTrips, maxOvertime, start, end }: ProblemShift, loads: number): boolean {
  const isRound = start === end && rest === null && range === Number.POSITIVE_INFINITY;
  return isRound && (maxTrips === 1 || loads === 0) && maxTrips >= 1 && maxOvertime === 0;
}

function isConnected({ cost, minutes }: RotaProblem['tables'][number], sites: number): boolean {
  for (let s = 0; s < sites; s++) if (cost[s * sites + s] !== 0 || minutes[s * sites + s] !== 0) return false;
  return cost.every(Number.isFinite) && minutes.every(Number.isFinite);
}

/** What a row of this shift may last. */
export function limitOf({ longestMinutes, closesAt, opensAt }: ProblemShift): number {
  return Math.min(longestMinutes, closesAt - opensAt);
}

const NEAR = 30;

export function layPlain(problem: RotaProblem, near: readonly Int32Array[]): PlainGround {
  const { calls, shifts, days, sites } = problem;
  const shiftsOf = Array.from({ length: days }, () => [] as number[]);
  for (const [s, shift] of shifts.entries()) shiftsOf[shift.day]?.push(s);
  const tables = [...new Set(shifts.map(({ table }) => table))].map((t) => problem.tables[t] as RotaProblem['tables'][number]);
  return {
    problem,
    calls: calls.length,
    days,
    load: Float64Array.from(calls, ({ load }) => load[0] ?? 0),
    stopMinutes: Float64Array.from(calls, ({ stopMinutes }) => stopMinutes),
    patterns: calls.map(({ patterns }) =>
      patterns.map(({ days: on, price }) => ({ days: on, price, mask: on.reduce((mask, day) => mask | (1 << day), 0) })),
    ),
    shiftsOf: shiftsOf.map((list) => Int32Array.from(list)),
    near: near.map((list, c) => list.filter((other) => other !== c).subarray(0, NEAR)),
    isLimited: shifts.some((shift) => limitOf(shift) < Number.POSITIVE_INFINITY),
    isSymmetric: tables.every(({ cost, minutes }) => isSymmetric(cost, sites) && (cost === minutes || isSymmetric(minutes, sites))),
    bearing: bearings(problem),
  };
}

function isSymmetric(matrix: Float64Array, sites: number): boolean {
  for (let a = 0; a < sites; a++) for (let b = 0; b < a; b++) if (matrix[a * sites + b] !== matrix[b * sites + a]) return false;
  return true;
}

/** FastMap (Faloutsos and Lin 1995): two axes from far pairs of sites, then the angle around the first depot. */
function bearings({ calls, sites, tables, shifts }: RotaProblem): Float64Array {
  const cost = tables[shifts[0]?.table ?? 0]?.cost as Float64Array;
  const depot = shifts[0]?.start ?? 0;
  const used = [depot, ...calls.map(({ site }) => site)];
  const x = new Float64Array(sites);
  const y = new Float64Array(sites);
  const square = (a: number, b: number): number => {
    const way = Math.min(cost[a * sites + b] as number, 1e9);
    return way * way - ((x[a] as number) - (x[b] as number)) ** 2;
  };
  const farthest = (from: number): number => used.reduce((far, site) => (square(from, site) > square(from, far) ? site : far), from);
  const axis = (into: Float64Array): void => {
    const a = farthest(depot);
    const b = farthest(a);
    const between = square(a, b);
    if (!(between > 0)) return;
    const along = used.map((site) => (square(a, site) + between - square(b, site)) / (2 * Math.sqrt(between)));
    for (const [i, site] of used.entries()) into[site] = along[i] as number;
  };
  axis(y);
  x.set(y);
  y.fill(0);
  axis(y);
  return Float64Array.from(calls, ({ site }) =>
    Math.atan2((y[site] as number) - (y[depot] as number), (x[site] as number) - (x[depot] as number)),
  );
}
