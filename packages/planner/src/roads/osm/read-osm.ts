import { BadFile, damaged } from './bad-file.ts';
import { findBlobs, inflate } from './blobs.ts';
import { growBytes, growFloats, growInts } from './growing.ts';
import { KEYS, type Tags, usableOf } from './usable.ts';
import { Wire } from './wire.ts';

/** The roads of an extract, as they are in it: ways over nodes. */
export interface OsmRoads {
  /** Of each node that a road uses, ascending; degrees × 10^7. NO_PLACE where the extract was cut and lacks the node. */
  readonly lons: Int32Array;
  readonly lats: Int32Array;
  readonly missing: number;
  readonly wayIds: Float64Array;
  /** `refs.slice(starts[w], starts[w + 1])` are the way's nodes, by their place in `lons`. */
  readonly starts: Int32Array;
  readonly refs: Int32Array;
  readonly classes: Uint8Array;
  /** Bits of `FLAGS`. */
  readonly flags: Uint8Array;
  readonly kmh: Float64Array;
}

export const FLAGS = { forward: 1, backward: 2, offGround: 4 } as const;
export const NO_PLACE = -0x80000000;

/** Kept inflated between the two readings; beyond it blocks are inflated twice. */
const KEPT_BYTES = 128 * 1024 * 1024;
/** About ten times the roads of a large province. */
const MAX_REFS = 40_000_000;
/** Of one block; writers make one, or one for each kind. */
const MAX_GROUPS = 10_000;

/** The texts of a block, decoded when they are first asked for; until then just where they are, since there may be millions. */
class Texts {
  readonly #bytes: Uint8Array;
  readonly #starts = growInts();
  readonly #ends = growInts();
  readonly #texts = new Map<number, string>();

  constructor(table: Wire) {
    this.#bytes = table.bytes;
    while (table.next()) {
      if (table.field !== 1) table.skip();
      else {
        const { pos, end } = table.piece();
        this.#starts.push(pos);
        this.#ends.push(end);
      }
    }
  }

  get(index: number): string {
    const known = this.#texts.get(index);
    if (known !== undefined) return known;
    if (!(index < this.#starts.length)) return '';
    const [start, end] = [this.#starts.list[index] as number, this.#ends.list[index] as number];
    const text = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString('utf8');
    this.#texts.set(index, text);
    return text;
  }
}

const LOOKED_AT: ReadonlySet<string> = new Set(KEYS);

function tagsOf(keys: Wire | null, values: Wire | null, texts: Texts): Tags {
  const tags: Record<string, string> = {};
  while (keys && values && keys.pos < keys.end && values.pos < values.end) {
    const key = texts.get(keys.unsigned());
    const value = values.unsigned();
    if (LOOKED_AT.has(key)) tags[key] = texts.get(value);
  }
  return tags;
}

/** First reading: ways that vehicles use, with the ids of their nodes. */
class WayReader {
  readonly ids = growFloats();
  readonly starts = growInts();
  readonly refs = growFloats();
  readonly classes = growBytes();
  readonly flags = growBytes();
  readonly kmh = growFloats();

  read(way: Wire, texts: Texts, at: string): void {
    let id = 0;
    let keys: Wire | null = null;
    let values: Wire | null = null;
    let refs: Wire | null = null;
    while (way.next()) {
      if (way.field === 1 && way.type === 0) id = way.integer();
      else if (way.field === 2) keys = way.piece();
      else if (way.field === 3) values = way.piece();
      else if (way.field === 8) refs = way.piece();
      else way.skip();
    }
    const usable = refs && usableOf(tagsOf(keys, values, texts));
    if (!usable || !refs) return;
    this.ids.push(id);
    this.starts.push(this.refs.length);
    this.classes.push(usable.roadClass);
    const { forward, backward, offGround } = FLAGS;
    this.flags.push((usable.isForward ? forward : 0) | (usable.isBackward ? backward : 0) | (usable.isOffGround ? offGround : 0));
    this.kmh.push(usable.kmh);
    for (let ref = 0; refs.pos < refs.end; ) {
      ref += refs.signed();
      this.refs.push(ref);
    }
    refs.finish();
    if (this.refs.length > MAX_REFS) {
      throw new BadFile(
        'plan/roads-too-large',
        at,
        `道路文件中的道路超过 ${MAX_REFS} 个点。请只导出本县及周边。`,
        `The roads file has more than ${MAX_REFS} points of roads. Export the county and its surroundings only.`,
      );
    }
  }
}

/** Where an id stands in the ascending list; -1 where it does not. Nodes come ascending, so the last place is looked at first. */
class Finder {
  readonly #ids: Float64Array;
  #last = 0;

  constructor(ids: Float64Array) {
    this.#ids = ids;
  }

  find(id: number): number {
    const ids = this.#ids;
    let low = this.#last;
    if (ids[low] === id) return low;
    let high = ids.length - 1;
    if ((ids[low] as number) < id) {
      // Doubling steps: most nodes of a block lie between two used ones.
      for (let step = 1; low + step < ids.length; step *= 2) {
        if ((ids[low + step] as number) >= id) {
          high = low + step;
          break;
        }
      }
    } else low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    this.#last = Math.max(0, ids[low] === id ? low : low - 1);
    return ids[low] === id ? low : -1;
  }
}

interface Grid {
  readonly granularity: number;
  readonly latOffset: number;
  readonly lonOffset: number;
}

/** Second reading: the places of the nodes that roads use. */
class NodeReader {
  readonly lons: Int32Array;
  readonly lats: Int32Array;
  readonly #finder: Finder;

  constructor(ids: Float64Array) {
    this.lons = new Int32Array(ids.length).fill(NO_PLACE);
    this.lats = new Int32Array(ids.length).fill(NO_PLACE);
    this.#finder = new Finder(ids);
  }

  dense(group: Wire, grid: Grid): void {
    let ids: Wire | null = null;
    let lats: Wire | null = null;
    let lons: Wire | null = null;
    while (group.next()) {
      if (group.field === 1) ids = group.piece();
      else if (group.field === 8) lats = group.piece();
      else if (group.field === 9) lons = group.piece();
      else group.skip();
    }
    if (!ids || !lats || !lons) return;
    let id = 0;
    let lat = 0;
    let lon = 0;
    while (ids.pos < ids.end) {
      id += ids.signed();
      lat += lats.signed();
      lon += lons.signed();
      this.#put(id, lat, lon, grid);
    }
    ids.finish();
    lats.finish();
    lons.finish();
  }

  plain(node: Wire, grid: Grid): void {
    let id = 0;
    let lat = 0;
    let lon = 0;
    while (node.next()) {
      if (node.field === 1 && node.type === 0) id = node.signed();
      else if (node.field === 8 && node.type === 0) lat = node.signed();
      else if (node.field === 9 && node.type === 0) lon = node.signed();
      else node.skip();
    }
    this.#put(id, lat, lon, grid);
  }

  /** Places that are not on the earth are left missing. */
  #put(id: number, lat: number, lon: number, { granularity, latOffset, lonOffset }: Grid): void {
    const index = this.#finder.find(id);
    if (index < 0) return;
    const y = Math.round((latOffset + granularity * lat) / 100);
    const x = Math.round((lonOffset + granularity * lon) / 100);
    if (!(Math.abs(y) <= 900_000_000 && Math.abs(x) <= 1_800_000_000)) return;
    this.lats[index] = y;
    this.lons[index] = x;
  }
}

/** Calls back with each group of a block, the block's texts and grid. */
function eachGroup(bytes: Uint8Array, at: string, visit: (group: Wire, texts: Texts, grid: Grid) => void): void {
  const block = new Wire(bytes, at);
  const groups: Wire[] = [];
  let table: Wire | null = null;
  let [granularity, latOffset, lonOffset] = [100, 0, 0];
  while (block.next()) {
    if (block.field === 1) table = block.piece();
    else if (block.field === 2 && groups.length < MAX_GROUPS) groups.push(block.piece());
    else if (block.field === 2) throw damaged(at);
    else if (block.field === 17 && block.type === 0) granularity = block.integer();
    else if (block.field === 19 && block.type === 0) latOffset = block.integer();
    else if (block.field === 20 && block.type === 0) lonOffset = block.integer();
    else block.skip();
  }
  const texts = new Texts(table ?? new Wire(bytes, at, 0, 0));
  for (const group of groups) visit(group, texts, { granularity, latOffset, lonOffset });
}

function uniqueOf(refs: Float64Array): Float64Array {
  const sorted = refs.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i] as number;
  return sorted.slice(0, count);
}

/**
 * Reads an OpenStreetMap extract (https://wiki.openstreetmap.org/wiki/PBF_Format): first the ways that vehicles use, then the nodes
 * that these ways use. Memory is that of the roads and two blocks. Throws `BadFile`.
 */
export function readOsm(bytes: Uint8Array, name: string): OsmRoads {
  const blobs = findBlobs(bytes, name);
  const isKept = blobs.reduce((sum, { inflatedBytes }) => sum + inflatedBytes, 0) <= KEPT_BYTES;
  const kept: Uint8Array[] = [];
  const ways = new WayReader();
  const hasNodes: boolean[] = [];
  for (const [i, blob] of blobs.entries()) {
    const block = inflate(blob);
    if (isKept) kept.push(block);
    eachGroup(block, blob.at, (group, texts) => {
      while (group.next()) {
        if (group.field === 3) ways.read(group.piece(), texts, blob.at);
        else {
          if (group.field === 1 || group.field === 2) hasNodes[i] = true;
          group.skip();
        }
      }
    });
  }
  const refIds = ways.refs.trimmed();
  const ids = uniqueOf(refIds);
  const nodes = new NodeReader(ids);
  for (const [i, blob] of blobs.entries()) {
    if (!hasNodes[i]) continue;
    eachGroup(kept[i] ?? inflate(blob), blob.at, (group, _, grid) => {
      while (group.next()) {
        if (group.field === 2) nodes.dense(group.piece(), grid);
        else if (group.field === 1) nodes.plain(group.piece(), grid);
        else group.skip();
      }
    });
  }
  const finder = new Finder(ids);
  ways.starts.push(refIds.length);
  return {
    lons: nodes.lons,
    lats: nodes.lats,
    missing: nodes.lons.reduce((sum, lon) => sum + (lon === NO_PLACE ? 1 : 0), 0),
    wayIds: ways.ids.trimmed(),
    starts: ways.starts.trimmed(),
    refs: Int32Array.from(refIds, (id) => finder.find(id)),
    classes: ways.classes.trimmed(),
    flags: ways.flags.trimmed(),
    kmh: ways.kmh.trimmed(),
  };
}
