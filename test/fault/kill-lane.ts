import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { checkLedger } from './check-ledger.ts';
import { startChild, writerOf } from './children.ts';
import { ACTS_OF_A_WRITER, type ChildPlan, WRITERS } from './ledger-child.ts';
import { LOG_KEY, openLedgerProcess } from './ledger-process.ts';
import { seeded } from './seeded.ts';
import { STEPS } from './steps.ts';

export interface LaneResult {
  readonly kills: number;
  readonly atSteps: number;
  readonly acknowledged: number;
  readonly size: number;
}

/**
 * Kills one ledger's process again and again with SIGKILL — at a random moment, or before or after a write of its — and starts the next one on
 * what it left. After every `checkEvery` kills and at the end the ledger is recovered and held to everything. Throws when it does not hold.
 */
export async function runKillLane(it: {
  readonly databaseUrl: string;
  readonly dir: string;
  readonly seed: number;
  readonly kills: number;
  readonly checkEvery: number;
  readonly onProgress?: (kills: number) => void;
}): Promise<LaneResult> {
  const random = seeded(it.seed);
  const acknowledged = new Set<number>();
  const seen: string[] = [];
  const tiles = new FolderTiles(path.join(it.dir, 'log'));
  await tiles.start();
  let atSteps = 0;
  let size = 0;

  function plan(child: number): ChildPlan & { readonly afterMs: number } {
    const trap = {
      step: STEPS[random(STEPS.length)] ?? 'place',
      moment: random(2) === 0 ? ('before' as const) : ('after' as const),
      nth: 1 + random(3),
      signal: 'SIGKILL' as const,
    };
    return {
      databaseUrl: it.databaseUrl,
      dir: path.join(it.dir, 'log'),
      first: child * WRITERS * ACTS_OF_A_WRITER,
      seed: random(2 ** 31),
      trap: random(2) === 0 ? trap : undefined,
      afterMs: random(80),
    };
  }

  async function look(): Promise<void> {
    const bytes = await tiles.read('checkpoint');
    if (bytes) seen.push(Buffer.from(bytes).toString());
  }

  async function check(): Promise<void> {
    const ledger = openLedgerProcess({ databaseUrl: it.databaseUrl, tiles });
    await ledger.settle();
    await look();
    size = await checkLedger({
      databaseUrl: it.databaseUrl,
      ledger: ledger.store.ledger,
      tiles,
      vkey: LOG_KEY.vkey,
      acknowledged,
      seen,
      writerOf,
    });
    await ledger.stop();
  }

  for (let kill = 1; kill <= it.kills; kill += 1) {
    const { afterMs, ...told } = plan(kill);
    const child = startChild(told, acknowledged);
    // A trap that is not reached in time counts as a random moment.
    if (await child.said('ack')) await Promise.race([child.gone, sleep(afterMs + (told.trap ? 250 : 0))]);
    child.process.kill('SIGKILL');
    await child.gone;
    if (await child.said('trap')) atSteps += 1;
    await look();
    if (kill % it.checkEvery === 0 || kill === it.kills) await check();
    it.onProgress?.(kill);
  }
  return { kills: it.kills, atSteps, acknowledged: acknowledged.size, size };
}
