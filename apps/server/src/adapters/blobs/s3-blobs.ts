import { hash } from 'node:crypto';
import type { Digest } from '@yinzheng/ledger';
import type { Blobs } from '../../ports/blobs.ts';
import { blobName } from './blob-name.ts';
import { S3Folder, type S3FolderOptions } from './s3-folder.ts';

/** Blobs as objects of an S3-compatible store, named by their SHA-256. */
export class S3Blobs implements Blobs {
  readonly #folder: S3Folder;

  constructor(options: S3FolderOptions) {
    this.#folder = new S3Folder(options);
  }

  start(): Promise<void> {
    return this.#folder.start();
  }

  async put(bytes: Uint8Array): Promise<Digest> {
    const digest: Digest = hash('sha256', bytes, 'hex');
    await this.#folder.create(blobName(digest) ?? '', bytes);
    return digest;
  }

  async get(digest: Digest): Promise<Uint8Array | null> {
    const name = blobName(digest);
    const found = name === null ? null : await this.#folder.get(name);
    if (found && hash('sha256', found.bytes, 'hex') !== digest) throw new Error(`the object of ${digest} is damaged`);
    return found?.bytes ?? null;
  }

  async has(digest: Digest): Promise<boolean> {
    const name = blobName(digest);
    return name !== null && this.#folder.has(name);
  }

  async delete(digest: Digest): Promise<void> {
    const name = blobName(digest);
    if (name !== null) await this.#folder.delete(name);
  }
}
