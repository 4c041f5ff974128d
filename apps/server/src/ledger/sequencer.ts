import type { Leadership } from '../ports/ledger-store.ts';
import { rounds } from '../rounds/mod.ts';
import { integrate, type LedgerParts } from './integrate.ts';

/** Acts that come within this time share one checkpoint, and so its syncs. */
const BATCH_MS = 100;
/** Places given in one transaction. */
const BATCH_LIMIT = 4096;

export interface Sequencer {
  stop(): Promise<void>;
}

/**
 * Gives committed acts their places and publishes checkpoints over them, as long as this server holds the lead. A crash at any
 * point leaves one history: places are committed before anything is built on them, tiles are durable before the checkpoint that
 * covers them, and the next round starts from the last checkpoint in the database.
 */
export function openSequencer(
  parts: LedgerParts & { readonly leadership: Leadership },
  it: { readonly onPublished: () => void; readonly onError: (cause: unknown) => void },
): Sequencer {
  let isLeading = false;

  async function work(): Promise<void> {
    isLeading = isLeading ? await parts.leadership.stillLeads() : await parts.leadership.tryLead();
    if (!isLeading) return;
    const placed = (await parts.store.ledger.isWaiting()) ? await placeWaiting(parts) : 0;
    if (await integrate(parts)) it.onPublished();
    if (placed === BATCH_LIMIT) round.wake();
  }

  const round = rounds(work, { gapMs: BATCH_MS, idleMs: 1_000, onError: it.onError });
  const unsubscribe = parts.store.onCommit(() => round.wake());
  return {
    async stop() {
      unsubscribe();
      await round.stop();
      await parts.leadership.resign();
    },
  };
}

const placeWaiting = async ({ store }: LedgerParts): Promise<number> =>
  (await store.transact(({ ledger }) => ledger.sequence(BATCH_LIMIT))).length;
