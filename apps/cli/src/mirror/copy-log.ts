import {
  authenticTiles,
  type Checkpoint,
  decodeEntryBundle,
  entryBundlePath,
  LogFileMissing,
  type LogFiles,
  leafHash,
  readBundleFile,
  sameBytes,
  TILE_WIDTH,
  type TileReader,
  tilePath,
  tileRoot,
  tilesOf,
  tileWidth,
} from '@yinzheng/ledger';
import type { LogFolder, LogFolderFile } from './log-folder.ts';

const HASH_BYTES = 32;
/** Bundles asked for at once. */
const AHEAD = 16;
/** Files that share their syncs, and the most bytes that wait for them. */
const BATCH_FILES = 128;
const BATCH_BYTES = 32 * 1024 * 1024;

/** A bundle whose entries are not those of the checkpoint. */
class BundleNotAuthentic extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} does not hold the entries of the checkpoint`);
    this.name = 'BundleNotAuthentic';
    this.path = path;
  }
}

export interface CopyOptions {
  /** Entries that `to` holds already, durably and checked: 0 looks at everything that lies there. */
  readonly held: number;
  readonly onProgress?: (entries: number) => void;
}

/**
 * Copies a log up to a trusted checkpoint, all but the checkpoint itself. Nothing is stored that does not lead to its root: bundles are
 * hashed against the tiles above, tiles authenticated from the root down. What a killed run left in place is checked and kept, so the
 * copy goes on where it stopped. When it resolves every file is durable. Rejects with `TileNotAuthentic`, `BundleNotAuthentic`, `LogFileMissing`.
 */
export async function copyLog(from: LogFiles, to: LogFolder, { size, root }: Checkpoint, options: CopyOptions): Promise<CopyTally> {
  const tally = { fetched: 0, kept: 0, bytes: 0 };
  const tiles = authenticTiles({ size, root }, tilesOf(from));
  let batch: LogFolderFile[] = [];
  let waiting = 0;
  let writing = Promise.resolve();

  /** The next batch is fetched and hashed while this one is synced. */
  async function flush(): Promise<void> {
    const files = batch;
    [batch, waiting] = [[], 0];
    await writing;
    writing = to.writeAll(files);
    writing.catch(() => undefined); // awaited by the next flush
  }
  async function add(...files: readonly LogFolderFile[]): Promise<void> {
    for (const file of files) {
      batch.push(file);
      waiting += file.bytes?.length ?? 0;
    }
    if (batch.length >= BATCH_FILES || waiting >= BATCH_BYTES) await flush();
  }

  const first = Math.floor(options.held / TILE_WIDTH);
  for await (const bundle of bundlesOf(from, to, tiles, first, size)) {
    const { index, width, bytes, hashes, isHere } = bundle;
    tally[isHere ? 'kept' : 'fetched'] += width;
    tally.bytes += isHere ? 0 : bytes.length;
    await add({ path: entryBundlePath(index, width), bytes: isHere ? null : bytes }, { path: tilePath(0, index, width), bytes: hashes });
    options.onProgress?.(Math.min(size, (index + 1) * TILE_WIDTH));
  }
  for (let level = 1; tileWidth(size, level, 0) > 0; level += 1)
    for (let index = Math.floor(options.held / TILE_WIDTH ** (level + 1)); tileWidth(size, level, index) > 0; index += 1) {
      const width = tileWidth(size, level, index);
      await add({ path: tilePath(level, index, width), bytes: await tiles(level, index, width) });
    }
  await flush();
  await writing;
  return tally;
}

/** Entries that were fetched, those that lay there already, and the bytes of the former. */
export interface CopyTally {
  readonly fetched: number;
  readonly kept: number;
  readonly bytes: number;
}

interface CheckedBundle {
  readonly index: number;
  readonly width: number;
  readonly bytes: Uint8Array;
  /** The leaf hashes: the tile of level 0. */
  readonly hashes: Uint8Array;
  readonly isHere: boolean;
}

async function* bundlesOf(from: LogFiles, to: LogFiles, tiles: TileReader, first: number, size: number): AsyncGenerator<CheckedBundle> {
  const reading: Promise<CheckedBundle>[] = [];
  for (let index = first, started = first; tileWidth(size, 0, index) > 0; index += 1) {
    for (; started < index + AHEAD && tileWidth(size, 0, started) > 0; started += 1) {
      const bundle = checkedBundle(from, to, tiles, started, size);
      bundle.catch(() => undefined); // awaited in its turn
      reading.push(bundle);
    }
    yield (await reading.shift()) as CheckedBundle;
  }
}

async function checkedBundle(from: LogFiles, to: LogFiles, tiles: TileReader, index: number, size: number): Promise<CheckedBundle> {
  const width = tileWidth(size, 0, index);
  const path = entryBundlePath(index, width);
  const isRight = await authenticHashes(tiles, index, width);
  const here = await to.read(path);
  const kept = here && hashesOf(here, width);
  if (here && kept?.end === here.length && isRight(kept.hashes)) return { index, width, bytes: here, hashes: kept.hashes, isHere: true };
  const file = await readBundleFile(from, index, width);
  if (!file) throw new LogFileMissing(path);
  const read = hashesOf(file.bytes, width);
  if (!read || (file.path === path && read.end !== file.bytes.length) || !isRight(read.hashes)) throw new BundleNotAuthentic(file.path);
  return { index, width, bytes: file.bytes.subarray(0, read.end), hashes: read.hashes, isHere: false };
}

/** What the leaf hashes of a bundle must be: a full tile by its root in the tile above, which spares fetching it; a partial one by itself. */
async function authenticHashes(tiles: TileReader, index: number, width: number): Promise<(hashes: Uint8Array) => boolean> {
  if (width < TILE_WIDTH) {
    const tile = await tiles(0, index, width);
    return (hashes) => sameBytes(hashes, tile);
  }
  const at = index % TILE_WIDTH;
  const above = await tiles(1, Math.floor(index / TILE_WIDTH), at + 1);
  const root = above.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
  return (hashes) => sameBytes(tileRoot(hashes), root);
}

/** The leaf hashes of the first `width` entries, and where these end; null when it is no such bundle. */
function hashesOf(bundle: Uint8Array, width: number): { readonly hashes: Uint8Array; readonly end: number } | null {
  const entries = decodeEntryBundle(bundle);
  if (!entries.ok || entries.value.length < width) return null;
  const hashes = new Uint8Array(width * HASH_BYTES);
  let end = 0;
  for (const [at, entry] of entries.value.slice(0, width).entries()) {
    hashes.set(leafHash(entry), at * HASH_BYTES);
    end += 2 + entry.length;
  }
  return { hashes, end };
}
