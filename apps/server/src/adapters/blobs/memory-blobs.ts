import { hash } from 'node:crypto';
import type { Digest } from '@yinzheng/ledger';
import type { Blobs } from '../../ports/blobs.ts';
import type { TileStore } from '../../ports/tiles.ts';
import { isMutable, requireTilePath } from './tile-path.ts';

export class MemoryBlobs implements Blobs {
  readonly #all = new Map<Digest, Uint8Array>();

  async put(bytes: Uint8Array): Promise<Digest> {
    const digest: Digest = hash('sha256', bytes, 'hex');
    this.#all.set(digest, Uint8Array.from(bytes));
    return digest;
  }

  async get(digest: Digest): Promise<Uint8Array | null> {
    return this.#all.get(digest) ?? null;
  }

  async has(digest: Digest): Promise<boolean> {
    return this.#all.has(digest);
  }

  async delete(digest: Digest): Promise<void> {
    this.#all.delete(digest);
  }
}

export class MemoryTiles implements TileStore {
  readonly #all = new Map<string, Uint8Array>();

  async write(path: string, bytes: Uint8Array): Promise<void> {
    requireTilePath(path);
    const known = this.#all.get(path);
    if (known && !isMutable(path) && Buffer.compare(known, bytes) !== 0) throw new Error(`tile ${path} is there with other bytes`);
    this.#all.set(path, Uint8Array.from(bytes));
  }

  async read(path: string): Promise<Uint8Array | null> {
    requireTilePath(path);
    return this.#all.get(path) ?? null;
  }
}
