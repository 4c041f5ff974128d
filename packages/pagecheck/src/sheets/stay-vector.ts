import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFInvalidObject,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPageLeaf,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { MAX_PICTURE_PIXELS } from './limits.ts';

const name = PDFName.of;

/** Entries of streams that say nothing about how they look; they are neither judged nor carried over. */
export const IRRELEVANT: ReadonlySet<PDFName> = new Set(
  ['Metadata', 'PieceInfo', 'LastModified', 'StructParent', 'StructParents'].map(name),
);

/** Entries that let something outside the page decide how it looks: layers, external and substitute content. */
const UNCERTAIN = ['OC', 'OPI', 'Ref', 'Alternates'].map(name);

/**
 * Why a page must be rendered, or null when nothing in it can look different tomorrow or elsewhere (ADR 0003).
 * The reason is for people who debug: it is not a code.
 */
export function whyRender(document: PDFDocument, page: PDFPageLeaf): string | null {
  return documentReason(document) ?? pageReason(document, page);
}

function documentReason({ catalog }: PDFDocument): string | null {
  if (catalog.has(name('OCProperties'))) return 'optional content';
  if (catalog.has(name('AA'))) return 'actions';
  const action = catalog.lookup(name('OpenAction'));
  if (action instanceof PDFDict && action.get(name('S')) === name('JavaScript')) return 'JavaScript';
  const names = catalog.lookup(name('Names'));
  if (names instanceof PDFDict && names.has(name('JavaScript'))) return 'JavaScript';
  const form = catalog.lookup(name('AcroForm'));
  return form instanceof PDFDict && form.has(name('XFA')) ? 'XFA form' : null;
}

function pageReason(document: PDFDocument, page: PDFPageLeaf): string | null {
  if (page.has(name('UserUnit'))) return 'user unit';
  if ((page.Rotate()?.asNumber() ?? 0) % 90 !== 0) return 'turned by an odd angle';
  const annotations = page.lookup(name('Annots'));
  if (annotations instanceof PDFArray) {
    for (let i = 0; i < annotations.size(); i++) if (!isUnseenLink(annotations.lookup(i))) return 'annotations';
  }
  const walk = new Walk(document);
  const looks = [page.getInheritableAttribute(name('Resources')), page.get(name('Contents')), page.get(name('Group'))];
  return walk.first(looks.filter((object) => object !== undefined));
}

/** A link without a drawn border looks the same with and without it. Every hyperlink of an office program is one. */
function isUnseenLink(annotation: PDFObject | undefined): boolean {
  if (!(annotation instanceof PDFDict) || annotation.get(name('Subtype')) !== name('Link') || annotation.has(name('AP'))) return false;
  const style = annotation.lookup(name('BS'));
  const width = style instanceof PDFDict ? style.lookup(name('W')) : (annotation.lookup(name('Border')) as PDFArray | undefined)?.lookup(2);
  return width instanceof PDFNumber && width.asNumber() === 0;
}

/** Looks at everything that a page reaches, each object once. */
class Walk {
  readonly #document: PDFDocument;
  readonly #seen = new Set<PDFObject>();

  constructor(document: PDFDocument) {
    this.#document = document;
  }

  reason(value: PDFObject): string | null {
    const object = value instanceof PDFRef ? this.#document.context.lookup(value) : value;
    if (object === undefined) return 'an object is missing';
    if (this.#seen.has(object)) return null;
    this.#seen.add(object);
    if (object instanceof PDFInvalidObject) return 'an object is broken';
    if (object instanceof PDFArray) return this.first(object.asArray());
    if (object instanceof PDFStream) return streamReason(object.dict) ?? this.#dict(object.dict, IRRELEVANT);
    return object instanceof PDFDict ? this.#dict(object, new Set()) : null;
  }

  #dict(dict: PDFDict, ignored: ReadonlySet<PDFName>): string | null {
    for (const key of UNCERTAIN) if (dict.has(key)) return `${key.decodeText()} entry`;
    if (dict.has(name('BaseFont')) && !isEmbedded(dict)) return 'a font is not embedded';
    return this.first(dict.entries().flatMap(([key, value]) => (ignored.has(key) ? [] : [value])));
  }

  first(values: readonly PDFObject[]): string | null {
    for (const value of values) {
      const reason = this.reason(value);
      if (reason !== null) return reason;
    }
    return null;
  }
}

function streamReason(dict: PDFDict): string | null {
  if (dict.has(name('F'))) return 'data in another file';
  if (dict.get(name('Subtype')) === name('PS')) return 'PostScript';
  const [width, height] = [dict.lookup(name('Width')), dict.lookup(name('Height'))];
  const pixels = width instanceof PDFNumber && height instanceof PDFNumber ? width.asNumber() * height.asNumber() : 0;
  return pixels > MAX_PICTURE_PIXELS ? HUGE_PICTURE : null;
}

/** The one reason that refuses the page instead of rendering it. */
export const HUGE_PICTURE = 'a picture is huge';

function isEmbedded(font: PDFDict): boolean {
  const subtype = font.get(name('Subtype'));
  if (subtype === name('Type3') || subtype === name('Type0')) return true; // a Type 0 font's descendant is judged by itself
  const descriptor = font.lookup(name('FontDescriptor'));
  return (
    descriptor instanceof PDFDict && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor.lookup(name(key)) instanceof PDFStream)
  );
}
