import {
  ARCHIVE_PATHS,
  CHUNK_BYTES,
  chunkName,
  type Digest,
  encodeChunk,
  encodeIndex,
  formatPageData,
  formatSums,
  PAGE_INDEX,
  type PageChunk,
  pageDataPath,
  SUMS_PATH,
  sha256Hex,
  utf8,
} from '@yinzheng/ledger';
import type { Sink } from './sink.ts';

/** Writes an archive's files: each with its digest in the list, and once more in the page's own copy. */
export interface ArchiveWriter {
  /** Resolves when the file is with the sink; a path is written once. */
  add(path: string, bytes: Uint8Array): Promise<void>;
  /** The list of digests, then what is left of the page's copy. Answers with the digest of the list, which stands for the archive. */
  finish(): Promise<Digest>;
}

/** Holds the digests, and at most one chunk of the page's copy. */
export function archiveWriter(sink: Sink): ArchiveWriter {
  const sums = new Map<string, Digest>();
  const chunks: PageChunk[] = [];
  let packing: { path: string; bytes: Uint8Array }[] = [];
  let packed = 0;
  let last: Promise<void> = Promise.resolve();

  /** One at a time, in the order asked for. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work);
    return last;
  };

  async function closeChunk(): Promise<void> {
    if (packing.length === 0) return;
    const { chunk, payload } = await encodeChunk(packing);
    chunks.push(chunk);
    [packing, packed] = [[], 0];
    const name = chunkName(chunks.length);
    await sink.add(pageDataPath(name), utf8(formatPageData(name, payload)));
  }

  async function pack(path: string, bytes: Uint8Array): Promise<void> {
    packing.push({ path, bytes });
    packed += bytes.length;
    if (packed >= CHUNK_BYTES) await closeChunk();
  }

  return {
    add(path, bytes) {
      if (sums.has(path)) return Promise.resolve();
      sums.set(path, sha256Hex(bytes));
      return inTurn(async () => {
        await sink.add(path, bytes);
        if (path !== ARCHIVE_PATHS.page) await pack(path, bytes);
      });
    },
    async finish() {
      const list = utf8(formatSums(sums));
      await inTurn(async () => {
        await sink.add(SUMS_PATH, list);
        await pack(SUMS_PATH, list);
        await closeChunk();
        await sink.add(pageDataPath(PAGE_INDEX), utf8(formatPageData(PAGE_INDEX, encodeIndex({ v: 1, chunks }))));
        await sink.finish();
      });
      return sha256Hex(list);
    },
  };
}
