import type { JobName, Jobs } from './jobs.ts';
import { Lane, type RunFailure } from './lane.ts';

export interface PoolOptions {
  /** Threads. */
  readonly workers: number;
  /** Wall time of one job; then its worker is ended and replaced. */
  readonly timeoutMs: number;
  /** Memory of one worker, buffers and WebAssembly included; beyond it the worker is ended and replaced. */
  readonly maxMemoryMiB: number;
}

export type Ran<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & RunFailure);

/** The value of a job that has no business to fail. */
export function must<T>(ran: Ran<T>): T {
  if (!ran.ok) throw new Error(`${ran.why}: ${ran.detail}`);
  return ran.value;
}

type Result<J extends JobName> = Awaited<ReturnType<Jobs[J]>>;

interface Waiting {
  readonly job: JobName;
  readonly args: readonly unknown[];
  readonly settle: (ran: Ran<unknown>) => void;
}

/** Workers that take jobs in order of arrival. Starts no thread before the first job. */
export class Pool {
  readonly #queue: Waiting[] = [];
  readonly #lanes: readonly Lane[];
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#lanes = Array.from({ length: options.workers }, () => new Lane(options));
  }

  /** Never rejects: a job that fails, or is ended, comes back as a value. */
  run<J extends JobName>(job: J, ...args: Parameters<Jobs[J]>): Promise<Ran<Result<J>>> {
    if (this.#isClosed) return Promise.resolve({ ok: false, why: 'closed', detail: 'the workers are closed' });
    return new Promise((resolve) => {
      this.#queue.push({ job, args, settle: resolve as (ran: Ran<unknown>) => void });
      this.#serve();
    });
  }

  #serve(): void {
    for (const lane of this.#lanes) {
      if (lane.isBusy) continue;
      const next = this.#queue.shift();
      if (!next) return;
      void lane.run(next.job, next.args).then((ran) => {
        next.settle(ran);
        this.#serve();
      });
    }
  }

  /** Ends all workers; jobs that wait or run come back as closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiting of this.#queue.splice(0)) waiting.settle({ ok: false, why: 'closed', detail: 'the workers are closed' });
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }
}
