import { expect, it } from 'vitest';
import { officeKindOf } from './office-kind.ts';

const zip = (...parts: string[]) => Buffer.from(`PK\x03\x04${'\0'.repeat(26)}${parts.join('\0')}`, 'latin1');
const compound = (...streams: string[]) =>
  Buffer.concat([Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), Buffer.from(streams.join('\0'), 'utf16le')]);

it.each([
  ['docx', zip('[Content_Types].xml', 'word/document.xml')],
  ['xlsx', zip('[Content_Types].xml', 'xl/workbook.xml')],
  ['pptx', zip('[Content_Types].xml', 'ppt/presentation.xml')],
  ['odt', zip('mimetypeapplication/vnd.oasis.opendocument.text')],
  ['ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
  ['doc', compound('Root Entry', 'WordDocument')],
  ['xls', compound('Root Entry', 'Workbook')],
  ['ppt', compound('Root Entry', 'PowerPoint Document')],
  ['encrypted', compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage')],
  ['rtf', Buffer.from('{\\rtf1\\ansi }')],
  [null, zip('META-INF/container.xml', 'a photo album')],
  [null, compound('Root Entry', 'Installer')],
  [null, Buffer.from('%PDF-1.7')],
] as const)('%s by its content', (kind, bytes) => {
  expect(officeKindOf(bytes)).toBe(kind);
});
