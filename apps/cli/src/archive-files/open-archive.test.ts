import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARCHIVE_FILE_LIMIT } from '@yinzheng/ledger';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive } from './open-archive.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yinzheng-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('unpacks nothing that says that it is larger than any file of an archive', async () => {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  await zip.add('SHA256SUMS', new TextReader('no list\n'));
  const bytes = Buffer.from(await zip.close());
  const path = join(folder, 'archive.zip');
  writeFileSync(path, bytes);
  await (await openArchive(path))?.close();

  const inDirectory = bytes.indexOf('PK\u0001\u0002') + 24;
  bytes.writeUInt32LE(ARCHIVE_FILE_LIMIT + 1, inDirectory);
  writeFileSync(path, bytes);
  await expect(openArchive(path)).rejects.toThrow(`SHA256SUMS: > ${ARCHIVE_FILE_LIMIT} bytes`);
});
