import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../apps/server/src/adapters/db/database.ts';
import { migrate } from '../../apps/server/src/adapters/db/migrate.ts';
import { startPostgres } from '../../apps/server/src/adapters/postgres/start-postgres.ts';

/** Runs a migrated, empty PostgreSQL and tells its parent where; ends, and leaves nothing, when the parent goes away in whatever way. */
const dataDir = await mkdtemp(path.join(tmpdir(), 'yinzheng-tests-'));
// As root the server runs under an account of its own, which has to get there.
await chmod(dataDir, 0o755);
const postgres = await startPostgres({ dataDir, isThrowaway: true });
const template = openDatabase(postgres.url, { maxConnections: 1 });
await migrate(template.executor);
await template.stop();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // the parent decides
process.once('disconnect', async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
});
process.send?.(postgres.url);
