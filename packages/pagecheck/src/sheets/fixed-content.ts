import { createHash } from 'node:crypto';

export interface SourceFile {
  /** As the uploader calls it; used in problems only. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Pages from `from` (0 is the first) up to, not including, `to`. */
export interface PageRange {
  readonly from: number;
  readonly to: number;
}

export interface FixedContent {
  /** A PDF of one page: upright, A4 or A3, the corner of the record code free. */
  readonly content: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
  /** From 1. */
  readonly sourcePage: number;
}

export interface PreparedSource {
  readonly pages: readonly FixedContent[];
  /** Of the whole source, also when only a range was prepared. */
  readonly pageCount: number;
}

/** SHA-256 in hex, as the ledger names digests. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
