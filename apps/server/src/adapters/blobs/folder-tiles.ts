import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TileStore } from '../../ports/tiles.ts';
import { writeDurably } from './durable-file.ts';
import { isMissing } from './missing.ts';

/** What may be replaced: the newest checkpoint, and tiles that are still growing. */
const GROWS = /^checkpoint$|\.p\/\d+$/;

/** The ledger's public files in a folder that any web server could serve as it is. */
export function folderTiles(dir: string): TileStore {
  const fileOf = (name: string): string => {
    if (!/^[a-z0-9./]+$/.test(name) || name.includes('..')) throw new TypeError('not a path of the ledger');
    return path.join(dir, name);
  };
  const read = (name: string) => readFile(fileOf(name)).catch(isMissing);
  return {
    read,
    async write(name, bytes) {
      const known = GROWS.test(name) ? null : await read(name);
      if (known && Buffer.compare(known, bytes) !== 0) throw new Error(`the full tile ${name} would be changed`);
      if (!known) await writeDurably(fileOf(name), bytes);
    },
  };
}
