import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Refused } from '../../ports/refused.ts';

interface Write {
  readonly draft: FileHandle;
  readonly from: string;
  readonly to: string;
  readonly done: PromiseWithResolvers<void>;
}

async function syncDir(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * Files that appear whole and stay: draft → fdatasync → rename → fsync of the folder, before `write` resolves. Writes that come while
 * others are being synced share the next round, since syncs and not bytes are what a disk has few of.
 */
export class DurableFolder {
  readonly #root: string;
  readonly #knownDirs = new Map<string, Promise<void>>();
  #waiting: Write[] = [];
  #flushing: Promise<void> | undefined;

  constructor(root: string) {
    this.#root = path.resolve(root);
  }

  /** Makes the folder, and clears drafts that a crash left. */
  async start(): Promise<void> {
    await rm(path.join(this.#root, 'drafts'), { recursive: true, force: true });
    await mkdir(path.join(this.#root, 'drafts'), { recursive: true, mode: 0o700 });
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

  /** Durable and whole before it resolves; replaces what was there. Refuses data/disk-full. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    const to = path.join(this.#root, name);
    const from = path.join(this.#root, 'drafts', randomBytes(12).toString('hex'));
    try {
      await this.#ensureDir(path.dirname(to));
      const draft = await open(from, 'wx', 0o600);
      try {
        await draft.writeFile(bytes);
      } catch (cause) {
        await draft.close();
        throw cause;
      }
      const done = Promise.withResolvers<void>();
      this.#waiting.push({ draft, from, to, done });
      this.#flushing ??= this.#flush();
      await done.promise;
    } catch (cause) {
      await rm(from, { force: true });
      throw (cause as NodeJS.ErrnoException).code === 'ENOSPC' ? await this.#diskFull() : cause;
    }
  }

  /** Makes a file durable that may be from a run that was killed between naming it and syncing its folder. */
  async confirm(name: string): Promise<void> {
    const file = path.join(this.#root, name);
    const handle = await open(file, 'r');
    await handle.datasync().finally(() => handle.close());
    await syncDir(path.dirname(file));
  }

  /** May come back after a power cut. */
  async delete(name: string): Promise<void> {
    await rm(path.join(this.#root, name), { force: true });
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const round = this.#waiting;
      this.#waiting = [];
      const synced = await Promise.allSettled(round.map(({ draft }) => draft.datasync().finally(() => draft.close())));
      const named = await Promise.allSettled(
        round.map(async ({ from, to }, i) => {
          const sync = synced[i];
          if (sync?.status === 'rejected') throw sync.reason;
          await rename(from, to);
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
        if (name?.status === 'rejected') done.reject(name.reason);
        else dirs.get(path.dirname(to))?.then(done.resolve, done.reject);
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
