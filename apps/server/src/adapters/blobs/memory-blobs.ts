import { hash } from 'node:crypto';
import { type Digest, utf8 } from '@yinzheng/ledger';
import type { Blobs } from '../../ports/blobs.ts';
import type { TileStore } from '../../ports/tiles.ts';
import { outranks, type RankedNote, rankNote } from './checkpoint-rank.ts';
import { otherBytes, requireReadablePath, requireTilePath } from './tile-path.ts';

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
  #published: RankedNote | null = null;

  async write(path: string, bytes: Uint8Array): Promise<void> {
    requireTilePath(path);
    const known = this.#all.get(path);
    if (known && Buffer.compare(known, bytes) !== 0) throw otherBytes(path);
    this.#all.set(path, Uint8Array.from(bytes));
  }

  async read(path: string): Promise<Uint8Array | null> {
    requireReadablePath(path);
    if (path === 'checkpoint') return this.#published && utf8(this.#published.note);
    return this.#all.get(path) ?? null;
  }

  async publishCheckpoint(note: string): Promise<number> {
    const ranked = rankNote(note);
    if (!this.#published || outranks(ranked, this.#published)) this.#published = ranked;
    return this.#published.size;
  }

  async dropPartials(path: string): Promise<void> {
    requireTilePath(path);
    for (const known of this.#all.keys()) if (known.startsWith(`${path}.p/`)) this.#all.delete(known);
  }
}
