import { Worker } from 'node:worker_threads';
import type { JobName } from './jobs.ts';
import type { PoolOptions, Ran, RunFailure } from './ran.ts';
import type { Answer, Order } from './worker.ts';

const MEMORY_CHECK_MS = 100;
const MIB = 2 ** 20;
/** A worker holds some 100 MiB; one that nobody needed for so long gives them back. */
const IDLE_MS = 30_000;

/** One worker's place: its thread is started when needed and replaced after anything that went wrong. */
export class Lane {
  readonly #options: PoolOptions;
  #worker: Worker | null = null;
  #stop: ((failure: RunFailure) => void) | null = null;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#stop !== null;
  }

  async run(job: JobName, args: readonly unknown[]): Promise<Ran<unknown>> {
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#start();
    worker.ref();
    const ran = await this.#runIn(worker, { id: this.#nextId++, job, args });
    // A worker is kept only while it is known to be well: WebAssembly that trapped, or memory that cannot shrink, goes with it.
    if (!ran.ok || (await memoryOf(worker)) > (this.#options.maxMemoryMiB * MIB) / 2) await this.#end(worker);
    worker.unref(); // an idle worker keeps no process alive
    this.#stop = null;
    this.#idle = setTimeout(() => void this.#end(worker), IDLE_MS).unref();
    return ran;
  }

  #start(): Worker {
    // A small young generation is swept often: what lies there are mostly planes of pictures, megabytes each.
    const limits = { maxOldGenerationSizeMb: this.#options.maxMemoryMiB, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: limits });
    // Also between jobs, when nothing else listens: a thread that dies takes nothing with it.
    worker.on('error', () => this.#forget(worker)).on('exit', () => this.#forget(worker));
    this.#worker = worker;
    return worker;
  }

  #runIn(worker: Worker, order: Order): Promise<Ran<unknown>> {
    return new Promise((resolve) => {
      const { timeoutMs, maxMemoryMiB } = this.#options;
      const stop = (failure: RunFailure): void => finish({ ok: false, ...failure });
      const answered = (answer: Answer): void => {
        if (answer.id !== order.id) return;
        finish('value' in answer ? { ok: true, value: answer.value } : { ok: false, why: 'failed', detail: answer.failed });
      };
      const crashed = (cause: unknown): void => {
        const isMemory = (cause as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
        stop({ why: isMemory ? 'memory' : 'crashed', detail: String(cause) });
      };
      const clock = setTimeout(() => stop({ why: 'timeout', detail: `longer than ${timeoutMs} ms` }), timeoutMs);
      const watch = setInterval(async () => {
        if ((await memoryOf(worker)) > maxMemoryMiB * MIB) stop({ why: 'memory', detail: `more than ${maxMemoryMiB} MiB` });
      }, MEMORY_CHECK_MS);
      const finish = (ran: Ran<unknown>): void => {
        clearTimeout(clock);
        clearInterval(watch);
        worker.off('message', answered).off('error', crashed).off('exit', crashed);
        resolve(ran);
      };
      this.#stop = stop;
      worker.on('message', answered).on('error', crashed).on('exit', crashed);
      worker.postMessage(order);
    });
  }

  async #end(worker: Worker): Promise<void> {
    this.#forget(worker);
    await worker.terminate();
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    this.#stop?.({ why: 'closed', detail: 'the workers are closed' });
    if (this.#worker) await this.#end(this.#worker);
  }
}

/** Heap, buffers and WebAssembly of a worker in bytes; also answered while it computes. 0 once it has ended. */
async function memoryOf(worker: Worker): Promise<number> {
  try {
    const { total_heap_size, external_memory } = await worker.getHeapStatistics();
    return total_heap_size + external_memory;
  } catch {
    return 0; // it has just ended, which its own event reports
  }
}
