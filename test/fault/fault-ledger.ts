/** `npm run fault:ledger -- --kills 10000 --seed 1`: kills the ledger's process again and again on a PostgreSQL of its own, then checks everything. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDatabase } from '../../apps/server/src/adapters/db/database.ts';
import { migrate } from '../../apps/server/src/adapters/db/migrate.ts';
import { startPostgres } from '../../apps/server/src/adapters/postgres/start-postgres.ts';
import { runKillLane } from './kill-lane.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '10000' }, seed: { type: 'string' }, lanes: { type: 'string', default: '3' } },
});
const [kills, lanes] = [Number(values.kills), Number(values.lanes)];
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
console.log(`${kills} 次强杀 / kills, --seed ${seed} --lanes ${lanes}`);

const dir = await mkdtemp(path.join(tmpdir(), 'yinzheng-fault-'));
await chmod(dir, 0o755); // as root PostgreSQL runs under an account of its own, which has to get there
const postgres = await startPostgres({ dataDir: dir, isThrowaway: true });
const began = performance.now();
let done = 0;
const told = setInterval(() => console.log(`  ${done} (${Math.round((performance.now() - began) / 1000)} s)`), 30_000);
try {
  const results = await Promise.all(
    Array.from({ length: lanes }, async (_, lane) =>
      runKillLane({
        databaseUrl: await newDatabase(`lane_${lane}`),
        dir: path.join(dir, `lane ${lane}`),
        seed: seed + lane,
        kills: Math.floor((kills + lane) / lanes),
        checkEvery: 500,
        onProgress: () => {
          done += 1;
        },
      }),
    ),
  );
  for (const { kills, atSteps, acknowledged, size } of results)
    console.log(`  ${kills} kills, ${atSteps} at a write: ${acknowledged} acts acknowledged, ${size} in the log, one history`);
} finally {
  clearInterval(told);
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}

async function newDatabase(name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href, { maxConnections: 1 });
  await migrate(database.executor);
  await database.stop();
  return url.href;
}
