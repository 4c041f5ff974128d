import type { ScanLimits } from '../capture/split-scan.ts';
import { done, type Outcome, refuse } from '../problem.ts';
import type { SealSeen } from '../seals/seal.ts';
import type { PaperCheck } from '../seals/seals-on-paper.ts';
import type { SourceFile } from '../sheets/fixed-content.ts';
import type { SheetCheck, SheetReport } from '../verdict/check-sheet.ts';
import { must, Pool } from './pool.ts';
import type { PoolOptions, Ran } from './ran.ts';

/** One sheet that somebody photographed or scanned. */
export interface SheetPhoto {
  readonly bytes: Uint8Array;
  /** Texts of the codes in it; empty when none is readable. */
  readonly codes: readonly string[];
}

/**
 * Checks of sheets that anybody photographed, off the main thread and within limits. Pictures are strangers': what one can do wrong comes
 * back as a problem of the contract's table. They are kept nowhere. Throws only when the workers are closed, or for a defect of ours.
 */
export interface PhotoWorkers {
  /** Takes a file apart into its sheets, decodes each, and reads the codes. */
  open(source: SourceFile, limits: ScanLimits): Promise<Outcome<readonly SheetPhoto[]>>;
  /** Compares one of these sheets with an approved page. */
  check(file: string, check: SheetCheck): Promise<Outcome<SheetReport>>;
  /** The seals on one of these sheets, where there is no page to compare it with; null when the sheet cannot be found. */
  seals(file: string, check: PaperCheck): Promise<Outcome<readonly SealSeen[] | null>>;
  /** The text of the code on a fixed page. */
  codeOf(page: Uint8Array): Promise<string | null>;
  close(): Promise<void>;
}

export function openPhotoWorkers(options: PoolOptions): PhotoWorkers {
  const pool = new Pool(options);
  return {
    async open(source, limits) {
      const split = strangers(source.name, await pool.run('splitScan', source, limits));
      if (!split.ok) return split;
      if (!split.value.ok) return split.value;
      const photos: SheetPhoto[] = [];
      for (const bytes of split.value.value) {
        const codes = strangers(source.name, await pool.run('codesInPhoto', bytes));
        if (!codes.ok) return codes;
        photos.push({ bytes, codes: codes.value });
      }
      return done(photos);
    },
    check: async (file, check) => strangers(file, ours(await pool.run('checkSheet', check))),
    seals: async (file, check) => strangers(file, ours(await pool.run('sealsOnPaper', check))),
    codeOf: async (page) => must(await pool.run('codeOfPage', page)),
    close: () => pool.close(),
  };
}

/** A job on a picture that was decoded before: what throws now is a defect of ours. */
function ours<T>(ran: Ran<T>): Ran<T> {
  if (!ran.ok && ran.why === 'failed') throw new Error(ran.detail);
  return ran;
}

/** A job on a stranger's bytes: what went wrong is theirs, unless the workers were closed. */
function strangers<T>(file: string, ran: Ran<T>): Outcome<T> {
  if (ran.ok) return done(ran.value);
  if (ran.why === 'closed') throw new Error(ran.detail);
  return refuse(ran.why === 'timeout' || ran.why === 'memory' ? 'upload/took-too-long' : 'upload/damaged', { file });
}
