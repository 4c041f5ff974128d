import { cpuSecondsOf } from '../process-figures.ts';

/** What a piece of work cost. */
export interface Spent {
  readonly seconds: number;
  readonly nodeCpuSeconds: number;
  readonly postgresCpuSeconds: number;
  /** Syncs of the ledger's folder by this process. */
  readonly folderSyncs: number;
  /** Syncs of PostgreSQL's write-ahead log. */
  readonly walSyncs: number;
}

interface Counters {
  walSyncs(): Promise<number>;
  folderSyncs(): number;
}

export async function measured<T>(stand: Counters, work: () => Promise<T>): Promise<readonly [T, Spent]> {
  const [cpu, wal, syncs, began] = [await cpuSecondsOf(process.pid), await stand.walSyncs(), stand.folderSyncs(), performance.now()];
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  const [after, folderSyncs] = [await cpuSecondsOf(process.pid), stand.folderSyncs() - syncs];
  await pause(1_100); // PostgreSQL tells its figures once a second
  const spent = {
    seconds,
    nodeCpuSeconds: after.server - cpu.server,
    postgresCpuSeconds: after.postgres - cpu.postgres,
    folderSyncs,
    walSyncs: (await stand.walSyncs()) - wal,
  };
  return [result, spent];
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
