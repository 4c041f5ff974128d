import { parentPort, Worker } from 'node:worker_threads';
import { Cache, type Wanted } from './cache.ts';

/** Makes pictures in threads of their own, so that their memory is gone before the checks are measured. */
export async function fill(folder: string, wanted: readonly Wanted[], threads: number): Promise<void> {
  const queue = [...wanted];
  const lane = async (): Promise<void> => {
    const worker = new Worker(new URL(import.meta.url));
    try {
      for (let order = queue.shift(); order; order = queue.shift()) await made(worker, { folder, order });
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, lane));
}

interface Order {
  readonly folder: string;
  readonly order: Wanted;
}

const made = (worker: Worker, order: Order): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.once('message', resolve).once('error', reject);
    worker.once('exit', () => reject(new Error('the corpus thread ended')));
    worker.postMessage(order);
  });

parentPort?.on('message', async ({ folder, order }: Order) => {
  await new Cache(folder).fill(order);
  parentPort?.postMessage('made');
});
