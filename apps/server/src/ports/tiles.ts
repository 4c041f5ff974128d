/** The ledger's public files (c2sp.org/tlog-tiles): `tile/…`, `tile/entries/…` and `checkpoint`. */
export interface TileStore {
  /**
   * Durable before it resolves. A full tile is immutable: writing the same bytes again is harmless, other bytes throw.
   * Partial tiles (`….p/W`) and `checkpoint` are replaced atomically; a reader sees the old or the new bytes, never a mixture.
   */
  write(path: string, bytes: Uint8Array): Promise<void>;
  read(path: string): Promise<Uint8Array | null>;
}
