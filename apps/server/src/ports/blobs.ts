import type { Digest } from '@yinzheng/ledger';

/** Files by their SHA-256. The same bytes are stored once; what is stored under a digest never changes. */
export interface Blobs {
  /** Durable before it resolves: a crash or power cut right after loses nothing. Repeating it is harmless. */
  put(bytes: Uint8Array): Promise<Digest>;
  /** The bytes, or null when there are none. Bytes that no longer fit their digest are an error, never handed out. */
  get(digest: Digest): Promise<Uint8Array | null>;
  has(digest: Digest): Promise<boolean>;
  /** Deleting what is not there is fine. May come back after a power cut; delete again then. */
  delete(digest: Digest): Promise<void>;
}
