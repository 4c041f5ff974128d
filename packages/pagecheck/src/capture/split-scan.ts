import sharp from 'sharp';
import { mmToPx, ptToMm } from '../paper.ts';
import { withPdf } from '../pdfium/document.ts';
import { done, type Outcome, refuse } from '../problem.ts';
import type { SourceFile } from '../sheets/fixed-content.ts';
import { kindOf } from '../sheets/kind.ts';
import { LEAST_SIDE_PX, MOST_RATIO } from './decode-picture.ts';

/** What a stranger's photo or scan may cost: nothing is decoded before it is known to stay within. */
export interface ScanLimits {
  readonly maxBytes: number;
  /** Sheets of one file. */
  readonly maxSheets: number;
  /** Of one picture. */
  readonly maxPixels: number;
}

/** At which the pages of a scanned PDF become pictures: a little finer than the page check looks. */
const SCAN_DPI = 240;
const JPEG = { quality: 95, chromaSubsampling: '4:4:4' } as const;

/**
 * The pictures in a file, one a sheet: a photo as it is, each page of a scan (PDF, TIFF) by itself. Everything that a file can do wrong
 * comes back as a problem; what is inside the picture is not looked at.
 */
export async function splitScan(source: SourceFile, limits: ScanLimits): Promise<Outcome<readonly Uint8Array[]>> {
  const { name: file, bytes } = source;
  if (bytes.length === 0) return refuse('upload/empty', { file });
  if (bytes.length > limits.maxBytes) return refuse('upload/too-large', { file, limitMiB: Math.floor(limits.maxBytes / 2 ** 20) });
  const kind = kindOf(bytes);
  if (kind === null) return refuse('upload/unknown-kind', { file });
  return kind === 'pdf' ? pagesOfPdf(source, limits) : pagesOfPicture(source, limits);
}

async function pagesOfPdf(
  { name: file, bytes }: SourceFile,
  { maxSheets, maxPixels }: ScanLimits,
): Promise<Outcome<readonly Uint8Array[]>> {
  const pictures = await withPdf(bytes, async (pdf): Promise<Outcome<readonly Uint8Array[]>> => {
    if (pdf.pageCount === 0) return refuse('upload/damaged', { file });
    if (pdf.pageCount > maxSheets) return refuse('upload/too-many-pages', { pages: pdf.pageCount, limit: maxSheets });
    const rendered: Uint8Array[] = [];
    for (let index = 0; index < pdf.pageCount; index++) {
      const { widthPt, heightPt } = pdf.pageSize(index);
      const [widthPx, heightPx] = [mmToPx(ptToMm(widthPt), SCAN_DPI), mmToPx(ptToMm(heightPt), SCAN_DPI)];
      if (widthPx * heightPx > maxPixels) return refuse('upload/too-many-pixels', tooMany(file, widthPx * heightPx, maxPixels));
      const { data, width, height, channels } = pdf.render(index, { widthPx, heightPx, color: 'rgb', annotations: true });
      rendered.push(await sharp(data, { raw: { width, height, channels } }).removeAlpha().jpeg(JPEG).toBuffer());
    }
    return done(rendered);
  });
  return typeof pictures === 'string' ? refuse(`upload/${pictures}`, { file }) : pictures;
}

async function pagesOfPicture({ name: file, bytes }: SourceFile, limits: ScanLimits): Promise<Outcome<readonly Uint8Array[]>> {
  try {
    const { pages = 1, format } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const count = format === 'tiff' ? pages : 1;
    if (count > limits.maxSheets) return refuse('upload/too-many-pages', { pages: count, limit: limits.maxSheets });
    for (let page = 0; page < count; page++) {
      const { width, height } = await sharp(bytes, { page, limitInputPixels: false }).metadata();
      if (width * height > limits.maxPixels) return refuse('upload/too-many-pixels', tooMany(file, width * height, limits.maxPixels));
      const [short, long] = [Math.min(width, height), Math.max(width, height)];
      if (short < LEAST_SIDE_PX || long > short * MOST_RATIO) return refuse('upload/too-few-pixels', { file, width, height });
    }
    if (count === 1) return done([bytes]);
    const at = (page: number) => sharp(bytes, { page, limitInputPixels: limits.maxPixels, failOn: 'truncated' });
    const split: Uint8Array[] = [];
    for (let page = 0; page < count; page++) split.push(await at(page).flatten({ background: '#ffffff' }).jpeg(JPEG).toBuffer());
    return done(split);
  } catch {
    return refuse('upload/damaged', { file }); // sharp gives one kind of error for everything that it cannot decode
  }
}

const MEGA = 1_000_000;
const tooMany = (file: string, pixels: number, limit: number) => ({
  file,
  megapixels: Math.ceil(pixels / MEGA),
  limit: Math.floor(limit / MEGA),
});
