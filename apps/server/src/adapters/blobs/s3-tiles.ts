import { text, utf8 } from '@yinzheng/ledger';
import type { TileStore } from '../../ports/tiles.ts';
import { outranks, type RankedNote, rankNote } from './checkpoint-rank.ts';
import { S3Folder, type S3FolderOptions } from './s3-folder.ts';
import { otherBytes, requireReadablePath, requireTilePath } from './tile-path.ts';

const CHECKPOINT = 'checkpoint';
const TILE_HEADERS = { 'content-type': 'application/octet-stream', 'cache-control': 'public, max-age=31536000, immutable' };
const NOTE_HEADERS = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' };

/**
 * The ledger's public files in an S3-compatible store, which can serve them as they are. Tiles are created under `If-None-Match: *`; the
 * checkpoint is replaced under `If-Match` with the etag of the one it outranks, so that nobody, however late, takes it back.
 */
export class S3Tiles implements TileStore {
  readonly #folder: S3Folder;

  constructor(options: S3FolderOptions) {
    this.#folder = new S3Folder(options);
  }

  start(): Promise<void> {
    return this.#folder.start();
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    requireTilePath(path);
    if (await this.#folder.create(path, bytes, TILE_HEADERS)) return;
    const known = await this.#folder.get(path);
    if (!known || Buffer.compare(known.bytes, bytes) !== 0) throw otherBytes(path);
  }

  async read(path: string): Promise<Uint8Array | null> {
    requireReadablePath(path);
    return (await this.#folder.get(path))?.bytes ?? null;
  }

  async publishCheckpoint(note: string): Promise<number> {
    const ranked = rankNote(note);
    for (;;) {
      const known = await this.#folder.get(CHECKPOINT);
      const published: RankedNote | null = known && rankNote(text(known.bytes));
      if (published && !outranks(ranked, published)) return published.size;
      const isDone = known
        ? await this.#folder.replace(CHECKPOINT, utf8(note), known.etag, NOTE_HEADERS)
        : await this.#folder.create(CHECKPOINT, utf8(note), NOTE_HEADERS);
      if (isDone) return ranked.size;
    }
  }

  async dropPartials(path: string): Promise<void> {
    requireTilePath(path);
    for (const name of await this.#folder.list(`${path}.p/`)) await this.#folder.delete(name);
  }
}
