import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import * as pdfs from '../../packages/pagecheck/testing/pdfs.ts';
import { alphaPng, padded, photo, scanPdf, typedSheet } from '../../packages/pagecheck/testing/pictures.ts';

/** What `try` has to say about a file: 0 pages for a refusal, whose code is then named. */
export interface HardFile {
  readonly name: string;
  readonly pages: number;
  readonly code?: string;
  /** Null: a folder. Absent: not there at all. */
  readonly make?: (() => Uint8Array | Promise<Uint8Array>) | null;
}

const goes = (name: string, pages: number, make: HardFile['make'] & {}): HardFile => ({ name, pages, make });
const refused = (name: string, code: string, make?: HardFile['make']): HardFile => ({
  name,
  pages: 0,
  code,
  ...(make === undefined ? {} : { make }),
});

/** Files as people and scanners send them, and as nobody should. */
export const HARD_FILES: readonly HardFile[] = [
  goes('one.pdf', 1, () => pdfs.chineseLetter(1)),
  goes('three.pdf', 3, () => pdfs.chineseLetter(3)),
  goes('sixty.pdf', 60, () => pdfs.chineseLetter(60)),
  goes('landscape.pdf', 1, () => pdfs.chineseLetter(1, { size: pdfs.A4_LANDSCAPE, lines: 14 })),
  goes('a3.pdf', 1, () => pdfs.chineseLetter(1, { size: pdfs.A3 })),
  goes('mixed-sizes.pdf', 4, mixedSizes),
  goes('turned.pdf', 3, turnedPages),
  goes('owner-password.pdf', 1, () => pdfs.encrypted({ userPassword: '', ownerPassword: 'secret' })),
  goes('no-fonts.pdf', 1, pdfs.withoutFonts),
  goes('form-and-notes.pdf', 1, pdfs.formAndNotes),
  goes('text-in-the-corner.pdf', 1, () => pdfs.chineseLetter(1, { fillsCorner: true })),
  goes('cut-in-the-middle.pdf', 3, cutInTheMiddle), // as far as a reader can still show it
  goes('scan-30mb.pdf', 3, bigScan),
  goes('photo-on-its-side.jpg', 1, async () => photo(1600, 1200, { orientation: 6 })),
  goes('alpha.png', 1, alphaPng),
  goes('中文 文件名 “引号” \'和\' "空格".pdf', 1, () => pdfs.chineseLetter(1)),
  refused('user-password.pdf', 'upload/encrypted', () => pdfs.encrypted({ userPassword: 'open', ownerPassword: 'sesame' })),
  refused('empty.pdf', 'upload/empty', () => new Uint8Array()),
  refused('text.pdf', 'upload/unknown-kind', () => Buffer.from('这不是 PDF，只是改了名的文本。\n')),
  refused('document.docx', 'upload/unknown-kind', () => zipOf('[Content_Types].xml', '<Types/>')),
  refused('no-pages.pdf', 'upload/damaged', noPages),
  refused('truncated.pdf', 'upload/damaged', async () => (await pdfs.chineseLetter(3)).subarray(0, 2000)),
  refused('photo-cut-off.jpg', 'upload/damaged', async () => (await photo(1600, 1200)).subarray(0, 60_000)),
  refused('thousand-pages.pdf', 'upload/too-many-pages', () => pdfs.latinLetter(1000)),
  refused('missing.pdf', 'cli/no-file'),
  refused('folder.pdf', 'cli/is-folder', null),
];

/** Writes them into `folder`; answers with their paths, in order. */
export async function writeHardFiles(folder: string, files: readonly HardFile[] = HARD_FILES): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  for (const { name, make } of files) {
    const at = path.join(folder, name);
    if (make === null) await mkdir(at, { recursive: true });
    else if (make) await writeFile(at, await make());
  }
  return files.map(({ name }) => path.join(folder, name));
}

async function joined(parts: readonly Uint8Array[]): Promise<PDFDocument> {
  const all = await PDFDocument.create({ updateMetadata: false });
  for (const part of parts) {
    const source = await PDFDocument.load(part);
    for (const page of await all.copyPages(source, source.getPageIndices())) all.addPage(page);
  }
  return all;
}

async function mixedSizes(): Promise<Uint8Array> {
  const sizes = [pdfs.LETTER, pdfs.A3, pdfs.A4_LANDSCAPE];
  const others = await Promise.all(sizes.map((size) => pdfs.chineseLetter(1, { size, lines: 12 })));
  const all = await joined([await pdfs.chineseLetter(1), ...others]);
  return all.save({ useObjectStreams: false });
}

async function turnedPages(): Promise<Uint8Array> {
  const all = await joined([await pdfs.chineseLetter(3)]);
  for (const [at, page] of all.getPages().entries()) page.setRotation(degrees((at + 1) * 90));
  return all.save({ useObjectStreams: false });
}

async function bigScan(): Promise<Uint8Array> {
  const page = await scanPdf(padded(await typedSheet(), 8));
  const all = await joined([page, page, page]);
  return all.save({ useObjectStreams: false });
}

/** Without a table of objects, which every reader makes up for itself. */
function noPages(): Uint8Array {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'];
  return Buffer.from(`%PDF-1.7\n${objects.map((it, at) => `${at + 1} 0 obj ${it} endobj\n`).join('')}trailer << /Root 1 0 R >>\n%%EOF\n`);
}

/** A third of the file taken out of its middle, as a broken download leaves it. */
async function cutInTheMiddle(): Promise<Uint8Array> {
  const whole = await pdfs.chineseLetter(3);
  const third = Math.floor(whole.length / 3);
  return Buffer.concat([whole.subarray(0, third), whole.subarray(2 * third)]);
}

/** A ZIP of one stored file, as an office document is one. */
function zipOf(name: string, text: string): Uint8Array {
  const body = Buffer.from(text);
  const head = (signature: number, extra: number): Buffer => {
    const bytes = Buffer.alloc(extra === 0 ? 30 : 46);
    const at = extra === 0 ? 14 : 16;
    bytes.writeUInt32LE(signature, 0);
    bytes.writeUInt32LE(crc32(body), at);
    bytes.writeUInt32LE(body.length, at + 4);
    bytes.writeUInt32LE(body.length, at + 8);
    bytes.writeUInt16LE(name.length, at + 12);
    return bytes;
  };
  const local = Buffer.concat([head(0x04034b50, 0), Buffer.from(name), body]);
  const central = Buffer.concat([head(0x02014b50, 1), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (!folder) throw new Error('name a folder to write the files into');
  for (const file of await writeHardFiles(path.resolve(folder))) process.stdout.write(`${file}\n`);
}
