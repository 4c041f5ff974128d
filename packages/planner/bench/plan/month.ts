import type { RotaProblem } from '../../src/mod.ts';
import { inventLarge, inventMonth } from './invented.ts';
import { type Measured, measure, median } from './measure.ts';
import type { PlanBenchOptions } from './options.ts';

/** 648 villages for a month: when the first feasible plan is there, and whether it still gets better. */
export function benchMonth({ seeds, seconds }: PlanBenchOptions): object {
  console.log('648 villages, 40 vehicles, a month (CPU seconds)');
  return tell(inventMonth(), seeds, seconds);
}

/** 5,000 stops: the same, and the room that it takes. */
export function benchLarge({ seeds, seconds }: PlanBenchOptions): object {
  console.log('5,000 stops, 60 vehicles, a month (CPU seconds)');
  const figures = tell(inventLarge(), seeds.slice(0, 1), seconds);
  const residentMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`most memory of this process: ${residentMiB} MiB`);
  return { ...figures, residentMiB };
}

function tell(problem: RotaProblem, seeds: readonly number[], seconds: number): object {
  const runs = seeds.map((seed) => measure(problem, seed, seconds));
  for (const [i, run] of runs.entries()) {
    const half = costAt(run, seconds / 2);
    console.log(
      `seed ${seeds[i]}: first feasible after ${run.firstFeasibleSeconds.toFixed(2)} s at ${firstCost(run).toFixed(0)}; ` +
        `${half.toFixed(0)} at half time, ${run.cost.toFixed(0)} at the end; ${run.answer.missing} missing; ${run.rounds} rounds`,
    );
  }
  const first = Math.max(...runs.map(({ firstFeasibleSeconds }) => firstFeasibleSeconds));
  return {
    firstFeasibleSeconds: first,
    cost: median(runs.map(({ cost }) => cost)),
    costAtHalf: median(runs.map((run) => costAt(run, seconds / 2))),
  };
}

function firstCost({ course }: Measured): number {
  return course.find(({ isFeasible }) => isFeasible)?.cost ?? Number.NaN;
}

function costAt({ course }: Measured, seconds: number): number {
  return course.findLast((one) => one.isFeasible && one.seconds <= seconds)?.cost ?? Number.NaN;
}
