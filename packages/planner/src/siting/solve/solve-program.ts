import { Worker } from 'node:worker_threads';
import type { SitingLimits, SitingProof } from '../siting.ts';
import type { MixedProgram } from './mixed-program.ts';

export interface Solved {
  /** `infeasible` is proved; `failed` is the solver's own breakdown. */
  readonly status: 'optimal' | 'timed-out' | 'cancelled' | 'infeasible' | 'failed';
  /** By column; null where nothing was found. */
  readonly values: Float64Array | null;
  /** No solution lies below; -Infinity where nothing was proved. */
  readonly bound: number;
}

/** What the solver's end means for a choice; with a choice at hand nothing is infeasible, whatever it says. */
export function statusOf(solved: Solved['status'], gap: number): SitingProof['status'] {
  if (gap <= 0) return 'optimal';
  return solved === 'infeasible' ? 'failed' : solved;
}

const DEFAULT_SECONDS = 60;
/** HiGHS looks at its clock between steps only; beyond this it is ended from outside. */
const GRACE_SECONDS = 15;

/**
 * Solves by HiGHS (Huangfu and Hall 2018) in a thread of its own, which is gone when the promise settles. Running out of time,
 * being cancelled, and a solver that crashes are answers, not exceptions.
 */
export function solveProgram(program: MixedProgram, { seconds = DEFAULT_SECONDS, signal }: SitingLimits): Promise<Solved> {
  return new Promise((resolve) => {
    const nothing = (status: Solved['status']): Solved => ({ status, values: null, bound: -Infinity });
    if (signal?.aborted) {
      resolve(nothing('cancelled'));
      return;
    }
    const worker = new Worker(new URL('./solve-thread.ts', import.meta.url), { workerData: { program, seconds } });
    const settle = (solved: Solved): void => {
      clearTimeout(clock);
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners();
      worker.on('error', () => undefined); // ends what is being ended
      void worker.terminate().then(() => resolve(solved));
    };
    const cancel = (): void => settle(nothing('cancelled'));
    const clock = setTimeout(() => settle(nothing('timed-out')), (seconds + GRACE_SECONDS) * 1000);
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', settle);
    worker.on('error', () => settle(nothing('failed')));
    worker.on('exit', () => settle(nothing('failed')));
  });
}
