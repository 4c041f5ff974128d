import type { PlannerProblem } from '../model/words.ts';

/** What was wrong, where, and what to do. */
export const problem = (code: PlannerProblem['code'], at: string, zh: string, en: string): PlannerProblem => ({
  code,
  at,
  words: { zh, en },
});
