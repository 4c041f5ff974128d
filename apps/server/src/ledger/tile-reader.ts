import { type TileReader, tilePath } from '@yinzheng/ledger';
import type { TileStore } from '../ports/tiles.ts';

/** Reads tiles; where a partial one has grown full since, the full one serves. */
export const tileReader =
  (tiles: Pick<TileStore, 'read'>): TileReader =>
  async (level, index, width) => {
    const bytes = (await tiles.read(tilePath(level, index, width))) ?? (await tiles.read(tilePath(level, index)));
    if (!bytes) throw new Error(`tile ${level}/${index} of width ${width} is missing`);
    return bytes;
  };
