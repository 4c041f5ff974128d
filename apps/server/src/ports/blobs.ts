import type { Digest } from '@yinzheng/ledger';

/** Files by their SHA-256. The same bytes are stored once; what is stored under a digest never changes. */
export interface Blobs {
  /** Durable before it resolves: a crash or power cut right after loses nothing. Repeating it is harmless. */
  put(bytes: Uint8Array): Promise<Digest>;
  /** The bytes, or null when there are none. Bytes that no longer fit their digest are an error, never handed out. */
  get(digest: Digest): Promise<Uint8Array | null>;
  has(digest: Digest): Promise<boolean>;
  /** Gone for good when it resolves: no crash or power cut brings it back. Deleting what is not there is fine. */
  delete(digest: Digest): Promise<void>;
}
