import type { ArchiveReport, ReceiptReport } from '@yinzheng/ledger';

/** Where an archive's files come from. */
export type ArchiveSource =
  /** The scripts beside the page. */
  | { readonly from: 'page' }
  | { readonly from: 'zip'; readonly file: File }
  | { readonly from: 'folder'; readonly files: readonly { readonly path: string; readonly file: File }[] };

export interface ToldTrust {
  /** A policy's text; empty: the one inside the archive. */
  readonly policy: string;
  readonly founding: string;
}

/** From the page to the worker that checks. */
export type ToWorker =
  | { readonly ask: 'check'; readonly source: ArchiveSource; readonly trust: ToldTrust }
  | { readonly ask: 'record'; readonly request: string }
  | { readonly ask: 'file'; readonly path: string }
  /** The answer to `load`. */
  | { readonly ask: 'loaded'; readonly name: string; readonly payload: string | null };

export interface ShownEntry {
  readonly index: number;
  readonly kind: string;
  readonly text: string;
  readonly proof: string;
}

/** One record with all that proves it. `report` is null for a request that has no receipt. */
export interface ShownRecord {
  readonly request: string;
  readonly entries: readonly ShownEntry[];
  readonly receipt: string;
  readonly report: ReceiptReport | null;
}

export type Progress = { readonly of: 'entries' | 'files'; readonly done: number; readonly all: number };

/** From the worker to the page. */
export type FromWorker =
  | { readonly say: 'progress'; readonly progress: Progress }
  | { readonly say: 'checked'; readonly report: ArchiveReport }
  | { readonly say: 'failed'; readonly detail: string }
  | { readonly say: 'record'; readonly record: ShownRecord }
  | { readonly say: 'file'; readonly path: string; readonly bytes: Uint8Array | null }
  /** Asks the page for a script: a worker cannot load it. */
  | { readonly say: 'load'; readonly name: string };
