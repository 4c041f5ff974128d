import { type PDFContext, type PDFDict, PDFRawStream } from '@cantoo/pdf-lib';
import sharp, { type Sharp } from 'sharp';
import type { Box, Paper } from '../paper.ts';
import type { Raster } from '../pdfium/document.ts';
import { pack, pictureKind, toGray } from './picture-kind.ts';
import { deflated, flate, NewPdf, num, points } from './write-pdf.ts';

const JPEG = { gray: { quality: 80 }, color: { quality: 84, chromaSubsampling: '4:2:0' } } as const;

/** A page that is one picture, placed on the paper. */
export async function picturePage(raster: Raster, paper: Paper, place: Box): Promise<Uint8Array> {
  const pdf = new NewPdf();
  const image = pdf.context.register(await imageObject(pdf.context, raster));
  const bottomMm = paper.size.heightMm - place.topMm - place.heightMm;
  const placed = [points(place.widthMm), 0, 0, points(place.heightMm), points(place.leftMm), points(bottomMm)].map(num);
  pdf.addPage({
    size: paper.size,
    resources: pdf.context.obj({ XObject: { Page: image } }),
    contents: pdf.context.register(flate(pdf.context, deflated(`q ${placed.join(' ')} cm /Page Do Q\n`))),
  });
  return pdf.bytes();
}

async function imageObject(context: PDFContext, raster: Raster): Promise<PDFRawStream> {
  const { width, height } = raster;
  const common = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height };
  const kind = pictureKind(raster);
  if (kind === 'bilevel' || kind === 'drawn-gray') {
    const bits = kind === 'bilevel' ? 1 : 4;
    const packed = deflated(pack(toGray(raster), width, bits), 6);
    return flate(context, packed, { ...common, ColorSpace: 'DeviceGray', BitsPerComponent: bits });
  }
  const isGray = kind === 'photo-gray';
  const pixels = isGray ? grays(raster) : colors(raster);
  const jpeg = await pixels.jpeg(isGray ? JPEG.gray : JPEG.color).toBuffer();
  const ColorSpace = isGray ? 'DeviceGray' : 'DeviceRGB';
  const dict = context.obj({ ...common, ColorSpace, BitsPerComponent: 8, Filter: 'DCTDecode', Length: jpeg.length });
  return PDFRawStream.of(dict as PDFDict, jpeg);
}

/** Left to itself sharp makes three channels of one, and a gray image with the bytes of a coloured one shows a third of itself. */
const grays = (raster: Raster): Sharp =>
  sharp(toGray(raster), { raw: { width: raster.width, height: raster.height, channels: 1 } }).toColourspace('b-w');
const colors = ({ data, width, height, channels }: Raster): Sharp => sharp(data, { raw: { width, height, channels } }).removeAlpha();
