import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import { checkCost } from './check-cost.ts';
import { checkDays } from './check-days.ts';
import { checkTours } from './check-tours.ts';
import { checkLines, checkVisits } from './check-visits.ts';
import { gatherFacts } from './facts.ts';
import type { Violation } from './violation.ts';

/**
 * Everything that a plan promises, checked from scratch against the county, what its villages are owed and how long the ways are. Knows
 * nothing of how plans are made and shares no code with it. Empty is a plan that holds.
 */
export function checkPlan(county: County, calls: readonly Call[], travel: Travel, plan: Plan): readonly Violation[] {
  const violations: Violation[] = [];
  const tell = (code: Violation['code'], at: string, zh: string, en: string): void => void violations.push({ code, at, words: { zh, en } });
  const { from, days } = county.horizon;
  if (plan.county !== county.name || plan.from !== from || plan.days !== days) {
    tell(
      'check/other-county',
      plan.county,
      `计划写的是 ${plan.county} ${plan.from} 起 ${plan.days} 天，县情是 ${county.name} ${from} 起 ${days} 天。`,
      `The plan is for ${plan.county}, ${plan.days} days from ${plan.from}; the county is ${county.name}, ${days} days from ${from}.`,
    );
  }
  const facts = gatherFacts(county, calls, travel, plan);
  checkDays(facts, tell);
  checkTours(facts, tell);
  checkVisits(facts, tell);
  checkLines(facts, tell);
  checkCost(facts, tell);
  return violations;
}
