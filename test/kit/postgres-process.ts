import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { systemChance } from '../../apps/server/src/adapters/chance/system-chance.ts';
import { systemClock } from '../../apps/server/src/adapters/clock/system-clock.ts';
import { openDatabase } from '../../apps/server/src/adapters/db/database.ts';
import { migrate } from '../../apps/server/src/adapters/db/migrate.ts';
import { memoryKeyring } from '../../apps/server/src/adapters/keyring/memory-keyring.ts';
import { argonPasswords } from '../../apps/server/src/adapters/passwords/argon-passwords.ts';
import { startPostgres } from '../../apps/server/src/adapters/postgres/start-postgres.ts';
import { openTables } from '../../apps/server/src/adapters/tables/open-tables.ts';
import { openRosterBook } from '../../apps/server/src/roster/mod.ts';
import { prepareSampleTown } from '../../apps/server/src/sample/mod.ts';
import { OFFICER_SEEDS, SAMPLES_DIR, seedNamed, TOWN } from './identity.ts';

/** Runs a PostgreSQL with the templates that suites clone, and tells its parent where; ends, and leaves nothing, when the parent goes. */
const dataDir = await mkdtemp(path.join(tmpdir(), 'yinzheng-tests-'));
// As root the server runs under an account of its own, which has to get there.
await chmod(dataDir, 0o755);
const postgres = await startPostgres({ dataDir, isThrowaway: true });
await makeTemplate('empty', async () => {});
await makeTemplate('sample_town', loadSampleTown);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // the parent decides
process.once('disconnect', async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
});
process.send?.(postgres.url);

type Opened = ReturnType<typeof openDatabase>;

async function makeTemplate(name: string, fill: (database: Opened) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href, { maxConnections: 2 });
  await migrate(database.executor);
  await fill(database);
  await database.stop();
}

async function loadSampleTown(store: Opened): Promise<void> {
  // Everybody in the sample has one password; hashing it once is enough.
  const hashed = new Map<string, Promise<string>>();
  const hash = (password: string) => {
    const known = hashed.get(password) ?? argonPasswords.hash(password);
    hashed.set(password, known);
    return known;
  };
  await prepareSampleTown(
    {
      store,
      clock: systemClock,
      chance: systemChance,
      roster: openRosterBook(store),
      town: TOWN,
      passwords: { ...argonPasswords, hash },
      tables: openTables(),
      keys: await memoryKeyring({ server: seedNamed('server'), log: seedNamed('log') }, TOWN.origin),
    },
    { samplesDir: SAMPLES_DIR, seeds: OFFICER_SEEDS },
  );
}
