import { HASH_BYTES, nodeHash } from './hash.ts';
import { TILE_WIDTH, type TileReader, tileWidth } from './tiles.ts';
import { treeView } from './view.ts';

/** A tile as it is now: store it under `tilePath(level, index, width)`. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
  readonly bytes: Uint8Array;
}

export interface Appended {
  readonly size: number;
  readonly root: Uint8Array;
  /** Every tile that is new or wider than before, full ones before the partial one of each level. */
  readonly tiles: readonly Tile[];
}

/**
 * The tree after more leaves. Nothing is written: store the tiles durably before a checkpoint of the new size is signed.
 * Reads only the partial tiles at the right edge of the tree of `size` leaves.
 */
export async function appendLeaves(size: number, readTile: TileReader, leafHashes: readonly Uint8Array[]): Promise<Appended> {
  const tiles: Tile[] = [];
  let fresh = leafHashes;
  for (let level = 0; fresh.length > 0; level += 1) {
    const grown = await growLevel(size, level, readTile, fresh);
    tiles.push(...grown);
    fresh = grown.filter(({ width }) => width === TILE_WIDTH).map(({ bytes }) => tileRoot(bytes));
  }
  const made = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile.bytes]));
  const reader: TileReader = async (level, index, width) => made.get(`${level}/${index}`) ?? readTile(level, index, width);
  const newSize = size + leafHashes.length;
  return { size: newSize, root: await treeView(newSize, reader).root(), tiles };
}

async function growLevel(size: number, level: number, readTile: TileReader, fresh: readonly Uint8Array[]): Promise<Tile[]> {
  const first = Math.floor(size / TILE_WIDTH ** (level + 1));
  const width = tileWidth(size, level, first);
  const start = width === 0 ? new Uint8Array() : (await readTile(level, first, width)).subarray(0, width * HASH_BYTES);
  const all = new Uint8Array(start.length + fresh.length * HASH_BYTES);
  all.set(start);
  fresh.forEach((hash, at) => {
    all.set(hash, start.length + at * HASH_BYTES);
  });
  const tileBytes = TILE_WIDTH * HASH_BYTES;
  return Array.from({ length: Math.ceil(all.length / tileBytes) }, (_, at) => {
    const bytes = all.slice(at * tileBytes, (at + 1) * tileBytes);
    return { level, index: first + at, width: bytes.length / HASH_BYTES, bytes };
  });
}

/** The root over a full tile: one hash of the level above. */
export function tileRoot(bytes: Uint8Array): Uint8Array {
  // A copy in any case: a Buffer's `slice` is none.
  const row = new Uint8Array(TILE_WIDTH * HASH_BYTES);
  row.set(bytes.subarray(0, row.length));
  for (let count = TILE_WIDTH; count > 1; count /= 2)
    for (let at = 0; at < count; at += 2) row.set(nodeHash(hashAt(row, at), hashAt(row, at + 1)), (at / 2) * HASH_BYTES);
  return row.slice(0, HASH_BYTES);
}

const hashAt = (row: Uint8Array, at: number): Uint8Array => row.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
