import { type Entry, openCheckpoint } from '@yinzheng/ledger';
import { cpuSecondsOf, residentMiB } from '../process-figures.ts';
import { percentile } from '../stopwatch.ts';
import type { LedgerStand } from './ledger-stand.ts';
import { openJournals } from './records.ts';

/** Records of the pool come round again: making one costs more than logging it. */
const POOL = 4_000;
/** Callers that hand in acts at once, and acts that each hands in with one commit. */
const WRITERS = 8;
const ACTS = 250;
const CALLERS = 16;

interface Spent {
  readonly seconds: number;
  readonly nodeCpu: number;
  readonly postgresCpu: number;
  readonly folderSyncs: number;
  readonly walSyncs: number;
}

/**
 * Acts come in steadily, `perSecond` of them; each is acknowledged when it is committed with its syncs. Measures until a signed
 * checkpoint covers the last of them, so that a ledger that falls behind shows it.
 */
export async function sustain(stand: LedgerStand, folder: { syncs(): number }, seconds: number, perSecond: number) {
  const journals = await openJournals(true);
  const pool: Entry[] = [];
  while (pool.length < POOL) pool.push(await journals.next());
  const before = await stand.store.ledger.newestCheckpoint();
  const waits = watchCheckpoints(stand);
  const restingMiB = await residentMiB(process.pid);
  const spent = await measured(stand, folder, async () => {
    const began = performance.now();
    const turns = Math.ceil((seconds * perSecond) / ACTS);
    let turn = 0;
    const writer = async () => {
      for (let mine = turn++; mine < turns; mine = turn++) {
        await pause(began + (mine * ACTS * 1000) / perSecond - performance.now());
        const from = (mine * ACTS) % (POOL - ACTS);
        await stand.store.transact(({ ledger }) => ledger.append(pool.slice(from, from + ACTS).map((entry) => ({ entry }))));
        waits.committed();
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    const size = (before?.size ?? 0) + turns * ACTS;
    while (((await stand.store.ledger.newestCheckpoint())?.size ?? 0) < size) await pause(2);
    return turns * ACTS;
  });
  const acts = spent.result;
  const lags = waits.stop();
  return {
    acts,
    ...spent.spent,
    actsPerSecond: acts / spent.spent.seconds,
    checkpointP50Ms: percentile(lags, 50),
    checkpointP99Ms: percentile(lags, 99),
    residentMiB: [restingMiB, await residentMiB(process.pid)] as const,
  };
}

/** Each caller hands in one act and waits until it holds the proof under a signed checkpoint. */
export async function waitForReceipts(stand: LedgerStand, folder: { syncs(): number }, seconds: number) {
  const journals = await openJournals(true);
  const taken: number[] = [];
  let last = '';
  const { spent } = await measured(stand, folder, async () => {
    const until = performance.now() + seconds * 1000;
    let made = 0;
    const caller = async () => {
      while (performance.now() < until) {
        const entry = await journals.next();
        const request = String(made++).padStart(13, '0');
        const began = performance.now();
        await stand.store.transact(({ ledger }) => ledger.append([{ entry, refs: { request } }]));
        last = await proofOf(stand, request);
        taken.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  });
  const note = last.slice(last.indexOf('\n\n') + 2);
  const opened = await openCheckpoint(stand.vkey, note);
  if (!opened.ok) throw new Error(`the last receipt's checkpoint does not verify: ${opened.code}`);
  return {
    ...spent,
    receipts: taken.length,
    perSecond: taken.length / spent.seconds,
    p50Ms: percentile(taken, 50),
    p99Ms: percentile(taken, 99),
  };
}

async function proofOf({ store, proofs }: LedgerStand, request: string): Promise<string> {
  for (;;) {
    const { entries, isWaiting } = await store.ledger.about(request);
    const proven = isWaiting ? null : await proofs.prove(entries);
    if (proven?.[0]) return proven[0].proof;
    await proofs.nextCheckpoint();
  }
}

/** From the commit of an act to the signed checkpoint over it, seen by counting: acts are placed in the order of their commits. */
function watchCheckpoints({ store }: LedgerStand) {
  const commits: { readonly upTo: number; readonly at: number }[] = [];
  const lags: number[] = [];
  let isStopped = false;
  let base: number | null = null;
  const watch = async (): Promise<void> => {
    while (!isStopped) {
      const size = (await store.ledger.newestCheckpoint())?.size ?? 0;
      base ??= size;
      const now = performance.now();
      while (commits[0] && commits[0].upTo <= size - base) lags.push(now - (commits.shift() as (typeof commits)[number]).at);
      await pause(5);
    }
  };
  void watch();
  let count = 0;
  return {
    committed() {
      count += ACTS;
      commits.push({ upTo: count, at: performance.now() });
    },
    stop() {
      isStopped = true;
      return lags;
    },
  };
}

async function measured<T>(stand: LedgerStand, folder: { syncs(): number }, work: () => Promise<T>): Promise<{ result: T; spent: Spent }> {
  const [cpu, wal, syncs, began] = [await cpuSecondsOf(process.pid), await stand.walSyncs(), folder.syncs(), performance.now()];
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  await pause(1100); // PostgreSQL tells its figures once a second
  const after = await cpuSecondsOf(process.pid);
  return {
    result,
    spent: {
      seconds,
      nodeCpu: after.server - cpu.server,
      postgresCpu: after.postgres - cpu.postgres,
      folderSyncs: folder.syncs() - syncs,
      walSyncs: (await stand.walSyncs()) - wal,
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
