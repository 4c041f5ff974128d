import type { Entry } from '@yinzheng/ledger';

/** What an entry is about, to find it again. */
export interface EntryRefs {
  readonly request?: string;
  readonly jti?: string;
}

export interface SequencedEntry {
  /** Place in the log, from 0, without gaps. */
  readonly index: number;
  readonly body: Uint8Array;
}

export interface StoredCheckpoint {
  readonly size: number;
  /** Hex. */
  readonly root: string;
  /** The signed note. */
  readonly note: string;
  readonly at: Date;
}

export interface LedgerStore {
  /** Only inside a transaction that also writes the state: no ledger, no act. */
  append(entries: readonly { readonly entry: Entry; readonly refs?: EntryRefs }[]): Promise<void>;

  /** Whether a committed entry has no place yet. */
  isWaiting(): Promise<boolean>;
  /**
   * Gives the oldest waiting entries their places after the last one given, at most `limit`; returns them in order. Call it in a
   * transaction, as the leader. What is waiting is committed, and what was committed first is placed first.
   */
  sequence(limit: number): Promise<readonly SequencedEntry[]>;
  /** Entries with from ≤ index < to, in order. */
  range(from: number, to: number): Promise<readonly SequencedEntry[]>;
  /** How many entries have a place. */
  sequenced(): Promise<number>;
  /** Everything placed about a request, in the order of the log; and whether something about it still waits for its place. */
  about(request: string): Promise<{ readonly entries: readonly SequencedEntry[]; readonly isWaiting: boolean }>;
  rosterLinks(): Promise<readonly SequencedEntry[]>;
  rosterLinkCount(): Promise<number>;

  newestCheckpoint(): Promise<StoredCheckpoint | null>;
  /** Refuses (throws) a size that is not larger than the newest. */
  saveCheckpoint(checkpoint: StoredCheckpoint): Promise<void>;
}

/** One sequencer at a time, over all servers of a database. */
export interface Leadership {
  /** Takes the lead, or says that another has it. It is lost when this process or its connection ends. */
  tryLead(): Promise<boolean>;
  stillLeads(): Promise<boolean>;
  resign(): Promise<void>;
}
