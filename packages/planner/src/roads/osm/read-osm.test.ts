import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCounty } from '../../../corpus/county.ts';
import { type PbfStyle, writePbf } from '../../../corpus/write-pbf.ts';
import { chainsOf } from '../network/network.ts';
import { readRoads } from '../read-roads.ts';
import { readOsm } from './read-osm.ts';

const { terrain, web } = makeCounty(2, { villages: 6 });
const bytes = writePbf(terrain, web);
const read = (roads: Uint8Array) => readRoads({ roads: { name: 'roads.osm.pbf', bytes: roads }, heights: [] });
const codeOf = (roads: Uint8Array): string | undefined => {
  const outcome = read(roads);
  return outcome.ok ? undefined : outcome.problems[0]?.code;
};

const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);

/** A block of data that says it inflates to so many bytes. */
const blobOf = (declared: number, data: Uint8Array): Uint8Array => {
  const content = Buffer.from([0x10, ...varint(declared), 0x1a, ...varint(data.length), ...data]);
  const head = Buffer.from([0x0a, 7, ...Buffer.from('OSMData'), 0x18, ...varint(content.length)]);
  return Buffer.concat([Buffer.from([0, 0, 0, head.length]), head, content]);
};

test('what was written is read: ways that vehicles use, their nodes in place', () => {
  const roads = readOsm(bytes, 'roads');
  const driven = web.ways.filter(({ tags }) => tags.highway !== undefined && tags.highway !== 'footway' && tags.access !== 'private');
  expect([...roads.wayIds]).toEqual(driven.map(({ id }) => id));
  const ids = [...new Set(driven.flatMap(({ nodes }) => nodes))].sort((a, b) => a - b);
  expect(roads.lons).toHaveLength(ids.length);
  const at = new Map(web.nodes.map((node) => [node.id, terrain.placeOf(node.x, node.y)]));
  for (const [i, id] of ids.entries()) {
    expect((roads.lons[i] ?? 0) / 1e7).toBeCloseTo(at.get(id)?.lon ?? 0, 6);
    expect((roads.lats[i] ?? 0) / 1e7).toBeCloseTo(at.get(id)?.lat ?? 0, 6);
  }
  for (const [w, way] of driven.entries()) {
    const refs = roads.refs.slice(roads.starts[w], roads.starts[w + 1]);
    expect([...refs].map((ref) => ids[ref])).toEqual(way.nodes);
  }
});

test.each<PbfStyle>([{ packing: 'raw' }, { packing: 'zstd' }, { isDense: false }, { perBlock: 100 }])(
  'the same roads in another layout: %j',
  (style) => {
    expect(readOsm(writePbf(terrain, web, style), 'roads')).toEqual(readOsm(bytes, 'roads'));
  },
);

test('a file that is cut short anywhere is a problem, or the roads before the cut: never an exception', () => {
  for (let length = 0; length < bytes.length; length += 7) {
    const outcome = read(bytes.subarray(0, length));
    if (outcome.ok) expect(chainsOf(outcome.value)).toBeGreaterThan(0);
    else expect(outcome.problems[0]?.code).toMatch(/^plan\/roads-/);
  }
});

test('bytes that were changed are read or refused, never thrown on', () => {
  const plain = writePbf(terrain, web, { packing: 'raw' });
  const change = fc.record({ at: fc.nat(plain.length - 1), to: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const changed = plain.slice();
      for (const { at, to } of changes) changed[at] = to;
      const outcome = read(changed);
      if (!outcome.ok) expect(outcome.problems[0]?.code).toMatch(/^plan\/roads-/);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('other kinds of files are told apart', () => {
  expect(codeOf(new Uint8Array())).toBe('plan/roads-not-pbf');
  expect(codeOf(Buffer.from('<?xml version="1.0"?><osm></osm>'))).toBe('plan/roads-not-pbf');
  expect(codeOf(Buffer.from('PK\x03\x04 something'))).toBe('plan/roads-not-pbf');
  expect(codeOf(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) & 255))).toBe('plan/roads-not-pbf');
  expect(codeOf(writePbf(terrain, web, { features: ['OsmSchema-V0.6', 'HistoricalInformation'] }))).toBe('plan/roads-feature');
  expect(codeOf(writePbf(terrain, { ...web, ways: [] }))).toBe('plan/roads-empty');
});

test('a block that says it is huge, and one that inflates to more than it says, are refused before memory is filled', () => {
  const first = writePbf(terrain, { ...web, nodes: [], ways: [] });
  const bomb = deflateSync(new Uint8Array(30_000_000));
  expect(codeOf(Buffer.concat([first, blobOf(1_000_000_000, bomb)]))).toBe('plan/roads-too-large');
  expect(codeOf(Buffer.concat([first, blobOf(1000, bomb)]))).toBe('plan/roads-too-large');
  expect(codeOf(Buffer.concat([first, ...Array.from({ length: 200 }, () => blobOf(30_000_000, bomb))]))).toBe('plan/roads-too-large');
});

test('a block of nothing but sixteen million empty texts, or groups, fills no memory', () => {
  const first = writePbf(terrain, { ...web, nodes: [], ways: [] });
  const size = 32 * 1024 * 1024;
  for (const field of [0x0a, 0x12]) {
    const pairs = new Uint8Array(size - 8);
    for (let i = 0; i < pairs.length; i += 2) pairs[i] = 0x0a;
    // Either one table of texts, or groups without anything.
    const block =
      field === 0x0a
        ? Buffer.concat([Buffer.from([0x0a, ...varint(pairs.length)]), pairs])
        : pairs.map((byte) => (byte === 0x0a ? 0x12 : 0));
    const before = process.memoryUsage().rss;
    expect(codeOf(Buffer.concat([first, blobOf(block.length, deflateSync(block))]))).toBe(
      field === 0x0a ? 'plan/roads-empty' : 'plan/roads-damaged',
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(600_000_000);
  }
});

test('a road through a node that the extract lacks is broken there, and that is told', () => {
  const gone = web.ways[0]?.nodes[2];
  const outcome = read(writePbf(terrain, { ...web, nodes: web.nodes.filter(({ id }) => id !== gone) }));
  expect(outcome.ok && outcome.warnings.map(({ code }) => code)).toEqual(['plan/no-heights', 'plan/roads-cut']);
});
