import highsModule from 'highs';
import type { RotaAnswer, RotaProblem } from '../../src/mod.ts';

/** One round trip of a vehicle: its calls, and what its cheapest order costs. */
interface Route {
  readonly calls: readonly number[];
  readonly cost: number;
}

/** Of the whole horizon: the cheapest rota made of the pool's routes, and what no rota of near routes is cheaper than (the relaxed partition). */
export interface PoolOptimum {
  readonly cost: number;
  readonly bound: number;
  readonly pool: number;
  /** False when HiGHS ran out of time: `cost` is then the best that it found. */
  readonly isProved: boolean;
}

const LONGEST = 4;
/** A route's later calls are among so many nearest of its first. */
const NEIGHBOURS = 16;
const POOL = 2500;

/**
 * The best rota of a county whose weeks are alike, whose shifts are alike and whose calls may be on any day of the week: a pool of routes of at most four
 * stops near one another, the relaxed partition solved by pricing all of them, and the whole one over those of the least reduced
 * cost and those of a known rota.
 */
export async function poolOptimum(problem: RotaProblem, weeks: number, known: RotaAnswer, seconds: number): Promise<PoolOptimum> {
  const begun = ofFirstWeek(problem, weeks, known);
  const routes = [...begun, ...allRoutes(problem)];
  const most = problem.shifts.length / weeks;
  const count = problem.calls.length;
  let chosen = routes.filter(({ calls }) => calls.length <= 2);
  const isIn = new Set(chosen);
  for (;;) {
    const { value, duals } = await solve(chosen, count, most, 0, seconds);
    const priced = routes.map((route) => route.cost - route.calls.reduce((sum, c) => sum + (duals[c] as number), duals[count] as number));
    const worth = routes.flatMap((route, i) =>
      (priced[i] as number) < -1e-6 && !isIn.has(route) ? [{ route, price: priced[i] as number }] : [],
    );
    if (worth.length === 0) {
      const order = [...routes.keys()].slice(begun.length).sort((a, b) => (priced[a] as number) - (priced[b] as number) || a - b);
      const kept = [...begun, ...order.slice(0, POOL).map((i) => routes[i] as Route)];
      const whole = await solve(kept, count, most, begun.length, seconds);
      return { cost: whole.value * weeks, bound: value * weeks, pool: kept.length, isProved: whole.isProved };
    }
    worth.sort((a, b) => a.price - b.price);
    for (const { route } of worth.slice(0, 3000)) isIn.add(route);
    chosen = [...isIn];
  }
}

/** The routes of a known rota's first week. */
function ofFirstWeek(problem: RotaProblem, weeks: number, known: RotaAnswer): Route[] {
  const { cost } = problem.tables[0] as RotaProblem['tables'][number];
  const way = (a: number, b: number): number => cost[a * problem.sites + b] as number;
  return problem.shifts.flatMap(({ day, start }, s) => {
    const calls = known.trips[s]?.flat() ?? [];
    if (calls.length === 0 || day >= problem.days / weeks) return [];
    const sites = calls.map((call) => problem.calls[call]?.site ?? 0);
    return [{ calls, cost: cheapestTour(sites, start, way) }];
  });
}

function allRoutes(problem: RotaProblem): Route[] {
  const { calls, shifts, tables, sites } = problem;
  const [shift] = shifts;
  const { cost } = tables[0] as RotaProblem['tables'][number];
  const depot = shift?.start ?? 0;
  const longest = (shift?.closesAt ?? 0) - (shift?.opensAt ?? 0);
  const way = (a: number, b: number): number => cost[a * sites + b] as number;
  const siteOf = (call: number): number => calls[call]?.site ?? 0;
  const nearOf = (call: number): number[] =>
    [...calls.keys()]
      .filter((other) => other > call)
      .sort((a, b) => way(siteOf(call), siteOf(a)) - way(siteOf(call), siteOf(b)))
      .slice(0, NEIGHBOURS);
  const routes: Route[] = [];
  const grow = (list: readonly number[], stops: number, from: readonly number[]): void => {
    for (const [i, c] of from.entries()) {
      const now = [...list, c];
      const minutes = stops + (calls[c]?.stopMinutes ?? 0);
      const tour = cheapestTour(
        now.map((call) => calls[call]?.site as number),
        depot,
        way,
      );
      if (minutes + tour > longest) continue;
      routes.push({ calls: now, cost: tour });
      if (now.length < LONGEST) grow(now, minutes, list.length === 0 ? nearOf(c) : from.slice(i + 1));
    }
  };
  grow(
    [],
    0,
    calls.map((_, c) => c),
  );
  return routes;
}

/** By trying every order; costs are the same in both directions. */
function cheapestTour(places: readonly number[], depot: number, way: (a: number, b: number) => number): number {
  let least = Number.POSITIVE_INFINITY;
  const go = (here: number, left: readonly number[], sum: number): void => {
    if (left.length === 0) least = Math.min(least, sum + way(here, depot));
    else
      for (const next of left)
        go(
          next,
          left.filter((one) => one !== next),
          sum + way(here, next),
        );
  };
  go(depot, places, 0);
  return least;
}

/** Each call once, at most `most` routes; relaxed unless the first `begun` routes are a rota to begin with. Duals of the calls, then of the fleet. */
async function solve(routes: readonly Route[], calls: number, most: number, begun: number, seconds: number) {
  // The package's types are those of its CommonJS build; its ES module's default is the loader itself.
  const highs = await (highsModule as unknown as typeof highsModule.default)();
  const rows: number[][] = Array.from({ length: calls }, () => []);
  for (const [r, route] of routes.entries()) for (const c of route.calls) rows[c]?.push(r);
  const lists = [...rows, routes.map((_, r) => r)];
  const starts = [0];
  for (const list of lists) starts.push((starts.at(-1) as number) + list.length);
  const columns = Int32Array.from(lists.flat());
  const model = highs.createModel({
    numCols: routes.length,
    numRows: calls + 1,
    offset: 0,
    colCost: Float64Array.from(routes, ({ cost }) => cost),
    colLower: new Float64Array(routes.length),
    colUpper: new Float64Array(routes.length).fill(1),
    rowLower: Float64Array.from(lists, (_, i) => (i < calls ? 1 : 0)),
    rowUpper: Float64Array.from(lists, (_, i) => (i < calls ? 1 : most)),
    integrality: new Int32Array(routes.length).fill(begun > 0 ? 1 : 0),
    matrix: {
      format: 'csr',
      numRows: calls + 1,
      numCols: routes.length,
      starts: Int32Array.from(starts),
      indices: columns,
      values: new Float64Array(columns.length).fill(1),
    },
  });
  model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, random_seed: 1 });
  if (begun > 0) model.setSolution({ colValue: Float64Array.from(routes, (_, r) => (r < begun ? 1 : 0)) });
  model.run();
  const value = Number(model.info.get('objective_function_value'));
  const isProved = model.getModelStatus() === highs.constants.modelStatus.optimal;
  const duals = Float64Array.from(model.getSolution().rowDual);
  model.dispose();
  return { value, isProved, duals };
}
