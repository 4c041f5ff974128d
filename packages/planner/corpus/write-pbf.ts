import { deflateSync, zstdCompressSync } from 'node:zlib';
import type { Terrain } from './terrain.ts';
import type { RoadWeb, WebNode, WebWay } from './web.ts';

/** How the bytes are laid out; all are allowed by the format. */
export interface PbfStyle {
  readonly packing?: 'zlib' | 'raw' | 'zstd';
  readonly isDense?: boolean;
  /** Nodes or ways in one block. */
  readonly perBlock?: number;
  readonly features?: readonly string[];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  while (left > 127n) {
    bytes.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  return [...bytes, Number(left)];
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const number = (field: number, value: number): Buffer => Buffer.from([...varint(field * 8), ...varint(value)]);

function piece(field: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
}

const packed = (field: number, values: readonly number[]): Buffer => piece(field, Buffer.from(values.flatMap(varint)));

/** Zigzag of each value's difference from the one before. */
function deltas(field: number, values: readonly number[]): Buffer {
  return packed(
    field,
    values.map((value, i) => zigzag(value - (i === 0 ? 0 : (values[i - 1] as number)))),
  );
}

class Texts {
  readonly #numbers = new Map([['', 0]]);

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  table(): Buffer {
    return piece(1, Buffer.concat([...this.#numbers.keys()].map((text) => piece(1, Buffer.from(text)))));
  }
}

/** Degrees × 10^7: the format's grid of 100 nanodegrees. */
function gridOf(terrain: Terrain, { x, y }: WebNode): { lon: number; lat: number } {
  const { lon, lat } = terrain.placeOf(x, y);
  return { lon: Math.round(lon * 1e7), lat: Math.round(lat * 1e7) };
}

function denseNodes(terrain: Terrain, nodes: readonly WebNode[], texts: Texts): Buffer {
  const places = nodes.map((node) => gridOf(terrain, node));
  const tags = nodes.flatMap((node) => [...Object.entries(node.tags).flatMap((tag) => tag.map((text) => texts.numberOf(text))), 0]);
  const lats = places.map(({ lat }) => lat);
  const lons = places.map(({ lon }) => lon);
  const ids = nodes.map(({ id }) => id);
  return piece(2, Buffer.concat([deltas(1, ids), deltas(8, lats), deltas(9, lons), packed(10, tags)]));
}

function plainNode(terrain: Terrain, node: WebNode): Buffer {
  const { lon, lat } = gridOf(terrain, node);
  return piece(1, Buffer.concat([number(1, zigzag(node.id)), number(8, zigzag(lat)), number(9, zigzag(lon))]));
}

function wayOf({ id, nodes, tags }: WebWay, texts: Texts): Buffer {
  const keys = Object.keys(tags).map((key) => texts.numberOf(key));
  const values = Object.values(tags).map((value) => texts.numberOf(value));
  return piece(3, Buffer.concat([number(1, id), packed(2, keys), packed(3, values), deltas(8, nodes)]));
}

function blob(type: string, content: Buffer, packing: 'zlib' | 'raw' | 'zstd'): Buffer {
  const data =
    packing === 'raw'
      ? piece(1, content)
      : Buffer.concat([
          number(2, content.length),
          packing === 'zlib' ? piece(3, deflateSync(content)) : piece(7, zstdCompressSync(content)),
        ]);
  const header = Buffer.concat([piece(1, Buffer.from(type)), number(3, data.length)]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(header.length);
  return Buffer.concat([size, header, data]);
}

/** The roads as an OpenStreetMap extract (https://wiki.openstreetmap.org/wiki/PBF_Format). */
export function writePbf(terrain: Terrain, web: RoadWeb, style: PbfStyle = {}): Uint8Array {
  const { packing = 'zlib', isDense = true, perBlock = 8000, features = ['OsmSchema-V0.6', 'DenseNodes'] } = style;
  const parts = [blob('OSMHeader', Buffer.concat(features.map((feature) => piece(4, Buffer.from(feature)))), packing)];
  for (let i = 0; i < web.nodes.length; i += perBlock) {
    const texts = new Texts();
    const nodes = web.nodes.slice(i, i + perBlock);
    const group = isDense ? denseNodes(terrain, nodes, texts) : Buffer.concat(nodes.map((node) => plainNode(terrain, node)));
    parts.push(blob('OSMData', Buffer.concat([texts.table(), piece(2, group)]), packing));
  }
  for (let i = 0; i < web.ways.length; i += perBlock) {
    const texts = new Texts();
    const group = Buffer.concat(web.ways.slice(i, i + perBlock).map((way) => wayOf(way, texts)));
    parts.push(blob('OSMData', Buffer.concat([texts.table(), piece(2, group)]), packing));
  }
  return Buffer.concat(parts);
}
