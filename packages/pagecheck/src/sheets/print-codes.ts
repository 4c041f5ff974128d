import { ParseSpeeds, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { ptToMm, type Size } from '../paper.ts';
import { drawMark, type PageMark } from './code-mark.ts';
import { ObjectCopier } from './copy-objects.ts';
import { digestOf } from './fixed-content.ts';
import { deflated, flate, NewPdf } from './write-pdf.ts';

export interface PrintedSet {
  /** Each page as it is printed, one PDF a page; `digest` is SHA-256 of `pdf`, in hex. */
  readonly pages: readonly { readonly pdf: Uint8Array; readonly digest: string }[];
  /** All pages in one PDF, for the printer. */
  readonly set: Uint8Array;
}

/** Prints each page's record code and label on it. The pages are contents that `prepare` made, one mark for each. */
export async function printCodes(contents: readonly Uint8Array[], marks: readonly PageMark[]): Promise<PrintedSet> {
  if (contents.length !== marks.length) throw new RangeError(`${contents.length} pages but ${marks.length} codes`);
  const set = new NewPdf();
  const toSet = new ObjectCopier(set.context);
  const pages: { pdf: Uint8Array; digest: string }[] = [];
  for (const [index, content] of contents.entries()) {
    const document = await PDFDocument.load(content, { parseSpeed: ParseSpeeds.Fastest, updateMetadata: false });
    const mark = deflated(drawMark(sizeOf(document), marks[index] as PageMark));
    const single = new NewPdf();
    addMarked(single, new ObjectCopier(single.context), document, mark);
    const pdf = await single.bytes();
    pages.push({ pdf, digest: digestOf(pdf) });
    if (contents.length > 1) addMarked(set, toSet, document, mark);
  }
  const [only] = pages;
  return { pages, set: pages.length === 1 && only ? only.pdf : await set.bytes() };
}

function sizeOf(document: PDFDocument): Size {
  const { width, height } = document.getPage(0).node.MediaBox().asRectangle();
  return { widthMm: ptToMm(width), heightMm: ptToMm(height) };
}

function addMarked(to: NewPdf, copier: ObjectCopier, document: PDFDocument, mark: Uint8Array): void {
  const copy = copier.from(document.context);
  const page = document.getPage(0).node;
  const group = page.get(PDFName.of('Group'));
  const contents = page.get(PDFName.of('Contents'));
  const drawn = to.context.register(flate(to.context, mark));
  to.addPage({
    size: sizeOf(document),
    resources: copy(page.get(PDFName.of('Resources')) ?? to.context.obj({})),
    contents: to.context.obj(contents ? [copy(contents), drawn] : [drawn]),
    ...(group ? { group: copy(group) } : {}),
  });
}
