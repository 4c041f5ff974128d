import type { PlannerProblem } from '../model/words.ts';

/** What a cell says is quoted, and a cell may hold a book. */
const MOST_CHARACTERS = 600;

const short = (text: string): string => (text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…`);

/** What was wrong, where, and what to do; long texts are cut. */
export const problem = (code: PlannerProblem['code'], at: string, zh: string, en: string): PlannerProblem => ({
  code,
  at: short(at),
  words: { zh: short(zh), en: short(en) },
});
