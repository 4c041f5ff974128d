import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as ground from '../../migrations/0001-ground.ts';
import * as mainJob from '../../migrations/0002-main-job.ts';
import * as codesOnce from '../../migrations/0003-codes-once.ts';
import * as ledgerHead from '../../migrations/0004-ledger-head.ts';
import * as keyLife from '../../migrations/0005-key-life.ts';
import * as forgetting from '../../migrations/0006-forgetting.ts';
import * as witnesses from '../../migrations/0007-witnesses.ts';
import * as doubt from '../../migrations/0008-doubt.ts';
import * as imprints from '../../migrations/0009-imprints.ts';
import { Refused } from '../../ports/refused.ts';
import { type Executor, rows } from './sql.ts';

/** In the order of their names. A migration that has run is never edited. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-ground': ground,
  '0002-main-job': mainJob,
  '0003-codes-once': codesOnce,
  '0004-ledger-head': ledgerHead,
  '0005-key-life': keyLife,
  '0006-forgetting': forgetting,
  '0007-witnesses': witnesses,
  '0008-doubt': doubt,
  '0009-imprints': imprints,
};

/** Brings the schema up to this version; a schema from a newer version is refused, not touched. */
export async function migrate(executor: Executor): Promise<void> {
  await refuseNewer(executor);
  const { error } = await new Migrator({ db: executor, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest();
  if (error) throw error;
}

async function refuseNewer(executor: Executor): Promise<void> {
  const [table] = await rows<{ found: boolean }>(executor, sql`select to_regclass('kysely_migration') is not null as found`);
  if (!table?.found) return;
  const applied = await rows<{ name: string }>(executor, sql`select name from kysely_migration order by name`);
  const unknown = applied.find(({ name }) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown) throw new Refused('data/newer-schema', { found: unknown.name });
}
