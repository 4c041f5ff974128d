import type { StoredCheckpoint } from './ledger-store.ts';

/** One witness's signature line over a checkpoint; it was verified before it came here. */
export interface Cosignature {
  /** Name and id of its key, `name+id`. */
  readonly witness: string;
  /** Newline included. */
  readonly line: string;
}

export interface CosignedCheckpoint extends StoredCheckpoint {
  readonly cosignatures: readonly Cosignature[];
}

/** What was heard from witnesses. A cosignature belongs to a checkpoint that is committed. */
export interface WitnessStore {
  /** A later line of the same witness for the same size replaces the one before. */
  keep(size: number, cosignature: Cosignature, at: Date): Promise<void>;
  /** Checkpoints with a cosignature, the largest first. */
  cosigned(): Promise<readonly CosignedCheckpoint[]>;
  /** Forgets the cosignatures below a size, and all but the newest `most` sizes above it. */
  forget(below: number, most: number): Promise<void>;
  /** When the first checkpoint larger than a size was saved; null: there is none. */
  firstAfter(size: number): Promise<Date | null>;

  /** True for whoever raised it; false when it was raised already, by this server or another. */
  raise(alarm: string, at: Date): Promise<boolean>;
  /** True for whoever ended it. */
  lower(alarm: string): Promise<boolean>;
}
