import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file so that it is there whole after a power cut, or not at all: temporary name, sync, rename, sync of the folder. */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const making = path.join(folder, `.${randomUUID()}`);
  try {
    const handle = await open(making, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(making, file);
  } catch (cause) {
    await rm(making, { force: true });
    throw cause;
  }
  await syncFolder(folder);
}

const syncing = new Map<string, { readonly running: Promise<void>; next: Promise<void> | null }>();

/** Makes renames in a folder durable. Callers that come while one sync runs share the next one. */
function syncFolder(folder: string): Promise<void> {
  const now = syncing.get(folder);
  if (now) {
    now.next ??= now.running.then(() => syncFolder(folder));
    return now.next;
  }
  const running = syncOnce(folder).finally(() => syncing.delete(folder));
  syncing.set(folder, { running, next: null });
  return running;
}

async function syncOnce(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
