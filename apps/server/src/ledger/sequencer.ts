import { type Fence, type Leadership, Superseded } from '../ports/ledger-store.ts';
import { batches, rounds } from '../rounds/mod.ts';
import { type Edge, loadEdge } from './edge.ts';
import { integrate, type LedgerParts } from './integrate.ts';
import { openPublisher } from './publish.ts';

/** Times in milliseconds. */
export interface Pace {
  /** A batch closes when nothing has come for so long … */
  readonly quietMs: number;
  /** … or after this time: acts that come within it share one checkpoint, and so its syncs. */
  readonly batchMs: number;
  /** How often we look for what other servers of the same database have committed. */
  readonly lookMs: number;
  readonly retryMs: number;
  /** At least between two publications. Receipts do not wait for them: what is signed and committed will be published. */
  readonly publishGapMs: number;
}

const PACE: Pace = { quietMs: 2, batchMs: 100, lookMs: 250, retryMs: 1_000, publishGapMs: 100 };

/** A batch closes with so many entries, too: the most that are placed in one transaction. */
const BATCH_LIMIT = 4096;

export interface Sequencer {
  /** What may be published has changed: a quorum has come. */
  witnessed(): void;
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
  pace: Pace = PACE,
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
  const { onError } = it;
  const publishing = rounds(async () => (term ? publisher.publish() : undefined), { gapMs: pace.publishGapMs, idleMs: 1_000, onError });
  const { quietMs, batchMs: longestMs, lookMs: idleMs, retryMs } = pace;
  const batch = batches(work, { quietMs, longestMs, limit: BATCH_LIMIT, idleMs, retryMs, onError });
  const unsubscribe = parts.store.onCommit((entries) => batch.add(entries));
  return {
    witnessed: publishing.wake,
    async stop() {
      unsubscribe();
      await batch.stop();
      await publishing.stop();
      await parts.leadership.resign();
    },
  };
}
