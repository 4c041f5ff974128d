import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Store, Stores } from '../../ports/store.ts';
import { erasureStore } from './erasures.ts';
import { fileStore } from './files.ts';
import { ledgerStore } from './ledger.ts';
import { machineStore } from './machines.ts';
import { noticeStore } from './notices.ts';
import { peopleStore } from './people.ts';
import { preparedPool } from './prepared-pool.ts';
import { requestStore } from './requests.ts';
import { rosterStore } from './roster.ts';
import type { Executor } from './sql.ts';
import { type KnownMatters, townStore } from './towns.ts';
import { witnessStore } from './witnesses.ts';

// bigint comes as text from the driver; ours stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** PostgreSQL asks for these to be tried again: serialization failure, deadlock. */
const RETRYABLE = new Set(['40001', '40P01']);
const TRIES = 5;

export interface Database extends Store {
  /** For migrations and the sequencer's lock, which need more than the stores. */
  readonly executor: Executor;
  stop(): Promise<void>;
}

/** Opens a pool on a PostgreSQL 14+; connects on first use. */
export function openDatabase(url: string, options: { readonly maxConnections: number }): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.maxConnections, application_name: 'yinzheng' });
  // An idle connection that dies (server restart) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // One that dies while it is used fails its query, and says so there.
  pool.on('connect', (client) => client.on('error', () => {}));
  const executor: Executor = new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool: preparedPool(pool) }) });
  const listeners = new Set<(entries: number) => void>();
  const known: KnownMatters = new Map();
  return {
    ...storesOn(executor, known),
    executor,
    async transact(work) {
      const { result, entries } = await transact(executor, known, work);
      for (const listener of listeners) listener(entries);
      return result;
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => executor.destroy(),
  };
}

/** `entries`: how many ledger entries the work appended. */
async function transact<T>(
  executor: Executor,
  known: KnownMatters,
  work: (stores: Stores) => Promise<T>,
): Promise<{ readonly result: T; readonly entries: number }> {
  for (let attempt = 1; ; attempt += 1) {
    let entries = 0;
    const onAppend = (more: number) => {
      entries += more;
    };
    try {
      const result = await executor.transaction().execute((transaction) => work(storesOn(transaction, known, onAppend)));
      return { result, entries };
    } catch (cause) {
      if (attempt === TRIES || !RETRYABLE.has((cause as { code?: string }).code ?? '')) throw cause;
    }
  }
}

const storesOn = (executor: Executor, known: KnownMatters, onAppend?: (entries: number) => void): Stores => ({
  towns: townStore(executor, known),
  people: peopleStore(executor),
  roster: rosterStore(executor),
  requests: requestStore(executor),
  machines: machineStore(executor),
  notices: noticeStore(executor),
  files: fileStore(executor),
  erasures: erasureStore(executor),
  ledger: ledgerStore(executor, onAppend),
  witnesses: witnessStore(executor),
});

/** Whether the database answers. */
export const ping = (executor: Executor): Promise<unknown> => sql`select 1`.execute(executor);
