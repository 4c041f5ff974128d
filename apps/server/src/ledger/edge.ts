import {
  appendLeaves,
  applyRoster,
  decodeEntry,
  emptyRoot,
  encodeEntryBundle,
  entryBundlePath,
  leafHash,
  parseCheckpoint,
  type RosterState,
  TILE_WIDTH,
  type TileReader,
  text,
  tilePath,
  tileWidth,
  toHex,
  treeView,
} from '@yinzheng/ledger';
import type { SequencedEntry } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import { tileReader } from './tile-reader.ts';

/** The right edge of the tree: all that growing it needs. At most one tile a level and 255 entries, however long the log is. */
export interface Edge {
  readonly size: number;
  readonly root: Uint8Array;
  /** The partial tile of each level, by level; none where the last one is full. */
  readonly tiles: readonly (Uint8Array | undefined)[];
  /** The entries of the partial bundle. */
  readonly bundle: readonly Uint8Array[];
  /** The roster as the links among the entries leave it: it says which of the log's keys sign. Null before the founding. */
  readonly roster: RosterState | null;
}

/** A file of the log: its path (c2sp.org/tlog-tiles) and its bytes. */
export type LogFile = readonly [path: string, bytes: Uint8Array];

/**
 * The edge under the newest checkpoint of the database. Throws when tiles and entries do not give the root that was signed, and when more is
 * published than the database knows of: on such ground nothing is built.
 */
export async function loadEdge({ store, tiles }: Pick<Ports, 'store' | 'tiles'>): Promise<Edge> {
  const published = await tiles.read('checkpoint');
  const checkpoint = await store.ledger.newestCheckpoint();
  if (published) demandPublished(text(published), checkpoint);
  if (!checkpoint) return { size: 0, root: emptyRoot(), tiles: [], bundle: [], roster: null };
  const { size } = checkpoint;
  const readTile = tileReader(tiles);
  const root = await treeView(size, readTile).root();
  if (toHex(root) !== checkpoint.root) throw new Error(`the tiles do not give the root that was signed for ${size} entries`);
  const partial: (Uint8Array | undefined)[] = [];
  for (let level = 0; TILE_WIDTH ** level <= size; level += 1) {
    const index = Math.floor(size / TILE_WIDTH ** (level + 1));
    const width = tileWidth(size, level, index);
    partial[level] = width > 0 ? (await readTile(level, index, width)).slice(0, width * 32) : undefined;
  }
  const bundle = (await store.ledger.range(size - (size % TILE_WIDTH), size)).map(({ body }) => body);
  const leaves = Buffer.concat(bundle.map(leafHash));
  if (Buffer.compare(leaves, partial[0] ?? new Uint8Array()) !== 0)
    throw new Error(`the last entries of the database are not those that were signed for ${size} entries`);
  const links = (await store.ledger.rosterLinks()).filter(({ index }) => index < size);
  return { size, root, tiles: partial, bundle, roster: await followLinks(null, links) };
}

/** A database that was taken back to an older state does not know what the public has seen: whatever is signed on it forks the log. */
function demandPublished(note: string, known: { readonly size: number; readonly root: string } | null): void {
  const published = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
  if (!published.ok) throw new Error('what is published is no checkpoint');
  const { size, root } = published.value;
  if (size > (known?.size ?? 0))
    throw new Error(`a checkpoint of ${size} entries is published, the database knows only of ${known?.size ?? 0}`);
  if (size === known?.size && toHex(root) !== known.root) throw new Error(`another checkpoint of ${size} entries is published`);
}

const LINK = Buffer.from('"kind":"roster.signed"');

/** The roster after what links there are among some entries. Throws at one that does not hold: no use case would have let it in. */
async function followLinks(before: RosterState | null, entries: readonly SequencedEntry[]): Promise<RosterState | null> {
  let roster = before;
  for (const { index, body } of entries) {
    if (!Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(LINK)) continue; // most are none, and reading them all is slow
    const entry = decodeEntry(body);
    if (!entry.ok || entry.value.kind !== 'roster.signed') continue;
    const next = await applyRoster(roster, entry.value.facts);
    if (!next.ok) throw new Error(`the roster does not hold at entry ${index}: ${next.code}`);
    roster = next.value;
  }
  return roster;
}

/** The edge after more entries, and every file that is new. `entries` follow without a gap; otherwise it throws. */
export async function growEdge(
  edge: Edge,
  entries: readonly SequencedEntry[],
): Promise<{ readonly edge: Edge; readonly files: LogFile[] }> {
  entries.forEach(({ index }, at) => {
    if (index !== edge.size + at) throw new Error(`the ledger has a gap: entry ${index} came where ${edge.size + at} belongs`);
  });
  const bodies = entries.map(({ body }) => body);
  const readTile: TileReader = async (level, index, width) => {
    const tile = edge.tiles[level];
    if (!tile || index !== Math.floor(edge.size / TILE_WIDTH ** (level + 1)))
      throw new Error(`tile ${level}/${index} (${width}) is not at the edge`);
    return tile;
  };
  const grown = await appendLeaves(edge.size, readTile, bodies.map(leafHash));
  const tiles = [...edge.tiles];
  for (const { level, width, bytes } of grown.tiles) tiles[level] = width < TILE_WIDTH ? bytes : undefined;
  const all = [...edge.bundle, ...bodies];
  const first = (edge.size - edge.bundle.length) / TILE_WIDTH;
  const bundles = Array.from({ length: Math.ceil(all.length / TILE_WIDTH) }, (_, at): LogFile => {
    const own = all.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH);
    return [entryBundlePath(first + at, own.length), encodeEntryBundle(own)];
  });
  return {
    edge: {
      size: grown.size,
      root: grown.root,
      tiles,
      bundle: all.slice(all.length - (grown.size % TILE_WIDTH)),
      roster: await followLinks(edge.roster, entries),
    },
    files: [...grown.tiles.map((tile): LogFile => [tilePath(tile.level, tile.index, tile.width), tile.bytes]), ...bundles],
  };
}
