import { type PDFDict, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import type { Box, Size } from '../paper.ts';
import { deflated, flate, NewPdf, num, points } from './write-pdf.ts';

/** One PDF of photographed pages: each JPEG as it is, not encoded again, on an A4 page in its direction. Throws when one is no JPEG. */
export async function photosToPdf(photos: readonly Uint8Array[]): Promise<Uint8Array> {
  const pdf = new NewPdf();
  for (const photo of photos) {
    const { jpeg, width, height, channels } = await upright(photo);
    const size: Size = width > height ? { widthMm: 297, heightMm: 210 } : { widthMm: 210, heightMm: 297 };
    const place = centred(width / height, size);
    const ColorSpace = channels === 1 ? 'DeviceGray' : 'DeviceRGB';
    const entries = {
      Type: 'XObject',
      Subtype: 'Image',
      Width: width,
      Height: height,
      ColorSpace,
      BitsPerComponent: 8,
      Filter: 'DCTDecode',
    };
    const image = pdf.context.register(PDFRawStream.of(pdf.context.obj({ ...entries, Length: jpeg.length }) as PDFDict, jpeg));
    const placed = [points(place.widthMm), 0, 0, points(place.heightMm), points(place.leftMm), points(place.topMm)].map(num).join(' ');
    pdf.addPage({
      size,
      resources: pdf.context.obj({ XObject: { Photo: image } }),
      contents: pdf.context.register(flate(pdf.context, deflated(`q ${placed} cm /Photo Do Q\n`))),
    });
  }
  return pdf.bytes();
}

/** PDF readers do not look at EXIF: a photo that lies on its side there is turned, the one case that is encoded again. */
async function upright(photo: Uint8Array): Promise<{ jpeg: Uint8Array; width: number; height: number; channels: number }> {
  const { format, width, height, channels, orientation = 1 } = await sharp(photo).metadata();
  if (format !== 'jpeg') throw new TypeError(`not a JPEG but ${format}`);
  if (orientation === 1 && channels !== 4) return { jpeg: photo, width, height, channels };
  const { data, info } = await sharp(photo).autoOrient().toColourspace('srgb').jpeg({ quality: 90 }).toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height, channels: info.channels };
}

function centred(ratio: number, { widthMm, heightMm }: Size): Box {
  const width = Math.min(widthMm, heightMm * ratio);
  const height = width / ratio;
  return { leftMm: (widthMm - width) / 2, topMm: (heightMm - height) / 2, widthMm: width, heightMm: height };
}
