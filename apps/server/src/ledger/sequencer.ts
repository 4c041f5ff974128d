import { type Fence, type Leadership, Superseded } from '../ports/ledger-store.ts';
import { batches, rounds } from '../rounds/mod.ts';
import { type Edge, loadEdge } from './edge.ts';
import { integrate, type LedgerParts } from './integrate.ts';
import { openPublisher } from './publish.ts';

/** A batch closes when nothing has come for so long … */
const QUIET_MS = 2;
/** … or after this time: acts that come within it share one checkpoint, and so its syncs … */
const BATCH_MS = 100;
/** … or with so many entries. Also the most that are placed in one transaction. */
const BATCH_LIMIT = 4096;
/** How often we look for what other servers of the same database have committed. */
const LOOK_MS = 250;
const RETRY_MS = 1_000;
/** At least between two publications. Receipts do not wait for them: what is signed and committed will be published. */
const PUBLISH_GAP_MS = 100;

export interface Sequencer {
  stop(): Promise<void>;
}

/**
 * Gives committed acts their places and publishes checkpoints over them, as long as this server leads. The order is
 *
 *   places committed → tiles and bundles durable → checkpoint committed → checkpoint published
 *
 * so that a crash at any point leaves one history; each commit carries the fence, so that a sequencer that wakes up late changes nothing.
 * When tiles cannot be written (disk full, store away) places are still given, `onError` hears of each try, and the rest follows by itself
 * as soon as it can.
 */
export function openSequencer(
  parts: LedgerParts & { readonly leadership: Leadership },
  it: {
    /** A checkpoint is signed and committed, or may have been published. */
    readonly onCheckpoint: () => void;
    readonly onError: (cause: unknown) => void;
  },
): Sequencer {
  let term: { readonly fence: Fence; edge: Edge | null } | null = null;

  async function work(): Promise<void> {
    const fence = await parts.leadership.lead();
    if (fence === null) {
      term = null;
      return;
    }
    if (term?.fence !== fence) term = { fence, edge: null };
    const current = term;
    try {
      const fresh = (await parts.store.ledger.isWaiting())
        ? await parts.store.transact(({ ledger }) => ledger.place(fence, BATCH_LIMIT))
        : [];
      if (fresh.length === BATCH_LIMIT) batch.add(BATCH_LIMIT);
      const before = current.edge ?? (await loadEdge(parts));
      // Whatever fails from here on is read anew.
      current.edge = null;
      const edge = await integrate(parts, fence, before, fresh);
      current.edge = edge;
      if (edge.size > before.size) it.onCheckpoint();
      publishing.wake();
    } catch (cause) {
      if (cause instanceof Superseded) await parts.leadership.resign();
      throw cause;
    }
  }

  const publisher = openPublisher(parts);
  const publishing = rounds(async () => (term ? publisher.publish() : undefined), {
    gapMs: PUBLISH_GAP_MS,
    idleMs: 1_000,
    onError: it.onError,
  });
  const batch = batches(work, {
    quietMs: QUIET_MS,
    longestMs: BATCH_MS,
    limit: BATCH_LIMIT,
    idleMs: LOOK_MS,
    retryMs: RETRY_MS,
    onError: it.onError,
  });
  const unsubscribe = parts.store.onCommit((entries) => batch.add(entries));
  return {
    async stop() {
      unsubscribe();
      await batch.stop();
      await publishing.stop();
      await parts.leadership.resign();
    },
  };
}
