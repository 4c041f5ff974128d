import type { Raster } from '../pdfium/document.ts';
import { done, type Outcome, refuse } from '../problem.ts';
import type { FiledSpecimen } from '../seals/file-specimen.ts';
import type { PageMark } from '../sheets/code-mark.ts';
import { digestOf, type FixedContent, type PreparedSource, type SourceFile } from '../sheets/fixed-content.ts';
import type { Limits } from '../sheets/limits.ts';
import type { PrintedSet } from '../sheets/print-codes.ts';
import { must, Pool } from './pool.ts';
import type { PoolOptions } from './ran.ts';

/** One page of the sheet set before its record code is printed. */
export interface PreparedPage extends FixedContent {
  /** SHA-256 of `content`, in hex: what the record code and the approvers' decisions sign. */
  readonly contentDigest: string;
  /** Name of the file it came from. */
  readonly source: string;
}

export interface SheetWorkers {
  /** Uploads to fixed pages, in the order given. Everything that a file can do wrong is a problem of the contract's table. Throws only when the workers are closed. */
  prepare(sources: readonly SourceFile[], limits: Limits): Promise<Outcome<{ readonly pages: readonly PreparedPage[] }>>;
  /** Prints code and label on pages that `prepare` made; one mark a page. Throws when the workers are closed or a mark is too long. */
  printCodes(pages: readonly Uint8Array[], marks: readonly PageMark[]): Promise<PrintedSet>;
  /** A WebP picture of a fixed page, `widthPx` wide. */
  preview(page: Uint8Array, widthPx: number): Promise<Uint8Array>;
  /** A fixed page in pixels. */
  renderPage(page: Uint8Array, dpi: number, color?: 'gray' | 'rgb'): Promise<Raster>;
  /** A seal's filed imprint from a picture of it. A picture that takes too long or too much memory counts as unreadable. */
  fileSpecimen(picture: Uint8Array): Promise<FiledSpecimen>;
  close(): Promise<void>;
}

/** Pages of one source that a worker fixes in one job: long files use all workers, and no job runs long. */
const PAGES_A_JOB = 6;

/** Opens the workers that make sheet sets. The files are strangers': they are opened in threads with limits on time and memory only. */
export function openSheetWorkers(options: PoolOptions): SheetWorkers {
  const pool = new Pool(options);
  const prepareRange = async (source: SourceFile, from: number, limits: Limits): Promise<Outcome<PreparedSource>> => {
    const ran = await pool.run('prepareSource', source, { from, to: from + PAGES_A_JOB }, limits);
    if (ran.ok) return ran.value;
    if (ran.why === 'closed') throw new Error(ran.detail);
    const isCostly = ran.why === 'timeout' || ran.why === 'memory';
    return refuse(isCostly ? 'upload/took-too-long' : 'upload/damaged', { file: source.name });
  };
  return {
    prepare: (sources, limits) => prepareAll(sources, limits, prepareRange),
    printCodes: async (pages, marks) => must(await pool.run('printCodes', pages, marks)),
    preview: async (page, widthPx) => must(await pool.run('preview', page, widthPx)),
    renderPage: async (page, dpi, color = 'gray') => must(await pool.run('renderPage', page, dpi, color)),
    async fileSpecimen(picture) {
      const ran = await pool.run('fileSpecimen', picture);
      if (ran.ok) return ran.value;
      if (ran.why === 'closed') throw new Error(ran.detail);
      return { ok: false, code: 'imprint/unreadable' };
    },
    close: () => pool.close(),
  };
}

type PrepareRange = (source: SourceFile, from: number, limits: Limits) => Promise<Outcome<PreparedSource>>;

async function prepareAll(sources: readonly SourceFile[], limits: Limits, prepareRange: PrepareRange) {
  if (sources.length === 0) return refuse('upload/none');
  // Every source's first pages tell how many it has, before the rest costs anything.
  const starts = await Promise.all(sources.map((source) => prepareRange(source, 0, limits)));
  const counted: { source: SourceFile; start: PreparedSource }[] = [];
  for (const [index, start] of starts.entries()) {
    if (!start.ok) return start;
    counted.push({ source: sources[index] as SourceFile, start: start.value });
  }
  const pageCount = counted.reduce((sum, { start }) => sum + start.pageCount, 0);
  if (pageCount > limits.maxPages) return refuse('upload/too-many-pages', { pages: pageCount, limit: limits.maxPages });
  const rests = await Promise.all(
    counted.flatMap(({ source, start }) => {
      const ranges = Array.from({ length: Math.ceil(start.pageCount / PAGES_A_JOB) - 1 }, (_, i) => (i + 1) * PAGES_A_JOB);
      return [
        Promise.resolve({ source, prepared: done(start) as Outcome<PreparedSource> }),
        ...ranges.map(async (from) => ({ source, prepared: await prepareRange(source, from, limits) })),
      ];
    }),
  );
  const pages: PreparedPage[] = [];
  for (const { source, prepared } of rests) {
    if (!prepared.ok) return prepared;
    for (const page of prepared.value.pages) pages.push({ ...page, contentDigest: digestOf(page.content), source: source.name });
  }
  return done({ pages });
}
