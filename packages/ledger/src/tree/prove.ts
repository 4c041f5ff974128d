import type { TileReader } from './tiles.ts';
import { treeView } from './view.ts';

/** The root of a tree of `size` leaves. */
export const rootOf = (size: number, readTile: TileReader): Promise<Uint8Array> => treeView(size, readTile).root();

/** One inclusion proof; for several of one tree make a `treeView` and ask it. */
export const inclusionProof = (size: number, index: number, readTile: TileReader): Promise<Uint8Array[]> =>
  treeView(size, readTile).inclusion(index);

export const consistencyProof = (size1: number, size2: number, readTile: TileReader): Promise<Uint8Array[]> =>
  treeView(size2, readTile).consistency(size1);
