import { openSheetWorkers } from '@yinzheng/pagecheck';
import type { PreparedPage, Sheets } from '../../ports/sheets.ts';

export interface SheetsOptions {
  /** Threads. */
  readonly workers: number;
  /** Wall time of one piece of work; longer is the file's fault. */
  readonly timeoutMs: number;
  /** Of one thread. */
  readonly maxMemoryMiB: number;
  /** Of one upload. */
  readonly maxFileMiB: number;
  /** Of one sheet set. */
  readonly maxPages: number;
}

/** Sheet sets made by the page check's worker threads. */
export function openSheets({ maxFileMiB, maxPages, ...pool }: SheetsOptions): Sheets & { stop(): Promise<void> } {
  const workers = openSheetWorkers(pool);
  const limits = { maxBytes: maxFileMiB * 2 ** 20, maxPages };
  return {
    async prepare(uploads) {
      const prepared = await workers.prepare(uploads, limits);
      return prepared.ok ? { ok: true, pages: prepared.value.pages.map(toPage) } : { ok: false, ...prepared.problem };
    },
    printCodes: (pages, codes) =>
      workers.printCodes(
        pages.map(({ content }) => content),
        codes,
      ),
    preview: (pdf, widthPx) => workers.preview(pdf, widthPx),
    stop: () => workers.close(),
  };
}

const toPage = ({ content, contentDigest, widthMm, heightMm, source }: PreparedPage): PreparedPage => ({
  content,
  contentDigest,
  widthMm,
  heightMm,
  source,
});
