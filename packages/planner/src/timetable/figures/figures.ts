import type { Call } from '../../model/call.ts';
import type { County } from '../../model/county.ts';
import type { Plan, PlanCost } from '../../model/plan.ts';
import { visitsOf } from '../visits.ts';
import { type CoverageFigures, coverageFigures } from './coverage.ts';
import { type CrewFigures, crewFigures, gini } from './crews.ts';
import { type RegularityFigures, regularityFigures } from './regularity.ts';
import { type Wait, waitsOf } from './waits.ts';

/** What a plan achieves, for people to judge it by. All from calls and plan alone. */
export interface PlanFigures {
  readonly coverage: CoverageFigures;
  /** One for each call, in their order. */
  readonly waits: readonly Wait[];
  /** Of those that are visited at all; null when nobody is. */
  readonly longestWait: Wait | null;
  readonly crews: readonly CrewFigures[];
  /** Of the crews' working minutes, idle ones counted: 0 is equal, towards 1 is all on one. */
  readonly crewGini: number;
  readonly travelMinutes: number;
  readonly metres: number;
  readonly regularity: RegularityFigures;
  readonly cost: PlanCost;
}

export function figuresOf(county: County, calls: readonly Call[], plan: Plan): PlanFigures {
  const visits = visitsOf(calls, plan);
  const waits = waitsOf(calls, visits, plan);
  const crews = crewFigures(county, calls, plan);
  const longestWait = waits.reduce<Wait | null>(
    (longest, wait) => (wait.longestDays !== null && wait.longestDays > (longest?.longestDays ?? -1) ? wait : longest),
    null,
  );
  return {
    coverage: coverageFigures(county, calls, visits),
    waits,
    longestWait,
    crews,
    crewGini: gini(crews.map(({ workMinutes }) => workMinutes)),
    travelMinutes: plan.tours.reduce((sum, tour) => sum + tour.travelMinutes, 0),
    metres: plan.tours.reduce((sum, tour) => sum + tour.metres, 0),
    regularity: regularityFigures(visits, county.policy.hourToleranceMinutes),
    cost: plan.cost,
  };
}
