import { verifyRota } from '../../bench/plan/verify-rota.ts';
import type { RotaProblem } from '../../src/mod.ts';

/**
 * The least cost by trying everything: every pattern of every call, every shift of each visit, every order and every cut into trips. Null when no rota
 * makes all visits that must be made; calls with a price may stay out whole. For a handful of visits only.
 */
export function cheapestByTrial(problem: RotaProblem): number | null {
  let least = Number.POSITIVE_INFINITY;
  const patterns = problem.calls.map(() => -1);
  const rows: number[][] = problem.shifts.map(() => []);
  const cheapestOf = new Map<string, Best>();
  const visit = (c: number): void => {
    const call = problem.calls[c];
    if (call === undefined) {
      least = Math.min(least, costOfRows(problem, rows, patterns, cheapestOf));
      return;
    }
    for (const [p, { days }] of call.patterns.entries()) {
      patterns[c] = p;
      spread(problem, rows, c, days, () => visit(c + 1));
    }
    patterns[c] = -1;
    if (call.missPrice === Number.POSITIVE_INFINITY) return;
    for (const days of partsOf(call.patterns.map((pattern) => pattern.days))) spread(problem, rows, c, days, () => visit(c + 1));
  };
  visit(0);
  return least === Number.POSITIVE_INFINITY ? null : least;
}

interface Best {
  readonly cost: number;
  readonly trips: number[][];
}

/** All proper subsets of the patterns' days, each once. */
function partsOf(patterns: readonly (readonly number[])[]): number[][] {
  const parts = new Map<string, number[]>();
  for (const days of patterns) {
    for (let bits = 0; bits < 2 ** days.length - 1; bits++) {
      const part = days.filter((_, i) => (bits >> i) & 1);
      parts.set(part.join(), part);
    }
  }
  return [...parts.values()];
}

/** Puts the call into one shift of each of these days, in all ways. */
function spread(problem: RotaProblem, rows: number[][], c: number, days: readonly number[], then: () => void): void {
  const [day, ...later] = days;
  if (day === undefined) {
    then();
    return;
  }
  for (const [s, shift] of problem.shifts.entries()) {
    if (shift.day !== day) continue;
    rows[s]?.push(c);
    spread(problem, rows, c, later, then);
    rows[s]?.pop();
  }
}

function costOfRows(problem: RotaProblem, rows: number[][], patterns: number[], known: Map<string, Best>): number {
  const trips = problem.shifts.map((_, s) => {
    const key = `${s}:${[...(rows[s] as number[])].sort((a, b) => a - b)}`;
    let best = known.get(key);
    if (best === undefined) {
      best = cheapestTrips(problem, s, rows[s] as number[]);
      known.set(key, best);
    }
    return best;
  });
  if (trips.some(({ cost }) => cost === Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  const left = problem.calls.reduce((sum, call, c) => {
    if (patterns[c] !== -1) return sum;
    return sum + Math.min(...call.patterns.map(({ days }) => days.length)) - rows.filter((row) => row.includes(c)).length;
  }, 0);
  const answer = { trips: trips.map((best) => best.trips), patterns: [...patterns], missing: left, isFeasible: true, cost: 0 };
  const { faults, cost } = verifyRota(problem, answer);
  return faults.length > 0 ? Number.POSITIVE_INFINITY : cost;
}

/** The cheapest order and cut of one shift's calls, by itself. */
function cheapestTrips(problem: RotaProblem, s: number, calls: readonly number[]): Best {
  let best: Best = { cost: calls.length === 0 ? 0 : Number.POSITIVE_INFINITY, trips: [] };
  const alone = {
    ...problem,
    calls: problem.calls.map((call) => ({ ...call, patterns: [{ days: [problem.shifts[s]?.day ?? 0], price: 0 }], missPrice: 0 })),
  };
  for (const order of ordersOf(calls)) {
    for (let cuts = 0; cuts < 2 ** Math.max(0, order.length - 1); cuts++) {
      const trips: number[][] = [[]];
      for (const [i, call] of order.entries()) {
        trips.at(-1)?.push(call);
        if (i < order.length - 1 && (cuts >> i) & 1) trips.push([]);
      }
      const shifts = problem.shifts.map((_, other) => (other === s ? trips : []));
      const patterns = problem.calls.map((_, c) => (calls.includes(c) ? 0 : -1));
      const missing = problem.calls.length - calls.length;
      const { faults, cost } = verifyRota(alone, { trips: shifts, patterns, missing, isFeasible: true, cost: 0 });
      if (faults.length === 0 && cost < best.cost) best = { cost, trips };
    }
  }
  return best;
}

function* ordersOf(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) return;
  if (items.length === 1) {
    yield [...items];
    return;
  }
  for (const [i, first] of items.entries()) {
    for (const rest of ordersOf([...items.slice(0, i), ...items.slice(i + 1)])) yield [first, ...rest];
  }
}
