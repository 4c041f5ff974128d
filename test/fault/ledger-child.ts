import { writeSync } from 'node:fs';
import { FolderTiles } from '../../apps/server/src/adapters/blobs/folder-tiles.ts';
import { openLedgerProcess } from './ledger-process.ts';
import { seeded } from './seeded.ts';
import type { Moment, Step } from './steps.ts';

/** What a child is told, as JSON in its argument. */
export interface ChildPlan {
  readonly databaseUrl: string;
  readonly dir: string;
  /** Its acts are numbered from here; each of its writers has 10,000 numbers. */
  readonly first: number;
  readonly seed: number;
  readonly staleMs?: number;
  /** It sends itself this signal at the `nth` time that it comes there. */
  readonly trap?:
    | { readonly step: Step; readonly moment: Moment; readonly nth: number; readonly signal: 'SIGKILL' | 'SIGSTOP' }
    | undefined;
}

export const WRITERS = 2;
export const ACTS_OF_A_WRITER = 10_000;

/**
 * One server's ledger as a process of its own, to be killed or stopped: writers hand in batches without a pause, each says on the pipe
 * `ack <first> <count>` when a commit was answered. Says `leads` when its first checkpoint is signed, and `error …` for what went wrong.
 */
if (import.meta.main) {
  const plan = JSON.parse(process.argv[2] ?? '') as ChildPlan;
  const say = (line: string): void => void writeSync(1, `${line}\n`);
  const random = seeded(plan.seed);
  const { trap } = plan;
  let times = 0;
  const tiles = new FolderTiles(plan.dir);
  await tiles.start();
  let hasLed = false;
  const ledger = openLedgerProcess({
    ...plan,
    tiles,
    at(step, moment) {
      if (step !== trap?.step || moment !== trap.moment) return;
      times += 1;
      if (times !== trap.nth) return;
      say(`trap ${step}`);
      process.kill(process.pid, trap.signal);
      // The signal comes when it comes: nothing goes on until then.
      if (trap.signal === 'SIGKILL') for (;;);
    },
    onCheckpoint() {
      if (!hasLed) say('leads');
      hasLed = true;
    },
    onError: (cause) => say(`error ${cause instanceof Error ? cause.message : String(cause)}`.replaceAll('\n', ' ')),
  });

  async function write(writer: number): Promise<void> {
    let next = plan.first + writer * ACTS_OF_A_WRITER;
    const end = next + ACTS_OF_A_WRITER;
    for (;;) {
      const count = Math.min(1 + random(24), end - next);
      if (count === 0) return;
      const acts = Array.from({ length: count }, (_, n) => next + n);
      next += count;
      try {
        await ledger.append(...acts);
        say(`ack ${acts[0]} ${count}`);
      } catch (cause) {
        say(`error ${cause instanceof Error ? cause.message : String(cause)}`.replaceAll('\n', ' '));
      }
      await new Promise((resolve) => setTimeout(resolve, random(12)));
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
}
