import { createHash } from 'node:crypto';
import { type Outcome, refuse } from '../problem.ts';
import { kindOf } from './kind.ts';
import type { Limits } from './limits.ts';
import { preparePdf } from './prepare-pdf.ts';
import { preparePicture } from './prepare-picture.ts';

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

/** Fixes some pages of one source. Everything that a file can do wrong comes back as a problem. */
export async function prepareSource(source: SourceFile, range: PageRange, limits: Limits): Promise<Outcome<PreparedSource>> {
  const file = source.name;
  if (source.bytes.length === 0) return refuse('upload/empty', { file });
  if (source.bytes.length > limits.maxBytes) return refuse('upload/too-large', { file, limitMiB: Math.floor(limits.maxBytes / 2 ** 20) });
  const kind = kindOf(source.bytes);
  if (kind === null) return refuse('upload/unknown-kind', { file });
  return kind === 'pdf' ? preparePdf(source, range, limits.maxPages) : preparePicture(source, range, limits.maxPages);
}

/** SHA-256 in hex, as the ledger names digests. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
