import { emptyRoot, HASH_BYTES, nodeHash } from './hash.ts';
import { TILE_HEIGHT, TILE_WIDTH, type TileReader, tileWidth } from './tiles.ts';

/** A tree of a fixed size, seen through its tiles. What it has read and hashed it keeps, so many proofs cost little more than one. */
export interface TreeView {
  readonly size: number;
  root(): Promise<Uint8Array>;
  /** Sibling hashes from the leaf to the root (RFC 6962 §2.1.1). Throws a RangeError for an index outside the tree. */
  inclusion(index: number): Promise<Uint8Array[]>;
  /** Shows that the first `size1` leaves are a prefix (RFC 6962 §2.1.2). Throws a RangeError unless 0 < size1 ≤ size. */
  consistency(size1: number): Promise<Uint8Array[]>;
}

export function treeView(size: number, readTile: TileReader): TreeView {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const hashes = new Map<string, Promise<Uint8Array>>();

  const tile = (level: number, index: number) =>
    remembered(tiles, `${level}/${index}`, async () => {
      const width = tileWidth(size, level, index);
      const bytes = await readTile(level, index, width);
      if (bytes.length < width * HASH_BYTES) throw new RangeError(`tile ${level}/${index} has fewer than ${width} hashes`);
      return bytes;
    });

  /** The root of the complete subtree number `index` of height `height`. */
  const complete = (height: number, index: number): Promise<Uint8Array> =>
    remembered(hashes, `${height}/${index}`, async () => {
      if (height % TILE_HEIGHT !== 0) return nodeHash(await complete(height - 1, index * 2), await complete(height - 1, index * 2 + 1));
      const bytes = await tile(height / TILE_HEIGHT, Math.floor(index / TILE_WIDTH));
      const at = (index % TILE_WIDTH) * HASH_BYTES;
      return bytes.slice(at, at + HASH_BYTES);
    });

  /** The root over leaves [from, to), where `from` is a multiple of the largest power of two below the length. */
  const range = async (from: number, to: number): Promise<Uint8Array> => {
    const left = splitPoint(to - from);
    if (left * 2 === to - from || to - from === 1) return complete(Math.log2(to - from), from / (to - from));
    return nodeHash(await range(from, from + left), await range(from + left, to));
  };

  const path = async (index: number, from: number, to: number): Promise<Uint8Array[]> => {
    if (to - from === 1) return [];
    const middle = from + splitPoint(to - from);
    return index < middle
      ? [...(await path(index, from, middle)), await range(middle, to)]
      : [...(await path(index, middle, to)), await range(from, middle)];
  };

  /** `isWhole`: the range is itself the old tree, whose root the verifier has. */
  const growth = async (size1: number, from: number, to: number, isWhole: boolean): Promise<Uint8Array[]> => {
    if (size1 === to) return isWhole ? [] : [await range(from, to)];
    const middle = from + splitPoint(to - from);
    return size1 <= middle
      ? [...(await growth(size1, from, middle, isWhole)), await range(middle, to)]
      : [...(await growth(size1, middle, to, false)), await range(from, middle)];
  };

  return {
    size,
    root: async () => (size === 0 ? emptyRoot() : range(0, size)),
    inclusion: async (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
      return path(index, 0, size);
    },
    consistency: async (size1) => {
      if (!Number.isInteger(size1) || size1 < 1 || size1 > size) throw new RangeError(`no tree of ${size1} within one of ${size}`);
      return growth(size1, 0, size, true);
    },
  };
}

/** The largest power of two below `count`; 1 for 1. */
function splitPoint(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let value = known.get(key);
  if (!value) {
    value = make();
    known.set(key, value);
  }
  return value;
}
