import { openAsBlob } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ARCHIVE_FILE_LIMIT, type ArchiveFiles, PAGE_DATA_FOLDER, SUMS_PATH } from '@yinzheng/ledger';
import { BlobReader, configure, type FileEntry, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { folderLog } from '../log-files/folder-log.ts';

/** An archive on a disk, with the page's own copy beside it. */
export interface OpenedArchive extends ArchiveFiles {
  /** The files of the page's own copy. */
  listPageData(): Promise<readonly string[]>;
  close(): Promise<void>;
}

configure({ useWebWorkers: false });

const ZIP_MAGIC = 'PK\u0003\u0004';
/** What desktops leave lying about. */
const LITTER = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/;

/** The archive at a path, a folder or a ZIP; null when it is neither. Rejects for a ZIP that cannot be read. */
export async function openArchive(path: string): Promise<OpenedArchive | null> {
  const it = await stat(path).catch(() => null);
  if (it?.isDirectory()) return (await isFile(join(path, SUMS_PATH))) ? folderArchive(path) : null;
  return it?.isFile() && (await beginsLike(path, ZIP_MAGIC)) ? zipArchive(path) : null;
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isFile(),
    () => false,
  );

async function beginsLike(path: string, magic: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0);
    return buffer.subarray(0, bytesRead).toString('latin1') === magic;
  } finally {
    await file.close();
  }
}

function folderArchive(folder: string): OpenedArchive {
  const all = readdir(folder, { recursive: true, withFileTypes: true }).then((found) =>
    found
      .filter((it) => !it.isDirectory())
      .map((it) => join(it.parentPath, it.name).slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''))
      .filter((path) => !LITTER.test(path))
      .toSorted(),
  );
  return {
    ...parted(() => all),
    ...folderLog(folder),
    close: async () => undefined,
  };
}

async function zipArchive(path: string): Promise<OpenedArchive> {
  const zip = new ZipReader(new BlobReader(await openAsBlob(path)));
  const entries = new Map<string, FileEntry>();
  for (const entry of await zip.getEntries()) {
    if (entry.directory) continue;
    // Two of one name: which of them a reader gets is anyone's guess.
    if (entries.has(entry.filename)) throw new Error(`${entry.filename}: 2 ×`);
    // What it says of its size is held to as it is unpacked.
    if (entry.uncompressedSize > ARCHIVE_FILE_LIMIT) throw new Error(`${entry.filename}: > ${ARCHIVE_FILE_LIMIT} bytes`);
    entries.set(entry.filename, entry);
  }
  return {
    ...parted(async () => [...entries.keys()]),
    read: async (name) => (await entries.get(name)?.getData(new Uint8ArrayWriter(), { checkSignature: true })) ?? null,
    close: () => zip.close(),
  };
}

const parted = (all: () => Promise<readonly string[]>): Pick<OpenedArchive, 'list' | 'listPageData'> => ({
  list: async () => (await all()).filter((path) => !path.startsWith(PAGE_DATA_FOLDER)),
  listPageData: async () => (await all()).filter((path) => path.startsWith(PAGE_DATA_FOLDER)),
});
