import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryTiles } from '../../apps/server/src/adapters/blobs/memory-blobs.ts';
import { cloneDatabase, type TestDatabase } from '../kit/database.ts';
import { openLedgerProcess } from './ledger-process.ts';

let newer: TestDatabase;
let older: TestDatabase;
beforeAll(async () => {
  [newer, older] = await Promise.all([cloneDatabase(), cloneDatabase()]);
});
afterAll(async () => {
  await Promise.all([newer.drop(), older.drop()]);
});

it('signs nothing on a database that was taken back to before what is published', async () => {
  const tiles = new MemoryTiles();
  const before = openLedgerProcess({ databaseUrl: newer.url, tiles });
  await before.append(1, 2, 3, 4, 5);
  await before.settle();
  await before.stop();

  const told = Promise.withResolvers<unknown>();
  const after = openLedgerProcess({
    databaseUrl: older.url,
    tiles,
    onError: told.resolve,
    onCheckpoint: () => told.resolve('it signed another history'),
  });
  await after.append(6, 7);
  expect(String(await told.promise)).toContain('a checkpoint of 5 entries is published, the database knows only of 0');
  expect(await after.store.ledger.newestCheckpoint()).toBeNull();
  await after.stop();
});
