import { Budget } from './clock.ts';
import { costOf, visitsOf } from './cost.ts';
import { GeneticSearch } from './plain/genetic-search.ts';
import { isPlain } from './plain/plain-ground.ts';
import type { RotaAnswer, RotaProblem, SearchOptions, SearchProgress } from './problem.ts';
import type { RotaSearch } from './rota-search.ts';
import { layGround } from './ruin/ground.ts';
import { RuinSearch } from './ruin/ruin-search.ts';

/** Rounds between two looks at the clock. */
const LOOK = 4;

/**
 * Searches for a cheap rota until rounds, seconds or the signal end it; ten seconds when neither is given. Always answers, with what was left out
 * counted in `missing`; `isFeasible` is false when a visit that must be made is left out. Never throws on a problem of the right shape.
 */
export function searchRota(problem: RotaProblem, options: SearchOptions): RotaAnswer {
  const steps = stepRota(problem, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same search in short steps, so that a worker can hear of a cancellation between them; returns the answer. */
export function* stepRota(problem: RotaProblem, options: SearchOptions): Generator<void, RotaAnswer, void> {
  const budget = new Budget(options);
  const search = openSearch(problem, options);
  if (problem.calls.length === 0) return answerOf(problem, search);
  let told = Number.NEGATIVE_INFINITY;
  do {
    const isBetter = search.round(budget);
    budget.rounds++;
    if (isBetter || budget.rounds % LOOK === 0) budget.look();
    if (budget.elapsed >= told + (isBetter ? 0.05 : 1)) {
      told = budget.elapsed;
      if (options.onProgress) tell(options.onProgress, budget, answerOf(problem, search));
    }
    if (budget.rounds % LOOK === 0) yield;
  } while (!budget.isOver);
  const answer = answerOf(problem, search);
  if (options.onProgress) tell(options.onProgress, budget, answer);
  return answer;
}

function tell(onProgress: (progress: SearchProgress) => void, budget: Budget, { cost, missing, isFeasible }: RotaAnswer): void {
  onProgress({ seconds: budget.elapsed, rounds: budget.rounds, cost, missing, isFeasible });
}

function openSearch(problem: RotaProblem, { seed, start }: SearchOptions): RotaSearch {
  const ground = layGround(problem);
  return isPlain(problem) ? new GeneticSearch(problem, ground, seed, start) : new RuinSearch(ground, seed, start);
}

function answerOf(problem: RotaProblem, search: RotaSearch): RotaAnswer {
  const { trips, patterns } = search.trips();
  const made = new Int32Array(problem.calls.length);
  for (const call of trips.flat(2)) made[call] = (made[call] as number) + 1;
  let missing = 0;
  let isFeasible = true;
  for (const [c, call] of problem.calls.entries()) {
    const left = patterns[c] === -1 ? Math.max(0, visitsOf(call) - (made[c] as number)) : 0;
    missing += left;
    if (left > 0 && call.missPrice === Number.POSITIVE_INFINITY) isFeasible = false;
  }
  return { trips, patterns, missing, isFeasible, cost: costOf(problem, { trips, patterns }).total };
}
