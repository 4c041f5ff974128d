import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readRoads } from '../read-roads.ts';
import { readLand } from './land.ts';

const SIDE = 1201;

/** Metres as the row and column say; the row counts from the north. */
function tile(metres: (row: number, column: number) => number): Uint8Array {
  const bytes = Buffer.alloc(SIDE * SIDE * 2);
  for (let i = 0; i < SIDE * SIDE; i++) bytes.writeInt16BE(metres(Math.floor(i / SIDE), i % SIDE), i * 2);
  return bytes;
}

/** A ZIP file of one entry, written from APPNOTE. */
function zip(name: string, content: Uint8Array, { method = 8, flags = 0 } = {}): Uint8Array {
  const data = method === 8 ? deflateRawSync(content) : content;
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(method, 4);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

const codeOf = (name: string, bytes: Uint8Array): string | undefined => {
  const outcome = readRoads({ roads: { name: 'none', bytes: new Uint8Array() }, heights: [{ name, bytes }] });
  return outcome.ok ? undefined : outcome.problems[0]?.code;
};

test('heights lie where they should, and run evenly between samples', () => {
  const land = readLand([{ name: 'N27E119.hgt', bytes: tile((row, column) => (1200 - row) * 2 + column) }]);
  expect(land.metresAt(119, 27)).toBeCloseTo(0, 4);
  expect(land.metresAt(119.5, 27)).toBeCloseTo(600, 3);
  expect(land.metresAt(119, 27.5)).toBeCloseTo(1200, 3);
  expect(land.metresAt(119.1 + 0.5 / 1200, 27.2 + 0.5 / 1200)).toBeCloseTo(120.5 + 481, 3);
});

test('voids are left out, and where there is nothing it is not a number', () => {
  const land = readLand([
    { name: 'S01W070.hgt', bytes: tile((row, column) => (row > 600 ? -32768 : column === 5 && row === 5 ? -32768 : 100)) },
  ]);
  expect(land.metresAt(-70 + 5.3 / 1200, -5.3 / 1200)).toBeCloseTo(100, 9);
  expect(land.metresAt(-69.5, -0.9)).toBeNaN();
  expect(land.metresAt(-68.5, -0.5)).toBeNaN();
});

test.each([8, 0])('zipped by method %i', (method) => {
  const land = readLand([
    {
      name: 'tile.zip',
      bytes: zip(
        'dir/N27E119.hgt',
        tile(() => 321),
        { method },
      ),
    },
  ]);
  expect(land.metresAt(119.3, 27.3)).toBeCloseTo(321, 6);
});

test('bad height files are problems', () => {
  const good = zip(
    'N27E119.hgt',
    tile(() => 1),
  );
  expect(codeOf('N27E119.hgt', new Uint8Array(100))).toBe('plan/heights-not-hgt');
  expect(
    codeOf(
      'heights.hgt',
      tile(() => 1),
    ),
  ).toBe('plan/heights-not-hgt');
  expect(codeOf('a.zip', zip('readme.txt', new Uint8Array(5)))).toBe('plan/heights-zip');
  expect(
    codeOf(
      'a.zip',
      zip(
        'N27E119.hgt',
        tile(() => 1),
        { flags: 1 },
      ),
    ),
  ).toBe('plan/heights-zip');
  expect(
    codeOf(
      'a.zip',
      zip(
        'N27E119.hgt',
        tile(() => 1),
        { method: 14 },
      ),
    ),
  ).toBe('plan/heights-zip');
  expect(codeOf('a.zip', zip('N27E119.hgt', new Uint8Array(40_000_000)))).toBe('plan/heights-zip');
  for (let length = 4; length < good.length; length += 331) expect(codeOf('a.zip', good.subarray(0, length))).toBe('plan/heights-zip');
});
