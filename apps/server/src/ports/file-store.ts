import type { Digest } from '@yinzheng/ledger';

/**
 * Which files there are, and until when. A file is told here, durably, before it is stored: so none is ever lost from sight. It is kept
 * on trial; when its day comes it stays for good if something that was not erased needs it, and otherwise it goes.
 */
export interface FileStore {
  /** To be called, and committed, before the files are stored. Whoever stores one again begins its trial anew. */
  keep(digests: readonly Digest[], now: Date, trialUntil: Date): Promise<void>;
  /**
   * Something that needed them is gone: they are due now, or an hour after they were last kept, since whoever stores the same file this
   * minute has not said yet what for.
   */
  release(digests: readonly Digest[], now: Date): Promise<void>;
  hasDue(now: Date): Promise<boolean>;
  /** Takes one that is due and holds it until the transaction ends: nobody can keep it meanwhile. Another server takes another one. */
  takeDue(now: Date): Promise<{ readonly digest: Digest; readonly attempts: number } | null>;
  /** Whether a request that was not erased has it as page, sheet set or photograph, or a seal as its filed imprint. */
  isNeeded(digest: Digest): Promise<boolean>;
  /** It stays, until it is released. */
  settle(digest: Digest): Promise<void>;
  /** The file is gone. */
  forget(digest: Digest): Promise<void>;
  /** It could not be deleted: again at `dropAt`. */
  later(digest: Digest, dropAt: Date): Promise<void>;
}
