import { officeKindOf, openSheetWorkers } from '@yinzheng/pagecheck';
import type { Prepared, PreparedPage, Sheets, Upload } from '../../ports/sheets.ts';
import type { OfficeConverter } from './office-converter.ts';

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
  /** Null: office files are refused. */
  readonly office: OfficeConverter | null;
}

/** Sheet sets made by the page check's worker threads. */
export function openSheets({ maxFileMiB, maxPages, office, ...pool }: SheetsOptions): Sheets & { stop(): Promise<void> } {
  const workers = openSheetWorkers(pool);
  const limits = { maxBytes: maxFileMiB * 2 ** 20, maxPages };
  return {
    async prepare(uploads) {
      const sources: Upload[] = [];
      for (const upload of uploads) {
        const source = await withoutOffice(upload, office, limits.maxBytes);
        if ('code' in source) return source;
        sources.push(source);
      }
      const prepared = await workers.prepare(sources, limits);
      return prepared.ok ? { ok: true, pages: prepared.value.pages.map(toPage) } : { ok: false, ...prepared.problem };
    },
    printCodes: (pages, codes) =>
      workers.printCodes(
        pages.map(({ content }) => content),
        codes,
      ),
    fileImprint: (picture) => workers.fileSpecimen(picture),
    preview: (pdf, widthPx) => workers.preview(pdf, widthPx),
    stop: async () => void (await Promise.all([workers.close(), office?.stop()])),
  };
}

/** An office file as PDF under the same name; others, and those that the workers refuse, as they are. */
async function withoutOffice(
  upload: Upload,
  office: OfficeConverter | null,
  maxBytes: number,
): Promise<Upload | Extract<Prepared, { ok: false }>> {
  const kind = office === null || upload.bytes.length > maxBytes ? null : officeKindOf(upload.bytes);
  if (office === null || kind === null || kind === 'encrypted') return upload;
  const converted = await office.convert(upload.bytes, kind);
  return converted.ok ? { name: upload.name, bytes: converted.pdf } : { ok: false, code: converted.code, params: { file: upload.name } };
}

const toPage = ({ content, contentDigest, widthMm, heightMm, source }: PreparedPage): PreparedPage => ({
  content,
  contentDigest,
  widthMm,
  heightMm,
  source,
});
