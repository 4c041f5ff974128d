import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** An append-only file. What `sync` resolved for survives a power cut; what it did not may be there, partly there, or gone. */
export interface JournalFile {
  /** Everything in the file. */
  readAll(): Promise<Uint8Array>;
  readAt(offset: number, length: number): Promise<Uint8Array>;
  append(bytes: Uint8Array): Promise<void>;
  /** Makes everything appended durable (fdatasync). */
  sync(): Promise<void>;
  /** Cuts the file to `size` bytes, durably. */
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** The journal on disk. Its entry in the folder is made durable before the first byte is written. */
export async function openJournalFile(path: string): Promise<JournalFile> {
  const handle = await open(path, 'a+', 0o600);
  await syncFolder(dirname(path));
  return {
    readAll: async () => new Uint8Array(await readRange(handle, 0, (await handle.stat()).size)),
    readAt: (offset, length) => readRange(handle, offset, length),
    async append(bytes) {
      await handle.appendFile(bytes);
    },
    sync: () => handle.datasync(),
    async truncate(size) {
      await handle.truncate(size);
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

async function readRange(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw new Error(`the journal ends before byte ${offset + length}`);
    done += bytesRead;
  }
  return bytes;
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
