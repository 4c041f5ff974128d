import { sameBytes } from '../encoding.ts';
import { tileRoot } from '../tree/append.ts';
import { emptyRoot, HASH_BYTES } from '../tree/hash.ts';
import { TILE_WIDTH, tilePath, tileWidth } from '../tree/tiles.ts';
import { treeView } from '../tree/view.ts';
import { firstDifference, hasTileLength, type LogFile, type LogFiles, readTileFile } from './log-files.ts';
import { atEntry, type Findings, inFile, type LogProblem } from './report.ts';

/** The tile of a level that is being compared; one of each level is open at a time. */
interface OpenTile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
  readonly path: string;
  /** What the log's file holds, `width` hashes; null when it is missing or no tile. */
  readonly stored: Uint8Array | null;
  /** The stored hashes lead to the checkpoint: what is below must have them. */
  readonly isAuthentic: boolean;
  /** What the tile above, itself authentic, says that this one hashes to. */
  readonly expected: Uint8Array | null;
  /** What the entries below hash to. */
  readonly made: Uint8Array;
  count: number;
  /** Something below cannot be had, so `made` is not all made. */
  hasHole: boolean;
  readonly toldBefore: number;
}

/** Follows the leaf hashes of a log, in order, and compares every tile of every level with what they hash to. */
export interface TileCheck {
  /** Opens the tiles that begin with this bundle. */
  begin(bundle: number): Promise<void>;
  /** The leaf hashes of that bundle, `width` × 32 bytes; null when they are not to be had. Closes every tile that is now complete. */
  take(leaves: Uint8Array | null): void;
  /** After the last bundle: whether it all leads to the root. */
  end(): Promise<void>;
  readonly tiles: number;
}

/**
 * Checks from the root down and from the leaves up at once, so that each tile is read once, one of each level is held, and what is
 * wrong is called by its own name: a tile that leads to the checkpoint convicts the entries below, entries that do convict the tile.
 */
export async function checkTiles(files: LogFiles, size: number, root: Uint8Array, found: Findings): Promise<TileCheck> {
  const edge = await readEdge(files, size);
  const isEdgeAuthentic = await leadsTo(size, wholeOnes(edge, size), root);
  const madeEdge = new Map<number, Uint8Array>();
  const open: OpenTile[] = [];
  let [tiles, told, hasHole] = [0, 0, false];

  const tell = (problem: LogProblem): void => {
    told += 1;
    found.add(problem);
  };

  async function openTile(level: number, index: number): Promise<void> {
    const width = tileWidth(size, level, index);
    const isPartial = width < TILE_WIDTH;
    const file = isPartial ? edge.get(level) : await readTileFile(files, level, index, width);
    const path = file?.path ?? tilePath(level, index, width);
    const stored = file && hasTileLength(file, width) ? file.bytes.subarray(0, width * HASH_BYTES) : null;
    const above = isPartial ? null : open[level + 1];
    const expected = above?.isAuthentic && above.stored ? hashAt(above.stored, index % TILE_WIDTH) : null;
    const isAuthentic = stored !== null && (isPartial ? isEdgeAuthentic : expected !== null && sameBytes(tileRoot(stored), expected));
    const made = new Uint8Array(width * HASH_BYTES);
    open[level] = { level, index, width, path, stored, isAuthentic, expected, made, count: 0, hasHole: false, toldBefore: told };
    if (file) tiles += 1;
    else tell(inFile('log/missing-file', path));
    if (file && !stored) tell(inFile('log/tile-length', path, { bytes: file.bytes.length }));
  }

  function close(tile: OpenTile): void {
    const { level, width, path, stored, isAuthentic, expected, made } = tile;
    const isToldBelow = told > tile.toldBefore;
    const differs = stored && !tile.hasHole ? firstDifference(stored, made) : -1;
    if (stored && differs >= 0 && !isAuthentic) tell(inFile('log/tile-wrong', path, { byte: differs }));
    else if (stored && differs >= 0 && level === 0)
      for (const index of changedEntries(tile, stored)) tell(atEntry('log/entry-changed', index));
    if (expected && !isAuthentic && !tile.hasHole && !isToldBelow && !sameBytes(tileRoot(made), expected))
      tell(atEntry('log/other-entries', firstEntry(tile), { last: firstEntry(tile) + TILE_WIDTH ** (level + 1) - 1 }));
    if (width < TILE_WIDTH) {
      madeEdge.set(level, made);
      hasHole ||= tile.hasHole;
    } else {
      // What was told once is not told again of every tile above.
      const known = tile.hasHole ? stored : made;
      push(level + 1, expected ?? (known && tileRoot(known)));
    }
  }

  function push(level: number, hash: Uint8Array | null): void {
    const tile = open[level];
    if (!tile) return;
    const known = hash ?? (tile.stored && hashAt(tile.stored, tile.count));
    if (known) tile.made.set(known, tile.count * HASH_BYTES);
    if (!hash) tile.hasHole = true;
    tile.count += 1;
    if (tile.count === tile.width) close(tile);
  }

  return {
    async begin(bundle) {
      const levels: number[] = [];
      for (let level = 0; bundle % TILE_WIDTH ** level === 0 && tileWidth(size, level, bundle / TILE_WIDTH ** level) > 0; level += 1)
        levels.push(level);
      for (const level of levels.toReversed()) await openTile(level, bundle / TILE_WIDTH ** level);
    },
    take(leaves) {
      const tile = open[0];
      if (!tile) return;
      const known = leaves ?? tile.stored;
      if (known) tile.made.set(known.subarray(0, tile.made.length));
      if (!leaves) {
        told += 1; // the caller has
        tile.hasHole = true;
      }
      close(tile);
    },
    async end() {
      if (isEdgeAuthentic || hasHole || (await leadsTo(size, madeEdge, root))) return;
      tell(inFile('log/other-root', 'checkpoint', { size }));
    },
    get tiles() {
      return tiles;
    },
  };
}

/** The width of a level's partial tile; 0 where there is none. */
const edgeWidth = (size: number, level: number): number => Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;

/** The partial tile of each level: together they hash to the root. */
async function readEdge(files: LogFiles, size: number): Promise<ReadonlyMap<number, LogFile>> {
  const edge = new Map<number, LogFile>();
  for (let level = 0; TILE_WIDTH ** level <= size; level += 1) {
    const width = edgeWidth(size, level);
    const file = width > 0 && (await readTileFile(files, level, Math.floor(size / TILE_WIDTH ** (level + 1)), width));
    if (file) edge.set(level, file);
  }
  return edge;
}

const wholeOnes = (edge: ReadonlyMap<number, LogFile>, size: number): ReadonlyMap<number, Uint8Array> =>
  new Map([...edge].flatMap(([level, file]) => (hasTileLength(file, edgeWidth(size, level)) ? [[level, file.bytes]] : [])));

async function leadsTo(size: number, edge: ReadonlyMap<number, Uint8Array>, root: Uint8Array): Promise<boolean> {
  if (size === 0) return sameBytes(emptyRoot(), root);
  for (let level = 0; TILE_WIDTH ** level <= size; level += 1) if (edgeWidth(size, level) > 0 && !edge.has(level)) return false;
  return sameBytes(await treeView(size, async (level) => edge.get(level) ?? new Uint8Array()).root(), root);
}

const changedEntries = ({ index, width, made }: OpenTile, stored: Uint8Array): readonly number[] =>
  Array.from({ length: width }, (_, at) => at)
    .filter((at) => !sameBytes(hashAt(stored, at), hashAt(made, at)))
    .map((at) => index * TILE_WIDTH + at);

const firstEntry = ({ level, index }: OpenTile): number => index * TILE_WIDTH ** (level + 1);

const hashAt = (tile: Uint8Array, at: number): Uint8Array => tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
