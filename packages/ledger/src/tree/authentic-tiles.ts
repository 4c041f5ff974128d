import { sameBytes } from '../encoding.ts';
import { tileRoot } from './append.ts';
import { emptyRoot, HASH_BYTES } from './hash.ts';
import { TILE_WIDTH, type TileReader, tilePath, tileWidth } from './tiles.ts';
import { treeView } from './view.ts';

/** A tile that does not lead to the root that it was read for: it is damaged, or of another tree. */
export class TileNotAuthentic extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} does not lead to the root`);
    this.name = 'TileNotAuthentic';
    this.path = path;
  }
}

/** Tiles kept, 8 kB each: those above the one that is asked for next are asked for again and again. */
const KEPT = 128;

/**
 * Reads the tiles of a tree from where nobody is trusted, and gives out only what leads to `root`, the root of a tree of `size`
 * leaves that is trusted already. Keeps a bounded number. Rejects with `TileNotAuthentic`, and with whatever `readTile` rejects with;
 * a tile that could not be had is asked for again the next time.
 */
export function authenticTiles({ size, root }: { readonly size: number; readonly root: Uint8Array }, readTile: TileReader): TileReader {
  const kept = new Map<string, Promise<Uint8Array>>();
  const edge = new Map<number, Promise<Uint8Array>>();
  let isEdgeRight: Promise<boolean> | undefined;

  /** As wide as it is in this tree. */
  async function whole(level: number, index: number, width: number): Promise<Uint8Array> {
    const bytes = await readTile(level, index, width);
    if (bytes.length < width * HASH_BYTES) throw new TileNotAuthentic(tilePath(level, index, width));
    return bytes.subarray(0, width * HASH_BYTES);
  }

  async function authentic(level: number, index: number, width: number): Promise<Uint8Array> {
    if (width < TILE_WIDTH) return edgeTile(level, index, width);
    const above = await tile(level + 1, Math.floor(index / TILE_WIDTH));
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const bytes = await whole(level, index, width);
    if (!sameBytes(tileRoot(bytes), above.subarray(at, at + HASH_BYTES))) throw new TileNotAuthentic(tilePath(level, index, width));
    return bytes;
  }

  /** The partial tiles hash to the root together, so they are right together. */
  async function edgeTile(level: number, index: number, width: number): Promise<Uint8Array> {
    isEdgeRight ??= treeView(size, (at, number, wide) => remember(edge, at, () => whole(at, number, wide)))
      .root()
      .then((made) => sameBytes(made, root));
    const attempt = isEdgeRight;
    const isRight = await attempt.catch((cause: unknown) => {
      if (isEdgeRight === attempt) isEdgeRight = undefined;
      throw cause;
    });
    if (!isRight) throw new TileNotAuthentic(tilePath(level, index, width));
    return remember(edge, level, () => whole(level, index, width));
  }

  const tile = (level: number, index: number): Promise<Uint8Array> => {
    const width = tileWidth(size, level, index);
    if (width === 0) throw new RangeError(`no tile ${level}/${index} in a tree of ${size}`);
    return remember(kept, `${level}/${index}`, () => authentic(level, index, width));
  };

  return async (level, index, width) => {
    if (size === 0 && !sameBytes(root, emptyRoot())) throw new RangeError('the empty tree has another root');
    const bytes = await tile(level, index);
    if (bytes.length < width * HASH_BYTES)
      throw new RangeError(`tile ${level}/${index} of a tree of ${size} has fewer than ${width} hashes`);
    return bytes;
  };
}

/** Remembers what is being made, forgets what failed, and the oldest of many. */
function remember<K>(known: Map<K, Promise<Uint8Array>>, key: K, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const found = known.get(key);
  const value = found ?? make();
  known.delete(key);
  known.set(key, value);
  if (!found) {
    value.catch(() => known.get(key) === value && known.delete(key));
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  }
  return value;
}
