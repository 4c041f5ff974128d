import { parentPort, workerData } from 'node:worker_threads';
import type { RotaProblem, SearchOptions } from '../rota/problem.ts';
import { stepRota } from '../rota/search-rota.ts';

/** What a searching thread is given; tables and `cancelled` are shared memory. */
export interface SearchOrder {
  readonly problem: RotaProblem;
  readonly options: Omit<SearchOptions, 'signal' | 'onProgress' | 'clock'>;
  /** One entry; not 0 once the search is to end. */
  readonly cancelled: Int32Array;
}

const { problem, options, cancelled } = workerData as SearchOrder;
const cancel = new AbortController();
const steps = stepRota(problem, {
  ...options,
  signal: cancel.signal,
  onProgress: (progress) => parentPort?.postMessage({ progress }),
});
for (;;) {
  const step = steps.next();
  if (step.done) {
    parentPort?.postMessage({ answer: step.value });
    break;
  }
  if (Atomics.load(cancelled, 0) !== 0) cancel.abort();
}
