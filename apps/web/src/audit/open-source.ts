import { ARCHIVE_FILE_LIMIT, type ArchiveFiles, PAGE_DATA_FOLDER, pageFiles } from '@yinzheng/ledger';
import { BlobReader, configure, type FileEntry, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import type { ArchiveSource } from './protocol.ts';

configure({ useWebWorkers: false });

/** Opens an archive's files. Rejects for a ZIP that cannot be read. */
export function openSource(source: ArchiveSource, load: (name: string) => Promise<string | null>): Promise<ArchiveFiles> {
  if (source.from === 'page') return pageFiles(load);
  return source.from === 'zip' ? zipFiles(source.file) : Promise.resolve(folderFiles(source.files));
}

const LITTER = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/;
const isOwn = (path: string): boolean => !path.startsWith(PAGE_DATA_FOLDER) && !LITTER.test(path);

async function zipFiles(file: File): Promise<ArchiveFiles> {
  const entries = new Map<string, FileEntry>();
  for (const entry of await new ZipReader(new BlobReader(file)).getEntries()) {
    if (entry.directory) continue;
    // Two of one name: which of them a reader gets is anyone's guess.
    if (entries.has(entry.filename)) throw new Error(`${entry.filename}: 2 ×`);
    // What it says of its size is held to as it is unpacked.
    if (entry.uncompressedSize > ARCHIVE_FILE_LIMIT) throw new Error(`${entry.filename}: > ${ARCHIVE_FILE_LIMIT} bytes`);
    entries.set(entry.filename, entry);
  }
  return {
    list: async () => [...entries.keys()].filter(isOwn),
    read: async (path) => (await entries.get(path)?.getData(new Uint8ArrayWriter(), { checkSignature: true })) ?? null,
  };
}

/** A browser names the chosen folder before each path. */
function folderFiles(chosen: readonly { readonly path: string; readonly file: File }[]): ArchiveFiles {
  const files = new Map(chosen.map(({ path, file }) => [path.slice(path.indexOf('/') + 1), file]));
  return {
    list: async () => [...files.keys()].filter(isOwn),
    async read(path) {
      const file = files.get(path);
      return file ? new Uint8Array(await file.arrayBuffer()) : null;
    },
  };
}
