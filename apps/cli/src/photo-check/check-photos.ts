import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { ReceiptFacts } from '@yinzheng/ledger';
import { openPhotoWorkers, type PhotoWorkers, type SheetPhoto, type SheetReport } from '@yinzheng/pagecheck';
import { type FoundPage, findPage, type NoPage } from './find-page.ts';

/** What was found out about one photographed sheet. */
export interface PhotoFinding {
  /** As the reader named the file. */
  readonly path: string;
  /** Of a scan of several sheets, from 1. */
  readonly sheet: number;
  readonly sheets: number;
  /** Whether it is the approved page, with nothing that speaks against it. */
  readonly ok: boolean;
  readonly found: NoPage | { readonly kind: 'checked'; readonly page: number; readonly isCodeRead: boolean; readonly report: SheetReport };
}

/** A file that is no photo or scan; the code is of the contract's table. */
export interface PhotoRefusal {
  readonly path: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface PhotoCheck {
  readonly receipt: string;
  readonly facts: Pick<ReceiptFacts, 'request' | 'pages' | 'erasures'>;
  readonly photos: readonly string[];
  /** Which page it is, where the code cannot be read. */
  readonly pageNumber?: number;
  /** Whether pictures of the differences are wanted. */
  readonly pictures: boolean;
}

/** A stranger's file on one's own machine: it may be large, but not endless. */
const LIMITS = { maxBytes: 256 * 2 ** 20, maxSheets: 200, maxPixels: 100_000_000 };
const POOL = { timeoutMs: 120_000, maxMemoryMiB: 1536 };

/** Compares photos and scans of stamped sheets with the pages beside the receipt, in workers with limits. Stops at the first file that is none. */
export async function checkPhotos(check: PhotoCheck): Promise<readonly PhotoFinding[] | PhotoRefusal> {
  const workers = openPhotoWorkers({ ...POOL, workers: Math.min(2, availableParallelism()) });
  try {
    const findings: PhotoFinding[] = [];
    for (const path of check.photos) {
      const bytes = await readFile(path).catch(() => null);
      if (!bytes) return { path, code: 'cli/unreadable', params: {} };
      const opened = await workers.open({ name: basename(path), bytes }, LIMITS);
      if (!opened.ok) return { path, ...opened.problem };
      const { value: sheets } = opened;
      for (const [at, sheet] of sheets.entries()) {
        const found = await checkOne(workers, check, path, sheet);
        if ('code' in found) return { path, ...found };
        findings.push({ path, sheet: at + 1, sheets: sheets.length, ok: isApproved(found), found });
      }
    }
    return findings;
  } finally {
    await workers.close();
  }
}

async function checkOne(
  workers: PhotoWorkers,
  { receipt, facts, pageNumber, pictures }: PhotoCheck,
  path: string,
  { bytes, codes }: SheetPhoto,
): Promise<PhotoFinding['found'] | Omit<PhotoRefusal, 'path'>> {
  const found: FoundPage | NoPage = await findPage(receipt, facts, codes, pageNumber);
  if (found.kind !== 'page') return found;
  const { page, pdf } = found;
  // Not what the photo says of itself: what is printed on the page that was approved.
  const expectedCode = codes.length > 0 ? await workers.codeOf(pdf) : null;
  const checked = await workers.check(basename(path), { photo: bytes, page: pdf, expectedCode, pictures: pictures ? 'all' : 'none' });
  if (!checked.ok) return checked.problem;
  return { kind: 'checked', page, isCodeRead: expectedCode !== null, report: checked.value };
}

const isApproved = (found: PhotoFinding['found']): boolean =>
  found.kind === 'checked' && found.report.found === 'page' && found.report.code !== 'other' && found.report.differences.length === 0;
