import {
  appendLeaves,
  emptyRoot,
  encodeEntryBundle,
  entryBundlePath,
  leafHash,
  signCheckpoint,
  TILE_WIDTH,
  tilePath,
  toHex,
  utf8,
} from '@yinzheng/ledger';
import type { SequencedEntry } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { TileStore } from '../ports/tiles.ts';
import { tileReader } from './tile-reader.ts';

export type LedgerParts = Pick<Ports, 'store' | 'tiles' | 'clock' | 'log' | 'town'>;

/** Entries integrated at once; bounds memory when much has gathered. */
const STEP = 8192;

/** Builds the tree over every entry that has a place, and publishes a checkpoint for it. Returns whether there was anything new. */
export async function integrate(parts: LedgerParts): Promise<boolean> {
  let size = (await parts.store.ledger.newestCheckpoint())?.size ?? 0;
  let root = emptyRoot();
  const total = await parts.store.ledger.sequenced();
  if (size === total) {
    await publishAgain(parts);
    return false;
  }
  while (size < total) {
    const end = Math.min(total, size + STEP);
    // From the start of the bundle that is still partial, so that it can be written whole.
    const entries = await parts.store.ledger.range(size - (size % TILE_WIDTH), end);
    const grown = await appendLeaves(
      size,
      tileReader(parts.tiles),
      entries.filter(({ index }) => index >= size).map(({ body }) => leafHash(body)),
    );
    if (grown.size !== end) throw new Error(`the ledger has a gap between ${size} and ${end}`);
    await Promise.all([
      ...grown.tiles.map((tile) => parts.tiles.write(tilePath(tile.level, tile.index, tile.width), tile.bytes)),
      ...bundles(entries).map(([path, bytes]) => parts.tiles.write(path, bytes)),
    ]);
    size = end;
    root = grown.root;
  }
  const note = await signCheckpoint({ origin: parts.town.origin, size, root }, parts.log);
  await parts.store.transact(({ ledger }) => ledger.saveCheckpoint({ size, root: toHex(root), note, at: parts.clock.now() }));
  await parts.tiles.write('checkpoint', utf8(note));
  return true;
}

const published = new WeakMap<TileStore, number>();

/** A crash between the database and the file leaves the file one checkpoint behind: it is written once more at the first quiet round. */
async function publishAgain({ store, tiles }: LedgerParts): Promise<void> {
  const newest = await store.ledger.newestCheckpoint();
  if (!newest || published.get(tiles) === newest.size) return;
  await tiles.write('checkpoint', utf8(newest.note));
  published.set(tiles, newest.size);
}

function bundles(entries: readonly SequencedEntry[]): readonly (readonly [string, Uint8Array])[] {
  const numbers = [...new Set(entries.map(({ index }) => Math.floor(index / TILE_WIDTH)))];
  return numbers.map((number) => {
    const own = entries.filter(({ index }) => Math.floor(index / TILE_WIDTH) === number).map(({ body }) => body);
    return [entryBundlePath(number, own.length), encodeEntryBundle(own)] as const;
  });
}
