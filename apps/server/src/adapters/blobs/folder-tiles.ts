import type { TileStore } from '../../ports/tiles.ts';
import { DurableFolder } from './durable-folder.ts';
import { isMutable, requireTilePath } from './tile-path.ts';

/** The ledger's public files as they are served, in a folder: any web server can serve it too. */
export class FolderTiles implements TileStore {
  readonly #folder: DurableFolder;

  constructor(dir: string) {
    this.#folder = new DurableFolder(dir);
  }

  start(): Promise<void> {
    return this.#folder.start();
  }

  stop(): Promise<void> {
    return this.#folder.stop();
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    requireTilePath(path);
    if (!isMutable(path)) {
      const known = await this.#folder.read(path);
      if (known && Buffer.compare(known, bytes) === 0) return;
      if (known) throw new Error(`tile ${path} is there with other bytes`);
    }
    await this.#folder.write(path, bytes);
  }

  read(path: string): Promise<Uint8Array | null> {
    requireTilePath(path);
    return this.#folder.read(path);
  }
}
