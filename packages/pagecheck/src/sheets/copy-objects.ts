import { createHash } from 'node:crypto';
import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { IRRELEVANT } from './stay-vector.ts';

/**
 * Copies objects with all they reach from one PDF into another. What is equal byte for byte is written once, so that sixty pages
 * share one font; numbers are given in order of first use, so that the same input gives the same file.
 */
export class ObjectCopier {
  readonly #to: PDFContext;
  readonly #byContent = new Map<string, PDFRef>();

  constructor(to: PDFContext) {
    this.#to = to;
  }

  /** A fresh memory of references for each source; contents stay shared across sources. */
  from(source: PDFContext): (object: PDFObject) => PDFObject {
    const copied = new Map<PDFRef, PDFRef>();
    const copying = new Map<PDFRef, PDFRef | null>();
    const copy = (object: PDFObject): PDFObject => {
      if (object instanceof PDFRef) return reference(object);
      if (object instanceof PDFStream) return stream(object);
      if (object instanceof PDFDict) return dict(object);
      if (object instanceof PDFArray) return this.#to.obj(object.asArray().map(copy));
      return object;
    };
    const dict = (object: PDFDict, entries = object.entries()): PDFDict =>
      PDFDict.fromMapWithContext(new Map(entries.map(([key, value]) => [key, copy(value)])), this.#to);
    const stream = (object: PDFStream): PDFStream => {
      const entries = object.dict.entries().filter(([key]) => !IRRELEVANT.has(key));
      return PDFRawStream.of(dict(object.dict, entries), object.getContents());
    };
    const reference = (ref: PDFRef): PDFRef => {
      const known = copied.get(ref);
      if (known) return known;
      if (copying.has(ref)) {
        // A cycle: its number is needed before its content is known, so it cannot be shared.
        const early = copying.get(ref) ?? this.#to.nextRef();
        copying.set(ref, early);
        return early;
      }
      copying.set(ref, null);
      const object = source.lookup(ref);
      if (object === undefined) throw new Error(`object ${ref.tag} is missing`);
      const placed = this.#place(copy(object), copying.get(ref) ?? null);
      copying.delete(ref);
      copied.set(ref, placed);
      return placed;
    };
    return copy;
  }

  #place(object: PDFObject, early: PDFRef | null): PDFRef {
    if (early) {
      this.#to.assign(early, object);
      return early;
    }
    const content = contentKey(object);
    const same = this.#byContent.get(content);
    if (same) return same;
    const ref = this.#to.register(object);
    this.#byContent.set(content, ref);
    return ref;
  }
}

function contentKey(object: PDFObject): string {
  if (!(object instanceof PDFStream)) return object.toString();
  return `${object.dict.toString()} ${createHash('sha256').update(object.getContents()).digest('hex')}`;
}
