import { type Check, fail, pass } from '../check.ts';
import { concat } from '../encoding.ts';
import { ENTRY_LIMIT_BYTES } from '../entry-codec.ts';

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
/** Levels of the tree that one tile spans: 2⁸ = 256. */
export const TILE_HEIGHT = 8;

/**
 * Reads a tile's hashes, `width` × 32 bytes. Level 0 holds leaf hashes, level L the roots of full tiles below. A store that
 * holds a wider tile may answer with more bytes; the first `width` hashes count. Throws when the tile cannot be read.
 */
export type TileReader = (level: number, index: number, width: number) => Promise<Uint8Array>;

/** How many hashes the tile holds in a tree of `size` leaves: 0 when it does not exist yet. */
export function tileWidth(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** c2sp.org/tlog-tiles: `tile/0/x001/x234/067`, and `.p/12` for the first 12 hashes of a tile that is not yet full. */
export const tilePath = (level: number, index: number, width: number = TILE_WIDTH): string =>
  `tile/${level}/${groups(index)}${partial(width)}`;

export const entryBundlePath = (index: number, width: number = TILE_WIDTH): string => `tile/entries/${groups(index)}${partial(width)}`;

const PATH = /^tile\/(?:entries|\d{1,2})(?:\/x\d{3})*\/\d{3}(\.p\/\d{1,3})?$/;

/** Whether a path has the form of a tile's or a bundle's, and of a full or a partial one; null for any other. */
export function tilePathKind(path: string): 'full' | 'partial' | null {
  const found = PATH.exec(path);
  return found && (found[1] === undefined ? 'full' : 'partial');
}

const partial = (width: number): string => (width === TILE_WIDTH ? '' : `.p/${width}`);

/** 1234067 → `x001/x234/067`. */
function groups(index: number): string {
  const digits = String(index);
  const threes = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  return threes.map((three, at) => (at < threes.length - 1 ? `x${three}` : three)).join('/');
}

/** At most 256 entries, each with its length in 16 bits before it. Throws a RangeError for what does not fit. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0 || entries.length > TILE_WIDTH) throw new RangeError('a bundle holds 1 to 256 entries');
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > ENTRY_LIMIT_BYTES) throw new RangeError(`an entry has at most ${ENTRY_LIMIT_BYTES} bytes`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The entries of a bundle. Refuses with `tile/bad-bundle` when lengths and bytes do not come out even. */
export function decodeEntryBundle(bytes: Uint8Array): Check<readonly Uint8Array[]> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high, low] = bytes.subarray(at, at + 2);
    if (high === undefined || low === undefined) return fail('tile/bad-bundle', { at });
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length || entries.length === TILE_WIDTH) return fail('tile/bad-bundle', { at });
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  return entries.length === 0 ? fail('tile/bad-bundle', { at }) : pass(entries);
}
