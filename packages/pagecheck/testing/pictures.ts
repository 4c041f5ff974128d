import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** A photo-like picture: noise over a gradient. */
export async function photo(width: number, height: number, options: { orientation?: number; quality?: number } = {}): Promise<Uint8Array> {
  const noise = sharp({ create: { width, height, channels: 3, background: '#888888', noise: { type: 'gaussian', mean: 140, sigma: 40 } } });
  const image = options.orientation ? noise.withMetadata({ orientation: options.orientation }) : noise;
  return image.jpeg({ quality: options.quality ?? 80 }).toBuffer();
}

/** A scanned A4 sheet of about `megabytes` in a PDF, its JPEG embedded as scanners do. */
export async function scanPdf(megabytes: number): Promise<Uint8Array> {
  const side = Math.sqrt((megabytes * 1_000_000) / 1.72 / Math.SQRT2);
  const jpeg = await photo(Math.round(side), Math.round(side * Math.SQRT2), { quality: 95 });
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const page = pdf.addPage([595.276, 841.89]);
  page.drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width: 595.276, height: 841.89 });
  return pdf.save({ useObjectStreams: false });
}

/** Text on a transparent ground, as a screenshot tool saves it. */
export const alphaPng = (): Promise<Uint8Array> =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect x="100" y="100" width="300" height="80" fill="#000"/></svg>',
    ),
  )
    .png()
    .toBuffer();

/** A PNG that claims 50,000 × 50,000 pixels; its rows are all zero and pack to a few megabytes at most. */
export const hugePng = (): Promise<Uint8Array> =>
  sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9, colours: 2 })
    .toBuffer();
