import type { Policy } from '@yinzheng/ledger';
import type { StoredCheckpoint } from './ledger-store.ts';

/** Which checkpoints count, by the policy that this town publishes. Notes come with the cosignatures that were collected for them. */
export interface CheckpointBook {
  /** Whose word is asked for: c2sp.org/tlog-policy. */
  readonly policy: Policy;
  newest(): Promise<StoredCheckpoint | null>;
  /** The newest one that the policy's quorum has cosigned; without witnesses the newest of all. */
  witnessed(): Promise<StoredCheckpoint | null>;
  /** Since when a checkpoint waits for the quorum; null while none does. */
  awaitingSince(): Promise<Date | null>;
}
