import { Worker } from 'node:worker_threads';

/** Calls of another thread's functions, one after another. Pixels take seconds; the sleeve's clock may not wait for them. */
export interface Thread<Jobs> {
  run<Name extends keyof Jobs & string>(
    name: Name,
    ...args: Jobs[Name] extends (...args: infer A) => unknown ? A : never
  ): Promise<Jobs[Name] extends (...args: never[]) => infer R ? Awaited<R> : never>;
  stop(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failed?: string;
}

/** Opens a thread whose module answers with `answerJobs`. A thread that dies fails the calls under way and is started again by the next. */
export function openThread<Jobs>(module: URL): Thread<Jobs> {
  let worker: Worker | null = null;
  let count = 0;
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (cause: Error) => void }>();

  function started(): Worker {
    if (worker) return worker;
    const made = new Worker(module);
    made.unref();
    made.on('message', ({ id, value, failed }: Answer) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (failed === undefined) asked?.resolve(value);
      else asked?.reject(new Error(failed));
    });
    const lost = (cause: Error): void => {
      if (worker === made) worker = null;
      for (const asked of waiting.values()) asked.reject(cause);
      waiting.clear();
    };
    made.on('error', lost);
    made.on('exit', () => lost(new Error('the thread ended')));
    worker = made;
    return made;
  }

  return {
    run(name, ...args) {
      const id = ++count;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        started().postMessage({ id, name, args });
      });
    },
    async stop() {
      await worker?.terminate();
    },
  };
}
