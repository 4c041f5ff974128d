import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { BadFile, damaged } from './bad-file.ts';
import { Wire } from './wire.ts';

/** The format's own limits (https://wiki.openstreetmap.org/wiki/PBF_Format). */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;
/** Of what is inflated in all, against the file: real extracts inflate two- to fourfold; what goes far beyond was made to fill memory or time. */
const MAX_INFLATION = 40;
const ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024;
/** The whole planet has fewer. */
const MAX_BLOBS = 200_000;
const UNDERSTOOD = new Set(['OsmSchema-V0.6', 'DenseNodes']);

/** Where one block of data lies in the file, not inflated yet. */
export interface Blob {
  readonly at: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly packing: 'raw' | 'zlib' | 'zstd';
  readonly inflatedBytes: number;
}

function notPbf(bytes: Uint8Array, at: string): BadFile {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  const [zh, en] =
    head.startsWith('<') || head.startsWith('﻿')
      ? ['这像是 OSM XML 文件', 'It looks like OSM XML']
      : head.startsWith('PK')
        ? ['这像是 ZIP 文件', 'It looks like a ZIP file']
        : head.startsWith('BZh') || head.startsWith('\x1f\x8b')
          ? ['这像是另行压缩过的文件', 'It looks like a compressed file']
          : ['它可能是别的格式，或已加密', 'It may be of another kind, or encrypted'];
  return new BadFile(
    'plan/roads-not-pbf',
    at,
    `这不是 .osm.pbf 文件：${zh}。请提供 OpenStreetMap 的 .osm.pbf 原文件。`,
    `This is no .osm.pbf file. ${en}. Give OpenStreetMap's .osm.pbf file as it is.`,
  );
}

function tooLarge(at: string): BadFile {
  return new BadFile(
    'plan/roads-too-large',
    at,
    '道路文件中有一块数据解压后过大，不是正常的 .osm.pbf 文件。请重新导出。',
    'A block of the roads file inflates to more than the format allows. Export the .osm.pbf file again.',
  );
}

function readBlob(wire: Wire, type: string, at: string): Blob {
  let blob: Blob | null = null;
  let inflatedBytes = -1;
  while (wire.next()) {
    if (wire.field === 2 && wire.type === 0) inflatedBytes = wire.unsigned();
    else if (wire.field === 1 || wire.field === 3 || wire.field === 7) {
      const data = wire.piece().slice();
      blob = { at, type, data, packing: wire.field === 1 ? 'raw' : wire.field === 3 ? 'zlib' : 'zstd', inflatedBytes: data.length };
    } else if (wire.field === 4 || wire.field === 5 || wire.field === 6) {
      throw new BadFile(
        'plan/roads-packing',
        at,
        '道路文件用了本程序不支持的压缩方式（lzma、bzip2 或 lz4）。请用 osmium 等工具以 zlib 重新导出。',
        'The roads file is packed with lzma, bzip2 or lz4, which is not read here. Write it again with zlib, e.g. by osmium.',
      );
    } else wire.skip();
  }
  if (blob === null) throw damaged(at);
  if (blob.packing === 'raw') return blob;
  if (inflatedBytes < 0 || inflatedBytes > MAX_BLOB_BYTES) throw tooLarge(at);
  return { ...blob, inflatedBytes };
}

/** All blobs with data, checked as far as possible without inflating them. Throws `BadFile`. */
export function findBlobs(bytes: Uint8Array, name: string): readonly Blob[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blobs: Blob[] = [];
  const allowed = Math.max(ALWAYS_ALLOWED_BYTES, bytes.length * MAX_INFLATION);
  let inflated = 0;
  let isFirst = true;
  for (let pos = 0; pos < bytes.length; isFirst = false) {
    const at = `${name}, ${pos}`;
    const wrong = (): BadFile => (isFirst ? notPbf(bytes, name) : damaged(at));
    if (pos + 4 > bytes.length) throw wrong();
    const headerBytes = view.getUint32(pos);
    if (headerBytes === 0 || headerBytes > MAX_HEADER_BYTES) throw wrong();
    if (pos + 4 + headerBytes > bytes.length) throw wrong();
    const header = new Wire(bytes, at, pos + 4, pos + 4 + headerBytes);
    let type = '';
    let size = -1;
    try {
      while (header.next()) {
        if (header.field === 1) type = header.piece().text();
        else if (header.field === 3 && header.type === 0) size = header.unsigned();
        else header.skip();
      }
    } catch (error) {
      if (error instanceof BadFile) throw wrong();
      throw error;
    }
    if (isFirst && type !== 'OSMHeader') throw notPbf(bytes, name);
    if (size < 0) throw wrong();
    if (size > MAX_BLOB_BYTES) throw tooLarge(at);
    pos += 4 + headerBytes;
    if (pos + size > bytes.length) throw damaged(at);
    const blob = readBlob(new Wire(bytes, at, pos, pos + size), type, at);
    inflated += blob.inflatedBytes;
    if (inflated > allowed || blobs.length >= MAX_BLOBS) throw tooLarge(at);
    blobs.push(blob);
    pos += size;
  }
  if (blobs.length === 0) throw notPbf(bytes, name);
  checkFeatures(blobs[0] as Blob);
  return blobs.filter(({ type }) => type === 'OSMData');
}

function checkFeatures(header: Blob): void {
  const wire = new Wire(inflate(header), header.at);
  while (wire.next()) {
    if (wire.field !== 4) {
      wire.skip();
      continue;
    }
    const feature = wire.piece().text();
    if (UNDERSTOOD.has(feature)) continue;
    throw new BadFile(
      'plan/roads-feature',
      header.at,
      `道路文件要求“${feature.slice(0, 60)}”，本程序不支持（例如带历史版本的文件）。请提供普通的 .osm.pbf 文件。`,
      `The roads file asks for "${feature.slice(0, 60)}", which is not read here (a file with history, for one). Give a plain .osm.pbf file.`,
    );
  }
}

/** Never more than the declared size, itself never more than the format allows. Throws `BadFile`. */
export function inflate({ at, data, packing, inflatedBytes }: Blob): Uint8Array {
  if (packing === 'raw') return data;
  const options = { maxOutputLength: Math.max(1, inflatedBytes) };
  let inflated: Uint8Array;
  try {
    inflated = packing === 'zlib' ? inflateSync(data, options) : zstdDecompressSync(data, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(at);
    throw damaged(at);
  }
  if (inflated.length !== inflatedBytes) throw damaged(at);
  return inflated;
}
