import type { PlanCost } from '../model/plan.ts';
import { irregularMinutes, meanDifference } from '../rota/cost.ts';
import { wishesBroken } from '../rota/plan-cost.ts';
import type { ProblemShift, ProblemTable } from '../rota/problem.ts';
import type { TimedDay } from '../rota/time-day.ts';
import type { Standing } from './standing.ts';

/** What a plan with these days costs, part by part: the same as `planCost` of the plan that is written from them. */
export function priceDays({ county, made, villages, lineWishes }: Standing, days: readonly (TimedDay | null)[]): PlanCost {
  const { problem, calls, shifts } = made;
  const { policy } = county;
  const worked = new Float64Array(problem.vehicles);
  const begins: number[][] = calls.map(() => []);
  let [travel, overtime, broken] = [0, 0, lineWishes];
  for (const [at, day] of days.entries()) {
    if (!day || day.length === 0) continue;
    const shift = problem.shifts[at] as ProblemShift;
    const { date } = shifts[at] as (typeof shifts)[number];
    const [start, end] = [day[0]?.start as number, day.at(-1)?.end as number];
    travel += drivingOf(made.problem, shift, day);
    overtime += Math.max(0, end - shift.closesAt);
    worked[shift.vehicle] = (worked[shift.vehicle] as number) + end - start;
    for (const { stops } of day) {
      for (const { call, begin } of stops) {
        begins[call]?.push(begin);
        const { village, round } = calls[call] as (typeof calls)[number];
        const known = villages.get(village);
        if (known && known.wishes.length > 0) broken += wishesBroken(known, round, date, begin);
      }
    }
  }
  let irregular = 0;
  for (const own of begins) irregular += irregularMinutes(own, policy.hourToleranceMinutes);
  const parts = {
    travel,
    overtime: policy.overtimeWeight * overtime,
    unfairness: policy.unfairnessWeight * meanDifference(worked),
    irregularity: policy.irregularityWeight * irregular,
    wishes: policy.wishWeight * broken,
  };
  return { ...parts, total: parts.travel + parts.overtime + parts.unfairness + parts.irregularity + parts.wishes };
}

function drivingOf(problem: Standing['made']['problem'], shift: ProblemShift, day: TimedDay): number {
  const { cost } = problem.tables[shift.table] as ProblemTable;
  let sum = 0;
  for (const [index, { stops }] of day.entries()) {
    let here = shift.start;
    for (const { call } of stops) {
      const site = problem.calls[call]?.site as number;
      sum += cost[here * problem.sites + site] as number;
      here = site;
    }
    sum += cost[here * problem.sites + (index === day.length - 1 ? shift.end : shift.start)] as number;
  }
  return sum;
}

/** Part by part, what `after` costs more than `before`. */
export function lessCost(after: PlanCost, before: PlanCost): PlanCost {
  const of = (part: keyof PlanCost): number => Math.round((after[part] - before[part]) * 1e6) / 1e6;
  return {
    travel: of('travel'),
    overtime: of('overtime'),
    unfairness: of('unfairness'),
    irregularity: of('irregularity'),
    wishes: of('wishes'),
    total: of('total'),
  };
}
