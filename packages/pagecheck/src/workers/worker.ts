import { parentPort } from 'node:worker_threads';
import { type JobName, jobs } from './jobs.ts';

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
