import {
  decodeEntryBundle,
  entryBundlePath,
  leafHash,
  openCheckpoint,
  TILE_WIDTH,
  type TileReader,
  tilePath,
  tileWidth,
  treeView,
  verifyInclusion,
} from '@yinzheng/ledger';
import { percentile } from '../stopwatch.ts';
import type { LedgerStand } from './ledger-stand.ts';

const PROOFS = 1_000;

/** Inclusion proofs of entries all over the log, each from tiles on disk with nothing remembered, and what it takes to verify one. */
export async function proveAtRandom(stand: LedgerStand) {
  const { tiles } = stand;
  const read: TileReader = async (level, index, width) => {
    const bytes = (await tiles.read(tilePath(level, index, width))) ?? (await tiles.read(tilePath(level, index)));
    if (!bytes) throw new Error(`no ${tilePath(level, index, width)}`);
    return bytes;
  };
  const { size, note } = await stand.newestCheckpoint();
  const proving: number[] = [];
  const verifying: number[] = [];
  for (let at = 0; at < PROOFS; at += 1) {
    const index = Math.floor((((at * 0.618_033_988_75) % 1) + 1e-9) * size); // all over, and the same in every run
    const began = performance.now();
    const proof = await treeView(size, read).inclusion(index);
    proving.push(performance.now() - began);
    const bundle = Math.floor(index / TILE_WIDTH);
    const bytes = (await tiles.read(entryBundlePath(bundle, tileWidth(size, 0, bundle)))) ?? (await tiles.read(entryBundlePath(bundle)));
    const entries = bytes && decodeEntryBundle(bytes);
    const entry = entries?.ok ? entries.value[index % TILE_WIDTH] : undefined;
    if (!entry) throw new Error(`entry ${index} is not in its bundle`);
    const checking = performance.now();
    const opened = await openCheckpoint(stand.vkey, note);
    const holds =
      opened.ok && opened.value.size === size && verifyInclusion({ leaf: leafHash(entry), index, size, root: opened.value.root, proof });
    verifying.push(performance.now() - checking);
    if (!holds) throw new Error(`the proof of entry ${index} does not verify`);
  }
  return {
    size,
    proveP50Ms: percentile(proving, 50),
    proveP99Ms: percentile(proving, 99),
    verifyP50Ms: percentile(verifying, 50),
    verifyP99Ms: percentile(verifying, 99),
  };
}
