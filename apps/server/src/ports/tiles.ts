/** The ledger's public files (c2sp.org/tlog-tiles): `tile/…`, `tile/entries/…` and `checkpoint`. */
export interface TileStore {
  /**
   * A tile or an entry bundle, full or partial (`….p/W`); durable and whole before it resolves. Since the log only grows, each path has one
   * content for ever: writing the same bytes again is harmless, other bytes throw and change nothing, whoever comes first.
   */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none. A partial tile goes when it has grown full: then the full one, of which it is the beginning, serves. */
  read(path: string): Promise<Uint8Array | null>;
  /**
   * Publishes a signed checkpoint as `checkpoint`; durable before it resolves. It never goes back, whoever calls and however late: a larger
   * one that is there stays, and of one size the one with more signatures. Throws when the one of the same size has another text.
   * Resolves with the size that is published now. Call it only when what the checkpoint covers is durable.
   */
  publishCheckpoint(note: string): Promise<number>;
  /** Forgets the partial forms of a tile or bundle. Only when its full form (`path`) is durable and under a published checkpoint. */
  dropPartials(path: string): Promise<void>;
}
