/** Bytes to and from a device. Chunks may be split or joined anywhere: framing is the protocol's business. */
export interface ByteLink {
  /** Resolves once the bytes have left this process. */
  send(bytes: Uint8Array): Promise<void>;
  /** Returns the way to stop listening. Bytes that arrive while nobody listens are lost. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  close(): Promise<void>;
}

/** The device did not answer in time, or the line is gone: whatever was asked may have happened or not. */
export class LinkSilent extends Error {
  override readonly name = 'LinkSilent';
}
