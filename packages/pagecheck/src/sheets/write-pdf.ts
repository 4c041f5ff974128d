import { deflateSync } from 'node:zlib';
import { PDFContext, PDFName, type PDFObject, PDFRawStream, type PDFRef, PDFWriter } from '@cantoo/pdf-lib';
import { mmToPt, type Size } from '../paper.ts';

/** A number as PDF writes it: no exponent, no more digits than paper can show. */
export const num = (value: number): string => String(Math.round(value * 1000) / 1000);

/** For matrices, whose small factors act over the whole page. */
export const num6 = (value: number): string => String(Math.round(value * 1e6) / 1e6);

export const points = (mm: number): number => Math.round(mmToPt(mm) * 1000) / 1000;

/** The same bytes each time: zlib's output depends on its input and level only. */
export const deflated = (bytes: Uint8Array | string, level = 9): Uint8Array =>
  deflateSync(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, { level });

/** A stream of data that is deflated already. */
export function flate(context: PDFContext, data: Uint8Array, entries: Record<string, string | number> = {}): PDFRawStream {
  return PDFRawStream.of(context.obj({ ...entries, Filter: 'FlateDecode', Length: data.length }), data);
}

export interface NewPage {
  readonly size: Size;
  readonly resources: PDFObject;
  readonly contents: PDFObject;
  /** The transparency group of the page that this one came from. */
  readonly group?: PDFObject;
}

/** A PDF under construction: without dates, producer and identifier, so that equal pages are equal files. */
export class NewPdf {
  readonly context = PDFContext.create();
  readonly #root: PDFRef = this.context.nextRef();
  readonly #tree: PDFRef = this.context.nextRef();
  readonly #pages: PDFRef[] = [];

  addPage(page: NewPage): void {
    const box = [0, 0, points(page.size.widthMm), points(page.size.heightMm)];
    const dict = this.context.obj({ Type: 'Page', Parent: this.#tree, MediaBox: box, Resources: page.resources, Contents: page.contents });
    if (page.group) dict.set(PDFName.of('Group'), page.group);
    this.#pages.push(this.context.register(dict));
  }

  async bytes(): Promise<Uint8Array> {
    this.context.assign(this.#tree, this.context.obj({ Type: 'Pages', Kids: this.#pages, Count: this.#pages.length }));
    this.context.assign(this.#root, this.context.obj({ Type: 'Catalog', Pages: this.#tree }));
    this.context.trailerInfo.Root = this.#root;
    return PDFWriter.forContext(this.context, Number.POSITIVE_INFINITY).serializeToBuffer();
  }
}
