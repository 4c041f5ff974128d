import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFPageLeaf,
  PDFRawStream,
} from '@cantoo/pdf-lib';
import type { Box, Paper } from '../paper.ts';
import { ObjectCopier } from './copy-objects.ts';
import { deflated, flate, NewPdf, num6, points } from './write-pdf.ts';

const name = PDFName.of;

/** The visible part of a page in its own coordinates, and how far it is turned clockwise. */
export interface View {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  readonly turn: 0 | 90 | 180 | 270;
}

/**
 * A page kept as drawn: its content becomes one form that is placed upright on the paper, so that nothing the page leaves open
 * (a clip, a colour, an unclosed `q`) can touch the record code printed later. Streams are carried over as they are, not re-encoded.
 */
export async function vectorPage(document: PDFDocument, page: PDFPageLeaf, paper: Paper, place: Box): Promise<Uint8Array> {
  const pdf = new NewPdf();
  const copy = new ObjectCopier(pdf.context).from(document.context);
  const view = viewOf(page);
  const { dict: contents, data } = contentOf(page);
  const resources = page.getInheritableAttribute(name('Resources'));
  const entries = new Map([
    [name('Type'), name('XObject')],
    [name('Subtype'), name('Form')],
    [name('BBox'), pdf.context.obj([view.left, view.bottom, view.left + view.width, view.bottom + view.height])],
    [name('Resources'), resources ? copy(resources) : pdf.context.obj({})],
    ...contents.entries().map(([key, value]) => [key, copy(value)] as const),
  ]);
  const form = pdf.context.register(PDFRawStream.of(PDFDict.fromMapWithContext(entries as never, pdf.context), data));
  const group = page.get(name('Group'));
  pdf.addPage({
    size: paper.size,
    resources: pdf.context.obj({ XObject: { Page: form } }),
    contents: pdf.context.register(flate(pdf.context, deflated(`q ${matrix(view, paper, place).map(num6).join(' ')} cm /Page Do Q\n`))),
    ...(group ? { group: copy(group) } : {}),
  });
  return pdf.bytes();
}

/** The page as displayed: the crop box inside the media box, turned by /Rotate. */
export function viewOf(page: PDFPageLeaf): View {
  const media = page.MediaBox().asRectangle();
  const crop = (page.CropBox() ?? page.MediaBox()).asRectangle();
  const left = Math.max(media.x, crop.x);
  const bottom = Math.max(media.y, crop.y);
  const width = Math.min(media.x + media.width, crop.x + crop.width) - left;
  const height = Math.min(media.y + media.height, crop.y + crop.height) - bottom;
  const rotate = page.Rotate();
  const turn = ((((rotate instanceof PDFNumber ? rotate.asNumber() : 0) % 360) + 360) % 360) as View['turn'];
  return { left, bottom, width, height, turn };
}

/** From the page's own coordinates to points on the paper, so that the view fills `place` upright. */
function matrix(view: View, paper: Paper, place: Box): readonly [number, number, number, number, number, number] {
  const isTurned = view.turn === 90 || view.turn === 270;
  const sx = points(place.widthMm) / (isTurned ? view.height : view.width);
  const sy = points(place.heightMm) / (isTurned ? view.width : view.height);
  const x = points(place.leftMm);
  const y = points(paper.size.heightMm - place.topMm - place.heightMm);
  const [right, top] = [view.left + view.width, view.bottom + view.height];
  switch (view.turn) {
    case 90:
      return [0, -sy, sx, 0, x - view.bottom * sx, y + right * sy];
    case 180:
      return [-sx, 0, 0, -sy, x + right * sx, y + top * sy];
    case 270:
      return [0, sy, -sx, 0, x + top * sx, y - view.left * sy];
    default:
      return [sx, 0, 0, sy, x - view.left * sx, y - view.bottom * sy];
  }
}

/** One stream: as it lies in the file, or several joined. The order of operators may cross their borders, hence the newline. */
function contentOf(page: PDFPageLeaf): { dict: PDFDict; data: Uint8Array } {
  const { context } = page;
  const contents = page.Contents();
  const streams = contents instanceof PDFArray ? Array.from({ length: contents.size() }, (_, i) => contents.lookup(i)) : [contents];
  const raw = streams.filter((stream) => stream instanceof PDFRawStream);
  const [only] = raw;
  if (only && raw.length === 1) {
    const dict = new Map(
      only.dict.entries().filter(([key]) => key === name('Filter') || key === name('DecodeParms') || key === name('Length')),
    );
    return { dict: PDFDict.fromMapWithContext(dict, context), data: only.contents };
  }
  const joined = Buffer.concat(raw.flatMap((stream) => [decodePDFRawStream(stream).decode(), Buffer.from('\n')]));
  const data = deflated(joined, 6);
  return { dict: context.obj({ Filter: 'FlateDecode', Length: data.length }) as PDFDict, data };
}
