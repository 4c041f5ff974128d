import type { Ports } from '../ports/ports.ts';
import { type Round, rounds } from '../rounds/mod.ts';

const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 3600_000;
/** Deleted in one transaction. */
const BATCH = 100;

type Used = Pick<Ports, 'store' | 'clock' | 'retention'>;

/**
 * Deletes what nobody has to keep and what would otherwise gather: drafts that were never filed, old notices and answered commands,
 * what has run out, names whose time is over. None of it is in the ledger, so its going is no act.
 */
export async function sweepExpired({ store, clock, retention }: Used): Promise<void> {
  const now = clock.now();
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await store.erasures.dropSpent(now);
  await store.erasures.dropNotices(before(retention.noticeDays));
  for (let dropped = 1; dropped > 0; )
    dropped = await store.transact(async ({ erasures, files }) => {
      const gone = await erasures.dropDrafts(before(retention.draftDays), BATCH);
      await files.release(gone, now);
      return gone.length;
    });
}

/** Looks each hour. */
export const openSweep = (ports: Used, onError: (cause: unknown) => void): Round =>
  rounds(() => sweepExpired(ports), { gapMs: 0, idleMs: LOOK_AGAIN_MS, onError });
