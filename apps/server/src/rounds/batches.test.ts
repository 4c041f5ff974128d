import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { batches } from './batches.ts';

let runs: number[] = [];
let errors: unknown[] = [];
let work: () => Promise<void> = async () => {};
let batch: ReturnType<typeof batches>;
let t0 = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  [runs, errors, t0] = [[], [], performance.now()];
  work = async () => {};
  batch = batches(
    async () => {
      runs.push(performance.now() - t0);
      await work();
    },
    { quietMs: 2, longestMs: 100, limit: 50, idleMs: 250, retryMs: 1_000, onError: (cause) => errors.push(cause) },
  );
});
afterEach(async () => {
  await batch.stop();
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('a lone act waits only until it is clear that no other comes with it', async () => {
  batch.add(1);
  await pass(3);
  expect(runs).toEqual([2]);
});

it('acts that keep coming share a batch, for at most its longest time', async () => {
  for (let ms = 0; ms < 120; ms += 1) {
    if (ms < 110) batch.add(0.1);
    await pass(1);
  }
  expect(runs[0]).toBe(100);
  expect(runs).toHaveLength(2);
});

it('a full batch closes at once', async () => {
  batch.add(20);
  await pass(1);
  batch.add(30);
  await pass(0);
  expect(runs).toEqual([1]);
});

it('what gathers during the work is the next batch, and never two run at once', async () => {
  let finish = () => {};
  work = () =>
    new Promise<void>((resolve) => {
      finish = resolve;
    });
  batch.add(50);
  await pass(0);
  batch.add(50);
  await pass(30);
  expect(runs).toEqual([0]);
  finish();
  await pass(0);
  expect(runs).toEqual([0, 30]);
  finish();
});

it('after a failure it is tried again in a while, not at once; with nothing added it looks by itself', async () => {
  work = async () => {
    throw new Error('disk full');
  };
  batch.add(1);
  await pass(10);
  batch.add(1);
  await pass(500);
  expect(errors).toHaveLength(1);
  work = async () => {};
  await pass(1_000);
  expect(runs).toEqual([2, 1_002, 1_252, 1_502]);
});
