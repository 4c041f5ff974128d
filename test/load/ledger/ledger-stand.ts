import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { FolderTiles } from '../../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { systemClock } from '../../../apps/server/src/adapters/clock/system-clock.ts';
import { type Database, openDatabase } from '../../../apps/server/src/adapters/db/database.ts';
import { databaseLeadership } from '../../../apps/server/src/adapters/db/leadership.ts';
import { migrate } from '../../../apps/server/src/adapters/db/migrate.ts';
import { memoryKeyring } from '../../../apps/server/src/adapters/keyring/memory-keyring.ts';
import { startPostgres } from '../../../apps/server/src/adapters/postgres/start-postgres.ts';
import { openCheckpointBook, openProofDesk, openSequencer, type ProofDesk } from '../../../apps/server/src/ledger/mod.ts';
import type { TileStore } from '../../../apps/server/src/ports/tiles.ts';
import { seedNamed, trusting } from '../../arbitraries/town.ts';
import { TOWN } from '../../kit/identity.ts';
import { rosterEntries } from './journals.ts';
import { pause } from './spent.ts';
import { countSyncs } from './syncs.ts';

/** The server's ledger without the rest of the server: real PostgreSQL with its syncs, sequencer, tiles in a folder. */
export interface LedgerStand {
  readonly store: Database;
  readonly proofs: ProofDesk;
  readonly tiles: TileStore;
  readonly vkey: string;
  /** The log's public files. */
  readonly logDir: string;
  readonly scratchDir: string;
  /** Entries under the newest signed checkpoint. */
  size(): Promise<number>;
  untilSize(size: number): Promise<void>;
  newestCheckpoint(): Promise<{ readonly size: number; readonly note: string }>;
  databaseBytes(): Promise<number>;
  walSyncs(): Promise<number>;
  folderSyncs(): number;
  stop(): Promise<void>;
}

/** Starts it with a roster in the log. What fails inside ends the bench. */
export async function openLedgerStand(): Promise<LedgerStand> {
  const dir = await mkdtemp(path.join(tmpdir(), 'yinzheng-bench-'));
  await chmod(dir, 0o755); // as root PostgreSQL runs under an account of its own, which has to get there
  const folder = countSyncs();
  const postgres = await startPostgres({ dataDir: dir });
  const store = openDatabase(postgres.url, { maxConnections: 24 });
  await migrate(store.executor);
  const logDir = path.join(dir, 'log');
  const tiles = new FolderTiles(logDir);
  await tiles.start();
  const keys = await memoryKeyring({ server: seedNamed('server'), log: seedNamed(TOWN.origin) }, TOWN.origin);
  const checkpoints = openCheckpointBook(store, trusting(keys.log[0]?.vkey ?? ''));
  const proofs = openProofDesk({ store, tiles, checkpoints });
  const parts = { store, tiles, checkpoints, clock: systemClock, keys, town: TOWN, leadership: databaseLeadership(postgres.url) };
  const onError = (cause: unknown) => {
    console.error(cause);
    process.exit(1);
  };
  const sequencer = openSequencer(parts, { onCheckpoint: proofs.published, onError });
  const asking = new pg.Client({ connectionString: postgres.url });
  await asking.connect();
  const ask = async <T>(sql: string, ...values: readonly unknown[]): Promise<T | undefined> =>
    (await asking.query(sql, [...values])).rows[0] as T | undefined;

  const newestCheckpoint = async () => {
    const newest = await store.ledger.newestCheckpoint();
    if (!newest) throw new Error('there is no checkpoint');
    return newest;
  };
  const size = async () => (await store.ledger.newestCheckpoint())?.size ?? 0;
  const untilSize = async (least: number) => {
    while ((await size()) < least) await pause(2);
  };
  const roster = await rosterEntries();
  await store.transact(({ ledger }) => ledger.append(roster.map((entry) => ({ entry }))));
  await untilSize(roster.length);
  return {
    store,
    proofs,
    tiles,
    vkey: keys.log[0]?.vkey ?? '',
    logDir,
    scratchDir: dir,
    size,
    untilSize,
    newestCheckpoint,
    async databaseBytes() {
      return Number((await ask<{ bytes: string }>('select pg_database_size(current_database()) as bytes'))?.bytes ?? 0);
    },
    async walSyncs() {
      const io = await ask<{ syncs: string }>(`select coalesce(sum(fsyncs), 0) as syncs from pg_stat_io where object = 'wal'`);
      return Number(io?.syncs ?? 0);
    },
    folderSyncs: folder.syncs,
    async stop() {
      await sequencer.stop();
      await asking.end();
      await store.stop();
      await tiles.stop();
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
