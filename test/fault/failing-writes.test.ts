import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { cloneDatabase, type TestDatabase } from '../kit/database.ts';
import { checkLedger } from './check-ledger.ts';
import { LOG_KEY, openLedgerProcess } from './ledger-process.ts';
import { STEPS } from './steps.ts';

let root = '';
let made = 0;
let db: TestDatabase;
let tiles: FolderTiles;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'failing-writes-'));
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  db = await cloneDatabase();
  made += 1;
  tiles = new FolderTiles(path.join(root, `log ${made}`));
  await tiles.start();
});
afterEach(() => db.drop());

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

/** As in Sunlight's TestSequenceErrors: each write of a round fails, and is persisted all the same or is not. */
const MODES = { 'and is not persisted': 'before', 'and is persisted': 'after' } as const;

describe.each(STEPS)('when to %s fails', (step) => {
  describe.each(Object.entries(MODES))('%s', (_, moment) => {
    it.each(['the sequencer goes on', 'the process dies there'])(
      'and %s, one history remains that holds every acknowledged act',
      async (end) => {
        const acknowledged = new Set<number>();
        let isArmed = false;
        let isDead = false;
        const failed = Promise.withResolvers<void>();
        const first = openLedgerProcess({
          databaseUrl: db.url,
          tiles,
          at(now, when) {
            if (isDead) throw new Error('dead');
            if (!isArmed || now !== step || when !== moment) return;
            isArmed = false;
            isDead = end === 'the process dies there';
            failed.resolve();
            throw new Error(`injected: ${step}`);
          },
        });
        const acts = numbers(1, 250);
        await first.append(...acts);
        await first.settle();
        // The next round fills tile and bundle, begins the next ones and the level above, and so has every step in it.
        isArmed = true;
        const more = numbers(251, 20);
        await first.append(...more);
        await failed.promise;
        for (const act of [...acts, ...more]) acknowledged.add(act);
        if (end === 'the process dies there') {
          await first.append(...numbers(271, 3));
          await first.stop();
        }
        const last = isDead ? openLedgerProcess({ databaseUrl: db.url, tiles }) : first;
        const late = numbers(281, 300);
        await last.append(...late);
        for (const act of [...(isDead ? numbers(271, 3) : []), ...late]) acknowledged.add(act);
        await last.settle();
        const size = await checkLedger({
          databaseUrl: db.url,
          ledger: last.store.ledger,
          tiles,
          vkey: LOG_KEY.vkey,
          acknowledged,
          writerOf: () => 0,
        });
        expect(size).toBe(acknowledged.size);
        await last.stop();
      },
    );
  });
});
