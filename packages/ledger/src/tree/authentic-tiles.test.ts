import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { logOfSize, type SampleLog } from '../../../../test/arbitraries/log.ts';
import { parseCheckpoint } from '../notes/checkpoint-text.ts';
import { authenticTiles } from './authentic-tiles.ts';
import { consistencyProof, rootOf } from './prove.ts';
import { type TileReader, tilePath, tileWidth } from './tiles.ts';
import { verifyConsistency } from './verify.ts';

const headOf = ({ files }: SampleLog) => {
  const [text = ''] = new TextDecoder().decode(files.get('checkpoint')).split('\n\n');
  const parsed = parseCheckpoint(`${text}\n`);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value;
};

/** Reads what the log holds, but for a bit of one tile. */
const lying =
  ({ files }: SampleLog, lie: string, bit = 0): TileReader =>
  async (level, index, width) => {
    const path = tilePath(level, index, width);
    // As Node reads files: what a Buffer gives out as a slice is the Buffer itself.
    const bytes = Buffer.from(files.get(path) ?? []);
    if (path === lie) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return bytes;
  };

describe('tiles read from where nobody is trusted', () => {
  const sizes = [1, 255, 256, 257, 700, 65_536, 66_049];
  const logs = new Map<number, SampleLog>();
  beforeAll(async () => {
    for (const size of sizes) logs.set(size, await logOfSize(size));
  });
  const logOf = (size: number) => logs.get(size) as SampleLog;

  it.each(sizes)('are given out when they lead to the root of %i leaves', async (size) => {
    const log = logOf(size);
    const read = authenticTiles(headOf(log), lying(log, ''));
    for (let level = 0; tileWidth(size, level, 0) > 0; level += 1)
      for (const index of [0, Math.max(0, Math.ceil(Math.floor(size / 256 ** level) / 256) - 1)]) {
        const width = tileWidth(size, level, index);
        expect(Uint8Array.from(await read(level, index, width))).toEqual(log.files.get(tilePath(level, index, width)));
      }
  });

  it('are refused with any bit changed in them or above them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sizes), fc.nat(), fc.nat(), async (size, pick, bit) => {
        const log = logOf(size);
        const paths = [...log.files.keys()].filter((path) => /^tile\/\d/.test(path));
        const lie = paths[pick % paths.length] as string;
        const [, level = '', digits = ''] = /^tile\/(\d+)\/([x\d/]+)/.exec(lie) ?? [];
        const index = Number(digits.replaceAll(/[x/]/g, ''));
        const read = authenticTiles(headOf(log), lying(log, lie, bit % ((log.files.get(lie)?.length ?? 0) * 8)));
        await expect(read(Number(level), index, tileWidth(size, Number(level), index))).rejects.toThrow('does not lead to the root');
        await expect(read(0, Math.floor(index * 256 ** Number(level)), 1)).rejects.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('prove like any others, and are asked for again after a failure', async () => {
    const log = logOf(700);
    const { root } = headOf(log);
    let failures = 2;
    const shaky: TileReader = async (...place) => {
      if (failures-- > 0) throw new Error('connection reset');
      return lying(log, '')(...place);
    };
    const read = authenticTiles({ size: 700, root }, shaky);
    await expect(rootOf(700, read)).rejects.toThrow('reset');
    failures = 0;
    const proof = await consistencyProof(300, 700, read);
    expect(verifyConsistency({ size1: 300, root1: await rootOf(300, read), size2: 700, root2: root, proof })).toBe(true);
    await expect(read(3, 0, 1)).rejects.toThrow(RangeError);
    await expect(authenticTiles({ size: 0, root }, shaky)(0, 0, 1)).rejects.toThrow(RangeError);
  });
});
