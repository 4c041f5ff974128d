import type { ImpressionCheck, ImpressionReport } from '../seals/check-impression.ts';
import type { SheetCheck, SheetReport } from '../verdict/check-sheet.ts';
import { must, Pool } from './pool.ts';
import type { PoolOptions } from './ran.ts';

/** The machine's checks off its main thread: a second of computing must not hold up the lock, and a bad picture must not end the agent. */
export interface CheckWorkers {
  /** Rejects when the check could not be made within its limits: the caller must treat that as a stop. */
  checkSheet(check: SheetCheck): Promise<SheetReport>;
  /** Rejects likewise: the impression is then doubtful. */
  checkImpression(check: ImpressionCheck): Promise<ImpressionReport>;
  close(): Promise<void>;
}

export function openCheckWorkers(options: PoolOptions): CheckWorkers {
  const pool = new Pool(options);
  return {
    checkSheet: async (check) => must(await pool.run('checkSheet', check)),
    checkImpression: async (check) => must(await pool.run('checkImpression', check)),
    close: () => pool.close(),
  };
}
