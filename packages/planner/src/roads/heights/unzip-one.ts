import { inflateRawSync } from 'node:zlib';
import { BadFile } from '../osm/bad-file.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

function bad(at: string): BadFile {
  return new BadFile(
    'plan/heights-zip',
    at,
    '高程 ZIP 文件无法读取：已损坏、已加密，或其中没有 .hgt 文件。请重新下载，或解压后直接提供 .hgt。',
    'The ZIP file of heights cannot be read: damaged, encrypted, or without a .hgt file. Download it again, or give the .hgt itself.',
  );
}

/**
 * The first entry of a ZIP file (APPNOTE 6.3) whose name ends in `extension`, inflated to at most `maxBytes`. Throws `BadFile`.
 */
export function unzipOne(zip: Uint8Array, extension: string, maxBytes: number, at: string): { name: string; bytes: Uint8Array } {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && end >= zip.length - 22 - 0xffff && view.getUint32(end, true) !== END) end--;
  if (end < 0 || view.getUint32(end, true) !== END) throw bad(at);
  let pos = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (pos + 46 > zip.length || view.getUint32(pos, true) !== ENTRY) throw bad(at);
    const nameBytes = view.getUint16(pos + 28, true);
    const name = Buffer.from(zip.subarray(pos + 46, pos + 46 + nameBytes)).toString('utf8');
    if (name.toLowerCase().endsWith(extension)) {
      const isEncrypted = (view.getUint16(pos + 8, true) & 1) === 1;
      const method = view.getUint16(pos + 10, true);
      const packedBytes = view.getUint32(pos + 20, true);
      const local = view.getUint32(pos + 42, true);
      if (isEncrypted || local + 30 > zip.length || view.getUint32(local, true) !== LOCAL) throw bad(at);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const packed = zip.subarray(start, start + packedBytes);
      if (packed.length !== packedBytes) throw bad(at);
      if (method === 0) return { name, bytes: packed };
      if (method !== 8) throw bad(at);
      try {
        return { name, bytes: inflateRawSync(packed, { maxOutputLength: maxBytes }) };
      } catch {
        throw bad(at);
      }
    }
    pos += 46 + nameBytes + view.getUint16(pos + 30, true) + view.getUint16(pos + 32, true);
  }
  throw bad(at);
}
