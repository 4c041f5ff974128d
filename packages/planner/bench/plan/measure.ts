import { type RotaAnswer, type RotaProblem, searchRota } from '../../src/mod.ts';
import { verifyRota } from './verify-rota.ts';

/** One search, looked at from outside. Seconds are CPU seconds of the searching thread, so that a busy machine does not change them much. */
export interface Measured {
  readonly answer: RotaAnswer;
  readonly cost: number;
  readonly isFeasible: boolean;
  readonly firstFeasibleSeconds: number;
  /** Best cost and when, at every better answer. */
  readonly course: readonly { readonly seconds: number; readonly cost: number; readonly isFeasible: boolean }[];
  readonly rounds: number;
}

function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** Ends early once `enough` is reached. Throws when the answer breaks a promise or names a wrong cost: a benchmark that counts such an answer would lie. */
export function measure(problem: RotaProblem, seed: number, seconds: number, enough = Number.NEGATIVE_INFINITY): Measured {
  let firstFeasibleSeconds = Number.POSITIVE_INFINITY;
  let rounds = 0;
  const reached = new AbortController();
  const course: { seconds: number; cost: number; isFeasible: boolean }[] = [];
  const answer = searchRota(problem, {
    seed,
    seconds,
    clock: threadSeconds,
    signal: reached.signal,
    onProgress: (progress) => {
      if (progress.isFeasible) firstFeasibleSeconds = Math.min(firstFeasibleSeconds, progress.seconds);
      rounds = progress.rounds;
      if (progress.isFeasible && progress.cost <= enough) reached.abort();
      course.push({ seconds: progress.seconds, cost: progress.cost, isFeasible: progress.isFeasible });
    },
  });
  const { faults, cost } = verifyRota(problem, answer);
  if (faults.length > 0) throw new Error(`the answer breaks what it must keep: ${faults.slice(0, 5).join('; ')}`);
  if (Math.abs(cost - answer.cost) > 1e-6 * Math.max(1, cost)) throw new Error(`cost ${answer.cost} said, ${cost} found`);
  return { answer, cost, isFeasible: answer.isFeasible, firstFeasibleSeconds, course, rounds };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}
