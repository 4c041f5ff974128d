import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cloneDatabase } from '../kit/database.ts';
import { runKillLane } from './kill-lane.ts';

/** `npm run fault:ledger` does many more. `FAULT_SEED` replays a run, as far as the machine's own timing lets it. */
const KILLS = 500;
const LANES = 3;
const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 2 ** 31);

it(`${KILLS} kills of the ledger's process lose nothing and leave one history (FAULT_SEED=${SEED})`, { timeout: 600_000 }, async () => {
  const results = await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      const [db, dir] = [await cloneDatabase(), await mkdtemp(path.join(tmpdir(), 'kills-'))];
      const kills = Math.floor((KILLS + lane) / LANES);
      const result = await runKillLane({ databaseUrl: db.url, dir, seed: SEED + lane, kills, checkEvery: 84 });
      await db.drop();
      await rm(dir, { recursive: true });
      return result;
    }),
  );
  const sum = (of: (result: (typeof results)[number]) => number) => results.reduce((total, result) => total + of(result), 0);
  console.log(`${sum((r) => r.kills)} kills, ${sum((r) => r.atSteps)} of them at a write, ${sum((r) => r.size)} entries`);
  expect(sum(({ kills }) => kills)).toBe(KILLS);
  expect(sum(({ atSteps }) => atSteps)).toBeGreaterThan(KILLS / 20);
  expect(sum(({ acknowledged }) => acknowledged)).toBeGreaterThan(KILLS);
});
