import { parentPort } from 'node:worker_threads';

/** Serves `openThread` from inside the thread. */
export function answerJobs(jobs: Readonly<Record<string, (...args: never[]) => unknown>>): void {
  let last: Promise<unknown> = Promise.resolve();
  parentPort?.on('message', ({ id, name, args }: { id: number; name: string; args: never[] }) => {
    last = last.then(async () => {
      try {
        parentPort?.postMessage({ id, value: await jobs[name]?.(...args) });
      } catch (cause) {
        parentPort?.postMessage({ id, failed: cause instanceof Error ? cause.message : String(cause) });
      }
    });
  });
}
