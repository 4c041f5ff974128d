import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { Refused } from '../../apps/server/src/ports/refused.ts';
import { cloneDatabase, type TestDatabase } from '../kit/database.ts';
import { checkLedger } from './check-ledger.ts';
import { LOG_KEY, openLedgerProcess } from './ledger-process.ts';

let dir = '';
let db: TestDatabase;
/** A real small disk where we may mount one; elsewhere writes fail as on one. */
let isMounted = false;
let isFull = false;
const mount = (...options: string[]) => execFileSync('mount', ['-t', 'tmpfs', '-o', ...options, 'tmpfs', dir], { stdio: 'ignore' });
beforeAll(async () => {
  [db, dir] = [await cloneDatabase(), await mkdtemp(path.join(tmpdir(), 'full-disk-'))];
  try {
    mount('size=512k');
    isMounted = true;
  } catch {
    isMounted = false;
  }
});
afterAll(async () => {
  if (isMounted) execFileSync('umount', [dir]);
  await rm(dir, { recursive: true });
  await db.drop();
});

it('a full disk stops the publishing and says so; acts are recorded on, and it resumes by itself', async () => {
  const tiles = new FolderTiles(path.join(dir, 'log'));
  await tiles.start();
  const alarms: unknown[] = [];
  const ledger = openLedgerProcess({
    databaseUrl: db.url,
    tiles,
    onError: (cause) => alarms.push(cause),
    at(step, moment) {
      if (isFull && moment === 'before' && /bundle|tile|publish/.test(step))
        throw new Refused('data/disk-full', { path: dir, freeMiB: 0, neededMiB: 64 });
    },
  });
  const acknowledged = new Set<number>();
  const append = async (count: number) => {
    const acts = Array.from({ length: count }, (_, n) => acknowledged.size + n);
    await ledger.append(...acts);
    for (const act of acts) acknowledged.add(act);
  };
  await append(100);
  await ledger.settle();
  if (!isMounted) isFull = true;
  const until = performance.now() + 30_000;
  while (alarms.length === 0 && performance.now() < until) await append(200);
  expect(alarms[0]).toMatchObject({ code: 'data/disk-full' });

  await append(500);
  await sleep(300);
  await append(500);
  expect(
    Number(
      Buffer.from((await tiles.read('checkpoint')) ?? [])
        .toString()
        .split('\n')[1],
    ),
  ).toBeLessThan(acknowledged.size);

  if (isMounted) mount('remount,size=64m');
  isFull = false;
  await ledger.settle();
  const size = await checkLedger({
    databaseUrl: db.url,
    ledger: ledger.store.ledger,
    tiles,
    vkey: LOG_KEY.vkey,
    acknowledged,
    writerOf: () => 0,
  });
  expect(size).toBe(acknowledged.size);
  await ledger.stop();
});
