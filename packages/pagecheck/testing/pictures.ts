import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** A photo-like picture: noise over a gradient. */
export async function photo(width: number, height: number, options: { orientation?: number; quality?: number } = {}): Promise<Uint8Array> {
  const noise = sharp({ create: { width, height, channels: 3, background: '#888888', noise: { type: 'gaussian', mean: 140, sigma: 40 } } });
  const image = options.orientation ? noise.withMetadata({ orientation: options.orientation }) : noise;
  return image.jpeg({ quality: options.quality ?? 80 }).toBuffer();
}

/** A typed A4 sheet as a 300 dpi colour scanner sees it: paper not quite white, with some grain. */
export async function typedSheet(): Promise<Uint8Array> {
  const [width, height] = [2480, 3508];
  const lines = Array.from(
    { length: 40 },
    (_, n) => `<text x="300" y="${400 + n * 66}">Line ${n + 1}: rent of ${1000 + n * 37} yuan</text>`,
  );
  const text = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g font-size="44">${lines.join('')}</g></svg>`,
  );
  const noise = { type: 'gaussian', mean: 244, sigma: 5 } as const;
  const paper = sharp({ create: { width, height, channels: 3, background: '#ffffff', noise } });
  return paper
    .composite([{ input: text }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** A scanned A4 sheet in a PDF, its JPEG embedded as scanners do. */
export async function scanPdf(jpeg: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const page = pdf.addPage([595.276, 841.89]);
  page.drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width: 595.276, height: 841.89 });
  return pdf.save({ useObjectStreams: false });
}

/** A JPEG filled up with comments to about the size asked for: large files cost tests no seconds of encoding. */
export function padded(jpeg: Uint8Array, megabytes: number): Uint8Array {
  const comment = Buffer.alloc(0xffff + 2, 'x');
  comment.set([0xff, 0xfe, 0xff, 0xff]);
  const count = Math.ceil((megabytes * 1_000_000) / comment.length);
  return Buffer.concat([jpeg.subarray(0, 2), ...Array<Buffer>(count).fill(comment), jpeg.subarray(2)]);
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

/** A PNG that claims 50,000 × 50,000 pixels in a hundred bytes. */
export function hugePng(): Uint8Array {
  const chunk = (name: string, body: Uint8Array): Uint8Array => {
    const typed = Buffer.concat([Buffer.from(name), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(50_000, 0);
  header.writeUInt32BE(50_000, 4);
  header.set([8, 2], 8);
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', deflateSync(new Uint8Array(1000))), chunk('IEND', new Uint8Array())]);
}
