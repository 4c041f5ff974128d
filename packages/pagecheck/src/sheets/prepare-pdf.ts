import type { PDFDocument } from '@cantoo/pdf-lib';
import { mmToPx, type Paper, paperFor, placeOn, ptToMm, reservedBoxes, type Size } from '../paper.ts';
import { type PdfiumDocument, withPdf } from '../pdfium/document.ts';
import { done, type Outcome, refuse } from '../problem.ts';
import { isBlank } from './blank.ts';
import type { PageRange, PreparedSource, SourceFile } from './fixed-content.ts';
import { FIXED_DPI } from './limits.ts';
import { openObjects } from './open-pdf.ts';
import { picturePage } from './picture-page.ts';
import { HUGE_PICTURE, whyRender } from './stay-vector.ts';
import { vectorPage, viewOf } from './vector-page.ts';

/** At which the corner is looked at: a hairline of 0.1 mm still darkens a pixel of half a millimetre visibly. */
const CORNER_DPI = 48;

/** Fixes the pages of a PDF that lie in `range`; the range may reach beyond the last page. */
export async function preparePdf(source: SourceFile, range: PageRange, maxPages: number): Promise<Outcome<PreparedSource>> {
  const file = source.name;
  const result = await withPdf(source.bytes, async (pdf): Promise<Outcome<PreparedSource>> => {
    if (pdf.pageCount === 0) return refuse('upload/damaged', { file });
    if (pdf.pageCount > maxPages) return refuse('upload/too-many-pages', { pages: pdf.pageCount, limit: maxPages });
    const papers = papersOf(pdf);
    if (!papers.ok) return papers;
    const objects = pdf.isEncrypted || !pdf.isSound ? null : await openObjects(source.bytes);
    const trusted = objects && objects.getPageCount() === pdf.pageCount ? objects : null;
    const maxPageBytes = Math.max(2 ** 21, (2 * source.bytes.length) / pdf.pageCount);
    const pages = [];
    for (let index = range.from; index < Math.min(range.to, pdf.pageCount); index++) {
      const paper = papers.value[index];
      if (!paper) continue;
      const kept = trusted && (await keepVector(trusted, pdf, index, paper));
      if (kept === HUGE_PICTURE) return refuse('upload/took-too-long', { file });
      const content = kept && kept.length <= maxPageBytes ? kept : await renderFixed(pdf, index, paper);
      pages.push({ content, ...paper.size, sourcePage: index + 1 });
    }
    return done({ pages, pageCount: pdf.pageCount });
  });
  if (result === 'encrypted' || result === 'damaged') return refuse(`upload/${result}`, { file });
  return result;
}

const sizeOf = (pdf: PdfiumDocument, index: number): Size => {
  const { widthPt, heightPt } = pdf.pageSize(index);
  return { widthMm: ptToMm(widthPt), heightMm: ptToMm(heightPt) };
};

/** The paper of every page, before any is opened: one impossible page refuses the file at once. */
function papersOf(pdf: PdfiumDocument): Outcome<readonly Paper[]> {
  const papers: Paper[] = [];
  for (let index = 0; index < pdf.pageCount; index++) {
    const size = sizeOf(pdf, index);
    const paper = paperFor(size);
    if (!paper) {
      return refuse('upload/page-size', { page: index + 1, widthMm: Math.round(size.widthMm), heightMm: Math.round(size.heightMm) });
    }
    papers.push(paper);
  }
  return done(papers);
}

/** The page as a vector page, or null when it must be rendered (ADR 0003). */
async function keepVector(
  objects: PDFDocument,
  pdf: PdfiumDocument,
  index: number,
  paper: Paper,
): Promise<Uint8Array | null | typeof HUGE_PICTURE> {
  try {
    const page = objects.getPage(index).node;
    const reason = whyRender(objects, page);
    if (reason !== null) return reason === HUGE_PICTURE ? HUGE_PICTURE : null;
    const view = viewOf(page);
    const size = pdf.pageSize(index);
    const [width, height] = view.turn % 180 === 0 ? [view.width, view.height] : [view.height, view.width];
    if (Math.abs(width - size.widthPt) > 1 || Math.abs(height - size.heightPt) > 1) return null;
    return await vectorPage(objects, page, paper, placeOn(paper, sizeOf(pdf, index), isCornerBlank(pdf, index, paper)));
  } catch {
    return null; // the file's objects are not as the format says: pdfium's picture of it counts
  }
}

async function renderFixed(pdf: PdfiumDocument, index: number, paper: Paper): Promise<Uint8Array> {
  const size = sizeOf(pdf, index);
  const place = placeOn(paper, size, isCornerBlank(pdf, index, paper));
  const [widthPx, heightPx] = [mmToPx(place.widthMm, FIXED_DPI), mmToPx(place.heightMm, FIXED_DPI)];
  return picturePage(pdf.render(index, { widthPx, heightPx, color: 'rgb', annotations: true }), paper, place);
}

/** Looks at the code's corner and the label's place only: rendering a clip costs a fraction of a page. */
function isCornerBlank(pdf: PdfiumDocument, index: number, paper: Paper): boolean {
  if (!paper.isExact) return false;
  const px = (mm: number): number => mmToPx(mm, CORNER_DPI);
  const [widthPx, heightPx] = [px(paper.size.widthMm), px(paper.size.heightMm)];
  return reservedBoxes(paper.size).every((box) => {
    const part = { left: px(box.leftMm), top: px(box.topMm), width: px(box.widthMm), height: px(box.heightMm) };
    return isBlank(pdf.render(index, { widthPx, heightPx, part, color: 'gray', annotations: true }).data);
  });
}
