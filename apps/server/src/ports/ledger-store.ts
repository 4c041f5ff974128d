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

/** Number of a term of leadership: each take-over has a greater one. It goes with every write of the sequencer. */
export type Fence = number;

/** Another sequencer took over since: nothing was written, and nothing may be written any more under this fence. */
export class Superseded extends Error {
  readonly fence: Fence;

  constructor(fence: Fence) {
    super(`another sequencer has taken over since fence ${fence}`);
    this.name = 'Superseded';
    this.fence = fence;
  }
}

export interface LedgerStore {
  /** Only inside a transaction that also writes the state: no ledger, no act. */
  append(entries: readonly { readonly entry: Entry; readonly refs?: EntryRefs }[]): Promise<void>;

  /** Whether a committed entry has no place yet. */
  isWaiting(): Promise<boolean>;
  /**
   * Gives the oldest waiting entries their places after the last one given, at most `limit`; returns them in order. Call it in a
   * transaction. What is waiting is committed; what was committed before an act was written is placed before it. Throws `Superseded` unless
   * `fence` is the newest, and a take-over waits for the transaction: no place is given under an old fence, however late it comes.
   */
  place(fence: Fence, limit: number): Promise<readonly SequencedEntry[]>;
  /** How many entries have a place. */
  placed(): Promise<number>;
  /** Entries with from ≤ index < to, in order. */
  range(from: number, to: number): Promise<readonly SequencedEntry[]>;
  /** Everything placed about a request, in the order of the log; and whether something about it still waits for its place. */
  about(request: string): Promise<{ readonly entries: readonly SequencedEntry[]; readonly isWaiting: boolean }>;
  rosterLinks(): Promise<readonly SequencedEntry[]>;
  rosterLinkCount(): Promise<number>;

  newestCheckpoint(): Promise<StoredCheckpoint | null>;
  /**
   * Call it in a transaction. Throws `Superseded` as `place` does; refuses (throws) a size that is not larger than the newest, and one
   * over entries that have no place.
   */
  saveCheckpoint(fence: Fence, checkpoint: StoredCheckpoint): Promise<void>;
}

/** One sequencer at a time, over all servers of a database. */
export interface Leadership {
  /**
   * The fence under which this process leads: the one it has, or the next when it can take over; null while another leads. The lead ends with
   * the process, with its connection, and when it falls silent (is stopped, hangs) for so long that another may take over. An answer may be
   * out of date the moment it is given: what keeps the log safe is the fence, not this.
   */
  lead(): Promise<Fence | null>;
  resign(): Promise<void>;
}
