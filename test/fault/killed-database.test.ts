import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { openDatabase } from '../../apps/server/src/adapters/db/database.ts';
import { migrate } from '../../apps/server/src/adapters/db/migrate.ts';
import { startPostgres } from '../../apps/server/src/adapters/postgres/start-postgres.ts';
import { checkLedger } from './check-ledger.ts';
import { LOG_KEY, openLedgerProcess } from './ledger-process.ts';

const ROUNDS = 4;
const WRITERS = 4;
const NUMBERS = 1_000_000;

it('PostgreSQL is killed under load and starts again: one history with every act that was acknowledged', { timeout: 300_000 }, async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'killed-database-'));
  await chmod(dataDir, 0o755); // as root PostgreSQL runs under an account of its own, which has to get there
  let postgres = await startPostgres({ dataDir });
  const databaseUrl = postgres.url;
  const schema = openDatabase(databaseUrl, { maxConnections: 1 });
  await migrate(schema.executor);
  await schema.stop();

  const tiles = new FolderTiles(path.join(dataDir, 'log'));
  await tiles.start();
  const ledger = openLedgerProcess({ databaseUrl, tiles });
  const acknowledged = new Set<number>();
  let failures = 0;
  let isStopped = false;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let next = writer * NUMBERS; !isStopped; ) {
      const acts = Array.from({ length: 7 }, () => next++);
      try {
        await ledger.append(...acts);
        for (const act of acts) acknowledged.add(act);
      } catch {
        failures += 1; // committed or not: nobody was told
        await sleep(20);
      }
    }
  });

  const growBy = async (acts: number) => {
    const from = acknowledged.size;
    while (acknowledged.size < from + acts) await sleep(10);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await growBy(300);
    if (round % 2 === 0) {
      const pid = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').then((file) => Number(file.split('\n')[0]));
      process.kill(pid, 'SIGKILL');
      await postgres.stop();
      postgres = await startPostgres({ dataDir });
    } else await killSession(databaseUrl);
  }
  await growBy(300);
  isStopped = true;
  await Promise.all(writers);
  await ledger.settle();
  const writerOf = (act: number) => Math.floor(act / NUMBERS);
  await checkLedger({ databaseUrl, ledger: ledger.store.ledger, tiles, vkey: LOG_KEY.vkey, acknowledged, writerOf });
  expect(failures).toBeGreaterThan(0);
  await ledger.stop();
  await postgres.stop();
  await rm(dataDir, { recursive: true });
});

/** One session dies by SIGKILL: PostgreSQL then throws out all others and recovers by itself. */
async function killSession(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pid from pg_stat_activity where application_name = 'yinzheng' limit 1");
  process.kill(Number(rows[0]?.pid), 'SIGKILL');
  await client.end().catch(() => {});
}
