import { hash } from 'node:crypto';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '@yinzheng/ledger';
import type { Blobs } from '../../ports/blobs.ts';
import { blobName } from './blob-name.ts';
import { DurableFolder } from './durable-folder.ts';

/** Blobs as files of a folder, named by their SHA-256. */
export class FolderBlobs implements Blobs {
  readonly #dir: string;
  readonly #folder: DurableFolder;
  readonly #writing = new Map<Digest, Promise<boolean>>();

  constructor(dir: string) {
    this.#dir = dir;
    this.#folder = new DurableFolder(dir);
  }

  start(): Promise<void> {
    return this.#folder.start();
  }

  stop(): Promise<void> {
    return this.#folder.stop();
  }

  async put(bytes: Uint8Array): Promise<Digest> {
    const digest: Digest = hash('sha256', bytes, 'hex');
    const name = blobName(digest) ?? '';
    const isKnown = await this.has(digest);
    const underWay = this.#writing.get(digest);
    if (underWay) await underWay;
    else if (isKnown) await this.#folder.confirm(name);
    else {
      const writing = this.#folder.create(name, bytes).finally(() => this.#writing.delete(digest));
      this.#writing.set(digest, writing);
      await writing;
    }
    return digest;
  }

  async get(digest: Digest): Promise<Uint8Array | null> {
    const name = blobName(digest);
    const bytes = name === null ? null : await this.#folder.read(name);
    if (bytes && hash('sha256', bytes, 'hex') !== digest) throw new Error(`the file of ${digest} is damaged`);
    return bytes;
  }

  async has(digest: Digest): Promise<boolean> {
    const name = blobName(digest);
    if (name === null) return false;
    return access(path.join(this.#dir, name)).then(
      () => true,
      () => false,
    );
  }

  async delete(digest: Digest): Promise<void> {
    const name = blobName(digest);
    if (name !== null) await this.#folder.erase(name);
  }
}
