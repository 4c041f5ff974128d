/** Office files by the extension of their format; what their name says does not count. */
export type OfficeKind = 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp' | 'doc' | 'xls' | 'ppt' | 'rtf';

/** A part that only this kind of ZIP holds: Office Open XML (ECMA-376) and OpenDocument, whose first part names its type (ODF 1.3, §3.3). */
const ZIPPED: readonly (readonly [part: string, kind: OfficeKind])[] = [
  ['word/document.xml', 'docx'],
  ['xl/workbook.xml', 'xlsx'],
  ['xl/workbook.bin', 'xlsx'],
  ['ppt/presentation.xml', 'pptx'],
  ['mimetypeapplication/vnd.oasis.opendocument.text', 'odt'],
  ['mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['mimetypeapplication/vnd.oasis.opendocument.presentation', 'odp'],
];

/** Streams of a compound file ([MS-CFB]); WPS Office writes the same ones. */
const COMPOUND: readonly (readonly [stream: string, kind: OfficeKind | 'encrypted'])[] = [
  ['EncryptedPackage', 'encrypted'],
  ['WordDocument', 'doc'],
  ['PowerPoint Document', 'ppt'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
];

/** What kind of office file this is, by its content; null when it is none. `encrypted`: Office Open XML behind a password. */
export function officeKindOf(bytes: Uint8Array): OfficeKind | 'encrypted' | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = (magic: string): boolean => file.subarray(0, magic.length).equals(Buffer.from(magic, 'latin1'));
  if (starts('{\\rtf')) return 'rtf';
  if (starts('PK\x03\x04')) return ZIPPED.find(([part]) => file.includes(part, 0, 'latin1'))?.[1] ?? null;
  if (starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return COMPOUND.find(([stream]) => file.includes(stream, 0, 'utf16le'))?.[1] ?? null;
  return null;
}
