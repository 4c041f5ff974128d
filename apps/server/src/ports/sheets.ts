import type { Digest } from '@yinzheng/ledger';
import type { RefusalParams } from './refused.ts';

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A page fixed for good, before its record code is printed. */
export interface PreparedPage {
  readonly content: Uint8Array;
  readonly contentDigest: Digest;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Name of the upload it came from. */
  readonly source: string;
}

export type Prepared =
  | { readonly ok: true; readonly pages: readonly PreparedPage[] }
  | { readonly ok: false; readonly code: string; readonly params: RefusalParams };

/** What is wrong with a picture that should show one round seal. */
export type ImprintProblem = 'imprint/unreadable' | 'imprint/too-small' | 'imprint/no-round-seal';

export interface PrintedSet {
  /** One-page PDFs with their codes. */
  readonly pages: readonly { readonly pdf: Uint8Array; readonly digest: Digest }[];
  /** The same pages as one PDF, to print. */
  readonly set: Uint8Array;
}

/** Turns uploads into fixed pages. Works in threads with limits of time and memory: a bad file is a refusal, never a crash. */
export interface Sheets {
  prepare(uploads: readonly Upload[]): Promise<Prepared>;
  printCodes(pages: readonly PreparedPage[], codes: readonly { readonly text: string; readonly label: string }[]): Promise<PrintedSet>;
  /** The filed imprint of a round seal from a picture of it: the ring alone, red on white, a PNG. */
  fileImprint(
    picture: Uint8Array,
  ): Promise<{ readonly ok: true; readonly png: Uint8Array } | { readonly ok: false; readonly code: ImprintProblem }>;
  /** A WebP picture of a one-page PDF. */
  preview(pdf: Uint8Array, widthPx: number): Promise<Uint8Array>;
}
