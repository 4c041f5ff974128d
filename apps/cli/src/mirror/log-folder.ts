import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LogFiles } from '@yinzheng/ledger';
import { folderLog } from '../log-files/folder-log.ts';

export interface LogFolderFile {
  readonly path: string;
  /** Null: it is there already with the right bytes, perhaps not yet durably. */
  readonly bytes: Uint8Array | null;
}

/** A log's files in a folder, any web server can serve it. Written by one process at a time. */
export interface LogFolder extends LogFiles {
  /**
   * Resolves when every file is whole and durable under its name: draft, its sync, rename, sync of the folder. Killed in between, each
   * file is the old one or the new one. Many at once cost little more syncing than one.
   */
  writeAll(files: readonly LogFolderFile[]): Promise<void>;
  /** May come back after a power cut. */
  remove(path: string): Promise<void>;
}

const DRAFTS = 'drafts';
const DRAFT = /^[0-9a-f]{24}$/;

/** Opens the folder, makes it when it is not there, and clears what a killed process left half done. */
export async function openLogFolder(folder: string): Promise<LogFolder> {
  const drafts = join(folder, DRAFTS);
  await makeDurably(drafts);
  // Only what has a draft's name: a folder that somebody named by mistake may have drafts of another kind.
  for (const name of await readdir(drafts)) if (DRAFT.test(name)) await rm(join(drafts, name), { force: true });
  const known = new Set<string>();

  async function ensure(dir: string): Promise<void> {
    if (known.has(dir)) return;
    await makeDurably(dir);
    known.add(dir);
  }

  return {
    ...folderLog(folder),
    async writeAll(files) {
      const dirs = new Set(files.map(({ path }) => dirname(join(folder, path))));
      for (const dir of dirs) await ensure(dir);
      await Promise.all(
        files.map(async ({ path, bytes }) => {
          const target = join(folder, path);
          if (!bytes) return syncFile(target);
          const draft = join(drafts, randomBytes(12).toString('hex'));
          const handle = await open(draft, 'wx', 0o644);
          try {
            await handle.writeFile(bytes);
            await handle.datasync();
          } finally {
            await handle.close();
          }
          await rename(draft, target);
        }),
      );
      await Promise.all([...dirs].map(syncFile));
    },
    remove: (path) => rm(join(folder, path), { recursive: true, force: true }),
  };
}

/** Makes a folder with those above it, each one's name durable in the one above. */
async function makeDurably(dir: string): Promise<void> {
  const first = await mkdir(dir, { recursive: true });
  if (first === undefined) return;
  for (let at = dir; ; at = dirname(at)) {
    await syncFile(dirname(at));
    if (at === first || at === dirname(at)) return;
  }
}

/** Of a file or a folder. */
async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
