import { inventToy } from './invented.ts';
import { measure, median } from './measure.ts';
import type { PlanBenchOptions } from './options.ts';
import { poolOptimum } from './pool.ts';

/** How long HiGHS may work on the partition. */
const POOL_SECONDS = 60;
const MOST_SECONDS = 5;

/** 73 villages twice in a fortnight, 4 vehicles: the gap to the best over a pool of routes, after five seconds at most. */
export async function benchCounty({ seeds, seconds }: PlanBenchOptions): Promise<object> {
  const problem = inventToy();
  const spent = Math.min(seconds, MOST_SECONDS);
  const runs = seeds.map((seed) => measure(problem, seed, spent));
  const costs = runs.map(({ cost, isFeasible }) => (isFeasible ? cost : Number.POSITIVE_INFINITY));
  const [known] = runs.filter(({ isFeasible }) => isFeasible).sort((a, b) => a.cost - b.cost);
  console.log(`73 villages × 2, 4 vehicles, ${spent} CPU seconds: ${costs.map((cost) => cost.toFixed(1)).join(' ')}`);
  if (!known) return { gapPercent: null };
  const best = await poolOptimum(problem, 2, known.answer, POOL_SECONDS);
  const gap = (100 * (median(costs) - best.cost)) / best.cost;
  console.log(
    `best over a pool of ${best.pool} routes: ${best.cost.toFixed(1)}${best.isProved ? '' : ' (not proved)'}, ` +
      `relaxed ${best.bound.toFixed(1)}; median gap ${gap.toFixed(3)} %`,
  );
  return { gapPercent: Math.round(gap * 1000) / 1000, poolOptimum: best.cost, isPoolProved: best.isProved, poolBound: best.bound };
}
