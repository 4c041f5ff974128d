import type { Digest } from '../encoding.ts';

/** One script of the page's own copy. */
export interface PageChunk {
  /** Of the payload's text. */
  readonly sha256: Digest;
  /** The files inside, one after the other. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Where the page's own copy has which file. */
export interface PageIndex {
  readonly v: 1;
  readonly chunks: readonly PageChunk[];
}
