import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import type { TileStore } from '../../apps/server/src/ports/tiles.ts';
import { cloneDatabase } from '../kit/database.ts';
import { checkLedger } from './check-ledger.ts';
import { startChild, writerOf } from './children.ts';
import { LOG_KEY, openLedgerProcess } from './ledger-process.ts';
import { STEPS, type Step } from './steps.ts';

const STALE_MS = 600;
const HEIR_ACTS = 1_000_000;

/** Moments at which it has built something under its old fence and not yet committed it. */
const BUILT = new Set<Step>(['bundle', 'full bundle', 'tile', 'full tile', 'upper tile']);

/** A database and a folder of tiles, both gone when the test is. */
async function prepare(onTestFinished: (undo: () => Promise<void>) => void) {
  const db = await cloneDatabase();
  onTestFinished(() => db.drop());
  const dir = await mkdtemp(path.join(tmpdir(), 'late-writers-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const tiles = new FolderTiles(dir);
  await tiles.start();
  return { db, dir, tiles };
}

/** Notes each checkpoint that is published, as anyone could see it. */
function watchPublished(tiles: TileStore): { readonly seen: string[]; stop(): Promise<void> } {
  const seen: string[] = [];
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const note = Buffer.from((await tiles.read('checkpoint')) ?? []).toString();
      if (note !== '' && note !== seen.at(-1)) seen.push(note);
      await sleep(2);
    }
  })();
  return {
    seen,
    stop() {
      isStopped = true;
      return watching;
    },
  };
}

describe('a sequencer that is stopped in the middle of a round, and goes on when another leads', () => {
  const cases = STEPS.flatMap((step) => (['before', 'after'] as const).map((moment) => ({ step, moment })));

  it.concurrent.for(cases)(
    '$moment “$step”: changes nothing, and blocks nobody',
    { timeout: 120_000 },
    async ({ step, moment }, { expect, onTestFinished }) => {
      const { db, dir, tiles } = await prepare(onTestFinished);
      const acknowledged = new Set<number>();
      const trap = { step, moment, nth: 1, signal: 'SIGSTOP' } as const;
      const late = startChild({ databaseUrl: db.url, dir, first: 0, seed: 7, staleMs: STALE_MS, trap }, acknowledged);
      onTestFinished(() => void late.process.kill('SIGKILL'));
      expect(await late.said('trap')).toBe(true);
      const watch = watchPublished(tiles);

      let checkpoints = 0;
      const heir = openLedgerProcess({ databaseUrl: db.url, tiles, staleMs: STALE_MS, onCheckpoint: () => checkpoints++ });
      onTestFinished(() => heir.stop());
      const before = await heir.store.ledger.placed();
      for (let n = 0; n < 300; n += 50) {
        const acts = Array.from({ length: 50 }, (_, at) => HEIR_ACTS + n + at);
        await heir.append(...acts);
        for (const act of acts) acknowledged.add(act);
      }
      await heir.settle();
      expect(checkpoints).toBeGreaterThan(0);
      expect(await heir.store.ledger.placed()).toBeGreaterThanOrEqual(before + 300);

      late.process.kill('SIGCONT');
      // What it has built under its old fence it tries to write, and is told: by the fence, or by the folder of partial tiles that is gone.
      if (BUILT.has(step)) {
        await expect.poll(() => late.errors.length, { timeout: 20_000 }).toBeGreaterThan(0);
        expect(late.errors[0]).toMatch(/another sequencer has taken over|no such file.*\.p\b/);
      }
      await sleep(300);
      late.process.kill('SIGKILL');
      await late.gone;
      await heir.settle();
      await watch.stop();
      const { ledger } = heir.store;
      await checkLedger({ databaseUrl: db.url, ledger, tiles, vkey: LOG_KEY.vkey, acknowledged, seen: watch.seen, writerOf });
    },
  );
});

it('two sequencers that both want to lead keep one history', { timeout: 120_000 }, async ({ expect, onTestFinished }) => {
  const { db, dir, tiles } = await prepare(onTestFinished);
  const watch = watchPublished(tiles);
  const acknowledged = new Set<number>();
  const plan = { databaseUrl: db.url, dir, staleMs: STALE_MS };
  const children = [0, 1].map((child) => startChild({ ...plan, first: child * 20_000, seed: child }, acknowledged));
  onTestFinished(() => {
    for (const child of children) child.process.kill('SIGKILL');
  });
  expect(await Promise.all(children.map((child) => child.said('ack')))).toEqual([true, true]);
  // In turn, each is stopped for longer than its lead lasts.
  for (let turn = 0; turn < 4; turn += 1) {
    children[turn % 2]?.process.kill('SIGSTOP');
    await sleep(STALE_MS * 2);
    children[turn % 2]?.process.kill('SIGCONT');
    await sleep(200);
  }
  for (const child of children) {
    child.process.kill('SIGKILL');
    await child.gone;
  }
  const last = openLedgerProcess({ databaseUrl: db.url, tiles });
  await last.settle();
  await watch.stop();
  const { ledger } = last.store;
  await checkLedger({ databaseUrl: db.url, ledger, tiles, vkey: LOG_KEY.vkey, acknowledged, seen: watch.seen, writerOf });
  await last.stop();
});
