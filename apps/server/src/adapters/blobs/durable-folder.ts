import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Refused } from '../../ports/refused.ts';

/**
 * So much is written, named and closed where we stand: it goes to the page cache and takes microseconds, while a thread of the pool costs a
 * multiple of that on a busy machine. What waits for the disk, and larger files, go to the pool.
 */
const SMALL_BYTES = 256 * 1024;

const pool = {
  write: promisify(fs.writeFile),
  datasync: (fd: number) => promisify(fs.fdatasync)(fd),
  sync: (fd: number) => promisify(fs.fsync)(fd),
};

interface Write {
  /** File descriptor. */
  readonly draft: number;
  readonly from: string;
  readonly to: string;
  /** Whether it was this write that made the file. */
  readonly done: PromiseWithResolvers<boolean>;
}

async function syncDir(dir: string): Promise<void> {
  const fd = fs.openSync(dir, 'r');
  await pool.sync(fd).finally(() => fs.closeSync(fd));
}

const isFull = (cause: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '');

/** Whether there is a process of this number. One that we may not signal is one. */
function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Gives the file a second name; false when the name is taken. */
function isLinked(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/**
 * Files that appear whole, once, and stay: draft → fdatasync → link under the name, which fails when the name is taken → fsync of the
 * folder, before `create` resolves. Writes that come while others are being synced share the next round, since syncs and not bytes are
 * what a disk has few of. The file system must know hard links.
 */
export class DurableFolder {
  readonly #root: string;
  readonly #knownDirs = new Map<string, Promise<void>>();
  #waiting: Write[] = [];
  #flushing: Promise<void> | undefined;

  constructor(root: string) {
    this.#root = path.resolve(root);
  }

  /** Makes the folder, and clears drafts that a crash left; another process may be writing its own. */
  async start(): Promise<void> {
    const drafts = path.join(this.#root, 'drafts');
    await mkdir(drafts, { recursive: true, mode: 0o700 });
    for (const name of await readdir(drafts)) if (!isAlive(Number(name.split('-')[0]))) await rm(path.join(drafts, name), { force: true });
    await syncDir(this.#root);
  }

  /** Ends the writes under way. */
  async stop(): Promise<void> {
    await this.#flushing;
  }

  /** The file's bytes, or null. `name` is a relative path that the caller has checked. */
  async read(name: string): Promise<Uint8Array | null> {
    try {
      return await readFile(path.join(this.#root, name));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw cause;
    }
  }

  /** Names of the files in a folder, sorted; none when there is no such folder. */
  async list(name: string): Promise<readonly string[]> {
    try {
      return (await readdir(path.join(this.#root, name))).sort();
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw cause;
    }
  }

  /**
   * Durable and whole before it resolves. False when there was a file of that name already: it stays as it is, and is durable too.
   * Refuses data/disk-full.
   */
  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    const to = path.join(this.#root, name);
    const from = this.#newDraft();
    try {
      await this.#ensureDir(path.dirname(to));
      const draft = fs.openSync(from, 'wx', 0o600);
      try {
        if (bytes.length <= SMALL_BYTES) fs.writeFileSync(draft, bytes);
        else await pool.write(draft, bytes);
      } catch (cause) {
        fs.closeSync(draft);
        throw cause;
      }
      const done = Promise.withResolvers<boolean>();
      this.#waiting.push({ draft, from, to, done });
      this.#flushing ??= this.#flush();
      const isNew = await done.promise;
      if (!isNew) await this.confirm(name);
      return isNew;
    } catch (cause) {
      // Deleted by someone else since: it is made anew the next time.
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') this.#knownDirs.delete(path.dirname(to));
      throw isFull(cause) ? await this.#diskFull() : cause;
    } finally {
      fs.rmSync(from, { force: true });
    }
  }

  /** Makes a file durable that may be from a run that was killed between naming it and syncing its folder. */
  async confirm(name: string): Promise<void> {
    const file = path.join(this.#root, name);
    const fd = fs.openSync(file, 'r');
    await pool.datasync(fd).finally(() => fs.closeSync(fd));
    await syncDir(path.dirname(file));
  }

  /** Replaces a file, whole. Not durable: a power cut may bring back the old one, or leave none. */
  async replace(name: string, bytes: Uint8Array): Promise<void> {
    const draft = this.#newDraft();
    try {
      await writeFile(draft, bytes, { mode: 0o600 });
      await rename(draft, path.join(this.#root, name));
    } catch (cause) {
      await rm(draft, { force: true });
      throw isFull(cause) ? await this.#diskFull() : cause;
    }
  }

  /** May come back after a power cut. */
  async delete(name: string): Promise<void> {
    await rm(path.join(this.#root, name), { force: true });
  }

  /** Gone for good when it resolves: no power cut brings it back. */
  async erase(name: string): Promise<void> {
    const file = path.join(this.#root, name);
    await rm(file, { force: true });
    await syncDir(path.dirname(file)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause; // no folder, no file
    });
  }

  /** A folder with all that is in it. May come back after a power cut. */
  async deleteFolder(name: string): Promise<void> {
    const dir = path.join(this.#root, name);
    this.#knownDirs.delete(dir);
    await rm(dir, { recursive: true, force: true });
  }

  #newDraft(): string {
    return path.join(this.#root, 'drafts', `${process.pid}-${randomBytes(12).toString('hex')}`);
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const round = this.#waiting;
      this.#waiting = [];
      const synced = await Promise.allSettled(round.map(({ draft }) => pool.datasync(draft).finally(() => fs.closeSync(draft))));
      const named = await Promise.allSettled(
        round.map(async ({ from, to }, i) => {
          const sync = synced[i];
          if (sync?.status === 'rejected') throw sync.reason;
          return isLinked(from, to);
        }),
      );
      const dirs = new Map<string, Promise<void>>();
      for (const { to } of round) {
        const dir = path.dirname(to);
        if (!dirs.has(dir)) dirs.set(dir, syncDir(dir));
      }
      await Promise.allSettled(dirs.values());
      for (const [i, { to, done }] of round.entries()) {
        const name = named[i];
        if (name?.status === 'fulfilled') dirs.get(path.dirname(to))?.then(() => done.resolve(name.value), done.reject);
        else done.reject(name?.reason);
      }
    }
    this.#flushing = undefined;
  }

  /** Makes a folder with those above it, each one's name durable in the one above. */
  #ensureDir(dir: string): Promise<void> {
    const known = this.#knownDirs.get(dir);
    if (known) return known;
    const made = (async () => {
      if (dir !== this.#root) await this.#ensureDir(path.dirname(dir));
      const first = await mkdir(dir, { recursive: true, mode: 0o700 });
      if (first !== undefined) await syncDir(path.dirname(dir));
    })();
    this.#knownDirs.set(dir, made);
    made.catch(() => this.#knownDirs.delete(dir));
    return made;
  }

  async #diskFull(): Promise<Refused> {
    const { bavail, bsize } = await statfs(this.#root);
    return new Refused('data/disk-full', { path: this.#root, freeMiB: Math.floor((bavail * bsize) / 2 ** 20), neededMiB: 64 });
  }
}
