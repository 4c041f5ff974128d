import { Worker } from 'node:worker_threads';
import type { ProblemTable, RotaAnswer, RotaProblem, SearchOptions, SearchProgress } from '../rota/problem.ts';
import type { SearchOrder } from './search-thread.ts';

export interface WorkersOptions extends Omit<SearchOptions, 'seed' | 'clock'> {
  /** One thread for each. */
  readonly seeds: readonly [number, ...number[]];
}

/**
 * Searches with several seeds at once, each in a thread of its own that is gone when the promise settles, and answers with the best; of equals the one
 * of the earlier seed, so that the same seeds and rounds give the same answer. `signal` ends all of them with the best so far. Progress is told of
 * the best island. Rejects only when no thread came to an answer.
 */
export async function searchInWorkers(problem: RotaProblem, { seeds, signal, onProgress, ...rest }: WorkersOptions): Promise<RotaAnswer> {
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const cancel = (): void => {
    Atomics.store(cancelled, 0, 1);
  };
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const shared = { ...problem, tables: problem.tables.map(shareTable) };
  let best: SearchProgress | null = null;
  const tell = (progress: SearchProgress): void => {
    if (best === null || isBetter(progress, best)) best = progress;
    onProgress?.({ ...best, seconds: progress.seconds, rounds: progress.rounds });
  };
  try {
    const order = (seed: number): SearchOrder => ({ problem: shared, options: { ...rest, seed }, cancelled });
    const islands = await Promise.allSettled(seeds.map((seed) => searchIsland(order(seed), tell)));
    const answers = islands.flatMap((island) => (island.status === 'fulfilled' ? [island.value] : []));
    const [first, ...others] = answers;
    if (first === undefined) throw islands.find((island) => island.status === 'rejected')?.reason;
    return others.reduce((least, answer) => (isBetter(answer, least) ? answer : least), first);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

function isBetter(a: Pick<RotaAnswer, 'missing' | 'isFeasible' | 'cost'>, b: Pick<RotaAnswer, 'missing' | 'isFeasible' | 'cost'>): boolean {
  if (a.isFeasible !== b.isFeasible) return a.isFeasible;
  return a.isFeasible || a.missing === b.missing ? a.cost < b.cost : a.missing < b.missing;
}

function searchIsland(order: SearchOrder, tell: (progress: SearchProgress) => void): Promise<RotaAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./search-thread.ts', import.meta.url), { workerData: order });
    worker.on('message', ({ progress, answer }: { progress?: SearchProgress; answer?: RotaAnswer }) => {
      if (progress) tell(progress);
      if (!answer) return;
      worker.removeAllListeners('exit');
      void worker.terminate().then(() => resolve(answer));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the searching thread ended without an answer')));
  });
}

/** Tables are large; threads share one copy. */
function shareTable({ minutes, cost, metres }: ProblemTable): ProblemTable {
  const own = share(minutes);
  return { minutes: own, cost: cost === minutes ? own : share(cost), ...(metres ? { metres: share(metres) } : {}) };
}

function share(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
