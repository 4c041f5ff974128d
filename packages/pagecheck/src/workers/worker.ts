import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { type JobName, jobs } from './jobs.ts';

/**
 * V8 compiles WebAssembly a second time, for speed, once it has run for a while. Of the recogniser's large functions that takes some 180 MiB,
 * and a page is read no faster for it (measured: bench/pagecheck, 'one worker alone'). Twenty times V8's own patience. Process-wide.
 */
setFlagsFromString('--wasm-tiering-budget=250000000');
/** Each picture comes once. */
sharp.cache(false);

/** To a worker: one job. Its answer carries the same id. */
export interface Order {
  readonly id: number;
  readonly job: JobName;
  readonly args: readonly unknown[];
}

export type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly failed: string });

parentPort?.on('message', async ({ id, job, args }: Order) => {
  try {
    const run = jobs[job] as (...args: readonly unknown[]) => Promise<unknown>;
    parentPort?.postMessage({ id, value: await run(...args) } satisfies Answer);
  } catch (error) {
    parentPort?.postMessage({ id, failed: String(error) } satisfies Answer);
  }
});
