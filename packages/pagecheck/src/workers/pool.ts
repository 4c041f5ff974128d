import type { JobName, Jobs } from './jobs.ts';
import { Lane } from './lane.ts';
import type { PoolOptions, Ran } from './ran.ts';

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
