import { openCheckpoint } from '@yinzheng/ledger';
import { percentile } from '../stopwatch.ts';
import { type BenchJournal, openJournal } from './journals.ts';
import type { LedgerStand } from './ledger-stand.ts';
import { measured, pause, type Spent } from './spent.ts';

/** Machines that hand in at once, and records that each hands in with one commit. */
const WRITERS = 10;
const RECORDS = 250;
const CALLERS = 16;

export interface Writers {
  readonly journals: readonly BenchJournal[];
}

export const openWriters = async (): Promise<Writers> => ({
  journals: await Promise.all(Array.from({ length: WRITERS }, (_, at) => openJournal(at))),
});

export interface Steady extends Spent {
  readonly acts: number;
  readonly perSecond: number;
  /** From the commit of an act to the signed checkpoint over it. */
  readonly checkpointP50Ms: number;
  readonly checkpointP99Ms: number;
}

/**
 * Hands in `acts`, `perSecond` of them (null: as fast as they are taken); each is acknowledged when it is committed with its syncs.
 * Measures until a signed checkpoint covers the last, so that a ledger that falls behind shows it.
 */
export async function handIn(stand: LedgerStand, { journals }: Writers, acts: number, perSecond: number | null): Promise<Steady> {
  const from = await stand.size();
  const watch = watchCheckpoints(stand, from);
  const turns = Math.ceil(acts / RECORDS);
  const [, spent] = await measured(stand, async () => {
    const began = performance.now();
    let turn = 0;
    const write = async (journal: BenchJournal) => {
      for (let mine = turn++; mine < turns; mine = turn++) {
        if (perSecond !== null) await pause(began + (mine * RECORDS * 1_000) / perSecond - performance.now());
        const records: { entry: Awaited<ReturnType<BenchJournal['next']>> }[] = [];
        while (records.length < RECORDS) records.push({ entry: await journal.next() });
        await stand.store.transact(({ ledger }) => ledger.append(records));
        watch.committed(RECORDS);
      }
    };
    await Promise.all(journals.map(write));
    await stand.untilSize(from + turns * RECORDS);
  });
  const lags = watch.stop();
  return {
    acts: turns * RECORDS,
    perSecond: (turns * RECORDS) / spent.seconds,
    checkpointP50Ms: percentile(lags, 50),
    checkpointP99Ms: percentile(lags, 99),
    ...spent,
  };
}

/** Each caller hands in one act and waits until it holds the proof under a signed checkpoint; then the next. */
export async function waitForReceipts(stand: LedgerStand, seconds: number) {
  const taken: number[] = [];
  let last = '';
  const [, spent] = await measured(stand, async () => {
    const until = performance.now() + seconds * 1_000;
    let made = 0;
    const call = async (_: unknown, at: number) => {
      const journal = await openJournal(WRITERS + at);
      while (performance.now() < until) {
        const entry = await journal.next();
        const request = String(made++).padStart(13, '0');
        const began = performance.now();
        await stand.store.transact(({ ledger }) => ledger.append([{ entry, refs: { request } }]));
        last = await proofOf(stand, request);
        taken.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, call));
  });
  const opened = await openCheckpoint(stand.vkey, last.slice(last.indexOf('\n\n') + 2));
  if (!opened.ok) throw new Error(`the last receipt's checkpoint does not verify: ${opened.code}`);
  const receipts = taken.length;
  return { receipts, perSecond: receipts / spent.seconds, p50Ms: percentile(taken, 50), p99Ms: percentile(taken, 99), ...spent };
}

async function proofOf({ store, proofs }: LedgerStand, request: string): Promise<string> {
  for (;;) {
    const heard = proofs.heard();
    const { entries, isWaiting } = await store.ledger.about(request);
    const proven = isWaiting ? null : await proofs.prove(entries);
    if (proven?.[0]) return proven[0].proof;
    await proofs.nextCheckpoint(heard);
  }
}

/** Acts are placed in the order of their commits, so a checkpoint's size says which are covered. */
function watchCheckpoints(stand: LedgerStand, from: number) {
  const commits: { readonly upTo: number; readonly at: number }[] = [];
  const lags: number[] = [];
  let isStopped = false;
  let upTo = from;
  const cover = (size: number): void => {
    const now = performance.now();
    for (let first = commits[0]; first && first.upTo <= size; first = commits[0]) {
      lags.push(now - first.at);
      commits.shift();
    }
  };
  const watch = async (): Promise<void> => {
    for (; !isStopped; await pause(5)) cover(await stand.size());
  };
  void watch();
  return {
    committed(count: number) {
      upTo += count;
      commits.push({ upTo, at: performance.now() });
    },
    stop() {
      isStopped = true;
      cover(upTo); // whoever calls has waited for all
      return lags;
    },
  };
}
