import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import fontkit from '@cantoo/fontkit';
import { degrees, PDFDocument, PDFName, PDFString, rgb, StandardFonts } from '@cantoo/pdf-lib';

/** Uploads of every kind that people and attackers send, made by code so that tests need no files. */

const A4 = [595.276, 841.89] as const;
export const A4_LANDSCAPE = [841.89, 595.276] as const;
export const A3 = [841.89, 1190.551] as const;
export const LETTER = [612, 792] as const;

const TEXT =
  '兹证明本辖区居民张某某，身份证号码见附件，自二〇二一年三月起居住于玉海街道虹桥南路示例小区三幢二单元四〇一室，与户主系租赁关系。特此证明，请予办理相关手续。';
const FONT = 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';

export interface LetterOptions {
  readonly size?: readonly [number, number];
  readonly turn?: 0 | 90 | 180 | 270;
  /** Text that runs into the corner of the record code. */
  readonly fillsCorner?: boolean;
  readonly lines?: number;
  /** A paragraph by itself, far below the others; its first line is 215 mm from the top. */
  readonly note?: boolean;
  /** A label (签字：) and at its right a line to write on, 180 mm from the top. */
  readonly line?: string;
  /** A head in red, 15 mm from the top. */
  readonly redHead?: boolean;
}

/** A Chinese letter of `count` pages, its font embedded. Equal arguments give equal text. */
export async function chineseLetter(count: number, options: LetterOptions = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.registerFontkit(fontkit);
  const file = readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/${FONT}`));
  const font = await pdf.embedFont(file, { subset: true });
  for (let n = 1; n <= count; n++) {
    const page = pdf.addPage([...(options.size ?? A4)]);
    const { width, height } = page.getSize();
    if (options.turn) page.setRotation(degrees(options.turn));
    page.drawText(`居 住 证 明（第 ${n} 件）`, { x: width / 2 - 110, y: height - 100, size: 22, font });
    for (let line = 0; line < (options.lines ?? 24); line++) {
      const from = (line * 7 + n * 13) % 40;
      page.drawText(`${line + 1}. ${TEXT.slice(from, from + 30)}${1000 + ((line * 37 + n) % 9000)}元`, {
        x: 72,
        y: height - 150 - line * 22,
        size: 12,
        font,
      });
    }
    if (options.note)
      for (const line of [0, 1]) page.drawText(TEXT.slice(line * 9, 12 + line * 9), { x: 72, y: 232 - line * 22, size: 12, font });
    if (options.redHead) page.drawText('示例街道办事处文件', { x: 160, y: 790, size: 30, font, color: rgb(0.9, 0, 0) });
    if (options.line) {
      page.drawText(options.line, { x: 108 - 12 * options.line.length, y: 332, size: 12, font });
      page.drawLine({ start: { x: 110, y: 330 }, end: { x: 260, y: 330 }, thickness: 0.7 });
    }
    if (options.fillsCorner) page.drawText('附注：本页右下角有正文，不得被遮盖。', { x: width - 240, y: 30, size: 12, font });
  }
  return pdf.save({ useObjectStreams: false });
}

/** A PDF of hand-written objects; the first is the catalog. */
function handmade(objects: readonly (string | Uint8Array)[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let size = parts[0]?.length ?? 0;
  const add = (bytes: Uint8Array): void => {
    parts.push(bytes);
    size += bytes.length;
  };
  objects.forEach((object, index) => {
    offsets.push(size);
    add(Buffer.from(`${index + 1} 0 obj\n`));
    add(typeof object === 'string' ? Buffer.from(object, 'latin1') : object);
    add(Buffer.from('\nendobj\n'));
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${size}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}

function stream(entries: string, data: Uint8Array | string): Uint8Array {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
  return Buffer.concat([Buffer.from(`<< ${entries} /Length ${bytes.length} >>\nstream\n`), bytes, Buffer.from('\nendstream')]);
}

const onePage = (resources: string, box = '0 0 595.276 841.89'): string[] => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Contents 4 0 R /Resources << ${resources} >> >>`,
];

/** `宋体` and Times by name only, as a bare export leaves them. */
export function withoutFonts(): Uint8Array {
  const chinese = [...'居民委员会证明'].map((c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  return handmade([
    ...onePage('/Font << /F1 5 0 R /F2 6 0 R >>'),
    stream('', `BT /F1 24 Tf 72 700 Td <${chinese}> Tj ET BT /F2 18 Tf 72 650 Td (Times 2026) Tj ET`),
    '<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 8 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 859 /Descent -140 /CapHeight 683 /StemV 80 >>',
  ]);
}

/** A picture that claims 60,000 × 60,000 pixels in a few kilobytes. */
export function hugePicture(): Uint8Array {
  const zeros = deflateSync(new Uint8Array(1_000_000));
  return handmade([
    ...onePage('/XObject << /I 5 0 R >>'),
    stream('', 'q 595 0 0 842 0 0 cm /I Do Q'),
    stream(
      '/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode',
      zeros,
    ),
  ]);
}

/** Forms that draw the next one ten times each, ten levels deep: ten thousand million rectangles. */
export function nestedForms(levels = 10): Uint8Array {
  const form = (n: number): Uint8Array => {
    const isLast = n === levels;
    const next = isLast ? '' : `/Resources << /XObject << /N ${6 + n} 0 R >> >>`;
    return stream(`/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${next}`, isLast ? '1 1 500 800 re f' : '/N Do '.repeat(10));
  };
  return handmade([
    ...onePage('/XObject << /N 6 0 R >>'),
    stream('', '/N Do'),
    'null',
    ...Array.from({ length: levels + 1 }, (_, n) => form(n)),
  ]);
}

/** An object stream of 100 KB that unpacks to 100 MB, many times over. */
export function objectStreamBomb(megabytes: number): Uint8Array {
  const packed = deflateSync(new Uint8Array(megabytes * 1_000_000).fill(0x20), { level: 9 });
  return handmade([...onePage(''), stream('', '0 0 m'), stream('/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode', packed)]);
}

/** Brackets in brackets in brackets. */
export const deepNesting = (): Uint8Array =>
  handmade([...onePage(`/Deep ${'['.repeat(200_000)}${']'.repeat(200_000)}`), stream('', '10 10 100 100 re f')]);

/** A filled-in form, a sticky note and a drawn box: what only a viewer adds. */
export async function formAndNotes(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await chineseLetter(1, { lines: 4 }), { updateMetadata: false });
  const page = pdf.getPage(0);
  const field = pdf.getForm().createTextField('applicant');
  field.setText('FORM VALUE 4711');
  field.addToPage(page, { x: 72, y: 400, width: 220, height: 24 });
  const square = pdf.context.obj({ Type: 'Annot', Subtype: 'Square', Rect: [72, 300, 272, 360], C: [1, 0, 0], F: 4, BS: { W: 3 } });
  page.node.addAnnot(pdf.context.register(square));
  return pdf.save({ useObjectStreams: false });
}

/** A link as office programs write it: without a border, so nothing of it is seen. */
export async function withHyperlink(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await chineseLetter(1, { lines: 4 }), { updateMetadata: false });
  const action = pdf.context.obj({ S: 'URI', URI: PDFString.of('https://example.org/') });
  const link = pdf.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [72, 300, 272, 360], Border: [0, 0, 0], A: action });
  pdf.getPage(0).node.addAnnot(pdf.context.register(link));
  return pdf.save({ useObjectStreams: false });
}

export async function withLayers(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await chineseLetter(1, { lines: 4 }), { updateMetadata: false });
  pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({ OCGs: [], D: {} }));
  return pdf.save({ useObjectStreams: false });
}

export async function encrypted(passwords: { userPassword: string; ownerPassword: string }): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await chineseLetter(1, { lines: 4 }));
  pdf.encrypt(passwords);
  return pdf.save({ useObjectStreams: false });
}

/** The smallest real upload: a page of Latin text in a font of the reader's own. */
export async function latinLetter(count: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let n = 1; n <= count; n++) {
    const page = pdf.addPage([...A4]);
    for (let line = 0; line < 40; line++)
      page.drawText(`Page ${n}, line ${line}: nothing is embedded here, so it is rendered.`, { x: 72, y: 780 - line * 16, size: 11, font });
  }
  return pdf.save();
}
