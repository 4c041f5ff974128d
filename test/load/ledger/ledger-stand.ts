import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { noteSigner } from '@yinzheng/ledger';
import pg from 'pg';
import { FolderTiles } from '../../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { systemClock } from '../../../apps/server/src/adapters/clock/system-clock.ts';
import { type Database, openDatabase } from '../../../apps/server/src/adapters/db/database.ts';
import { databaseLeadership } from '../../../apps/server/src/adapters/db/leadership.ts';
import { migrate } from '../../../apps/server/src/adapters/db/migrate.ts';
import { startPostgres } from '../../../apps/server/src/adapters/postgres/start-postgres.ts';
import { openProofDesk, openSequencer, type ProofDesk } from '../../../apps/server/src/ledger/mod.ts';
import { seedNamed, TOWN } from '../../kit/identity.ts';

/** The server's ledger without the rest of the server: real PostgreSQL with its syncs, sequencer, tiles in a folder. */
export interface LedgerStand {
  readonly store: Database;
  readonly proofs: ProofDesk;
  readonly vkey: string;
  /** Syncs of PostgreSQL's write-ahead log so far. */
  walSyncs(): Promise<number>;
  stop(): Promise<void>;
}

export async function openLedgerStand(): Promise<LedgerStand> {
  const dir = await mkdtemp(path.join(tmpdir(), 'yinzheng-bench-'));
  await chmod(dir, 0o755); // as root PostgreSQL runs under an account of its own, which has to get there
  const postgres = await startPostgres({ dataDir: dir });
  const store = openDatabase(postgres.url, { maxConnections: 24 });
  await migrate(store.executor);
  const tiles = new FolderTiles(path.join(dir, 'log'));
  await tiles.start();
  const log = await noteSigner(TOWN.origin, seedNamed('log'));
  const proofs = openProofDesk({ store, tiles });
  const parts = { store, tiles, clock: systemClock, log, town: TOWN, leadership: databaseLeadership(postgres.url) };
  const sequencer = openSequencer(parts, {
    onCheckpoint: proofs.published,
    onError: (cause) => {
      throw cause;
    },
  });
  const watcher = new pg.Client({ connectionString: postgres.url });
  await watcher.connect();
  return {
    store,
    proofs,
    vkey: log.vkey,
    async walSyncs() {
      const { rows } = await watcher.query<{ syncs: string }>(
        `select coalesce(sum(fsyncs), 0)::text as syncs from pg_stat_io where object = 'wal'`,
      );
      return Number(rows[0]?.syncs ?? 0);
    },
    async stop() {
      await sequencer.stop();
      await watcher.end();
      await store.stop();
      await tiles.stop();
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
