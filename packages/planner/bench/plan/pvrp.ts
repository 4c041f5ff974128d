import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { measure, median } from './measure.ts';
import type { PlanBenchOptions } from './options.ts';
import { readPvrp } from './read-pvrp.ts';

/** The folder of Cordeau's instances: `shared/data/pvrp` beside the checkout or beside one of the folders above it. */
function pvrpFolder(): string | null {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const data = join(folder, 'shared/data/pvrp');
    if (existsSync(join(data, 'best-known.csv'))) return data;
  }
  return null;
}

/** Gap to the best known value of each instance, the median of the seeds. A search that has reached the best known value (of two decimals) ends. */
export function benchPvrp(options: PlanBenchOptions): object {
  const folder = pvrpFolder();
  if (folder === null) {
    console.log('pvrp: ../shared/data/pvrp is not there; left out');
    return { skipped: true };
  }
  const rows = readFileSync(join(folder, 'best-known.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','))
    .filter(([name]) => options.instances.size === 0 || options.instances.has(name as string));
  console.log('instance   best known     median     gap %   per seed                        first feasible s');
  const gaps: Record<string, number> = {};
  let slowest = 0;
  for (const [name, known] of rows as [string, string][]) {
    const best = Number(known);
    const problem = readPvrp(join(folder, name));
    const runs = options.seeds.map((seed) => measure(problem, seed, options.seconds, best + 0.005));
    const costs = runs.map(({ cost, isFeasible }) => (isFeasible ? cost : Number.POSITIVE_INFINITY));
    const gap = (100 * (median(costs) - best)) / best;
    const first = Math.max(...runs.map(({ firstFeasibleSeconds }) => firstFeasibleSeconds));
    gaps[name] = round(gap);
    slowest = Math.max(slowest, first);
    const each = costs.map((cost) => cost.toFixed(2)).join(' ');
    console.log(
      `${name.padEnd(9)} ${known.padStart(11)} ${median(costs).toFixed(2).padStart(10)} ${gap.toFixed(3).padStart(9)}   ${each.padEnd(31)} ${first.toFixed(2)}`,
    );
  }
  const values = Object.values(gaps);
  const mean = values.reduce((sum, gap) => sum + gap, 0) / values.length;
  console.log(`mean gap ${mean.toFixed(3)} %, worst ${Math.max(...values).toFixed(3)} %, slowest first feasible ${slowest.toFixed(2)} s`);
  return {
    meanGapPercent: round(mean),
    worstGapPercent: Math.max(...values),
    slowestFirstFeasibleSeconds: round(slowest),
    gapPercent: gaps,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
