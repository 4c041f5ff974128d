import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { filler, logOf, logOfSize, type SampleLog } from '../../../../test/arbitraries/log.ts';
import { parseCheckpoint } from '../notes/checkpoint-text.ts';
import { TileNotAuthentic } from '../tree/authentic-tiles.ts';
import { consistencyProof } from '../tree/prove.ts';
import { type TileReader, tilePath } from '../tree/tiles.ts';
import { compareCheckpoints } from './compare-checkpoints.ts';

const headOf = ({ files }: SampleLog) => {
  const [text = ''] = new TextDecoder().decode(files.get('checkpoint')).split('\n\n');
  const parsed = parseCheckpoint(`${text}\n`);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value;
};
const tilesOf =
  ({ files }: SampleLog): TileReader =>
  async (level, index, width) =>
    files.get(tilePath(level, index, width)) ?? files.get(tilePath(level, index)) ?? new Uint8Array();

describe('two checkpoints', () => {
  let log: SampleLog;
  /** The same but for entry 299. */
  let branch: SampleLog;
  beforeAll(async () => {
    log = await logOfSize(800);
    branch = await logOf(log.entries.toSpliced(299, 1, filler(1_000_000)));
  });

  it('of a log that only grew are told apart from those of one that has two histories', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 800 }), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const early = headOf(await logOfSize(from));
        const late = await logOf(log.entries.slice(0, to));
        const other = await logOf(branch.entries.slice(0, to));
        const growth = { readTile: tilesOf(late) };
        expect(await compareCheckpoints(early, headOf(late), growth)).toEqual(from === to ? { kind: 'same' } : { kind: 'grew', from, to });
        expect(await compareCheckpoints(headOf(late), early, growth)).toMatchObject({ kind: from === to ? 'same' : 'grew' });
        const forked = await compareCheckpoints(early, headOf(other), { readTile: tilesOf(other) });
        if (from >= 300) expect(forked).toEqual({ kind: 'forked', at: from });
        else expect(forked.kind).toBe(from === to ? 'same' : 'grew');
      }),
      { numRuns: 30 },
    );
  });

  it('are compared by a proof too, which proves growth and no fork', async () => {
    const early = headOf(await logOfSize(400));
    const proof = await consistencyProof(400, 800, tilesOf(log));
    expect(await compareCheckpoints(early, headOf(log), { proof })).toEqual({ kind: 'grew', from: 400, to: 800 });
    expect(await compareCheckpoints(early, headOf(branch), { proof })).toEqual({ kind: 'unproven' });
    expect(await compareCheckpoints(early, headOf(log), { proof: proof.slice(1) })).toEqual({ kind: 'unproven' });
    expect(await compareCheckpoints(early, headOf(log), null)).toEqual({ kind: 'unproven' });
  });

  it('say nothing of one another when they are of different logs, or the tiles of neither', async () => {
    const head = headOf(log);
    expect(await compareCheckpoints(head, { ...head, origin: 'other.example/log' }, null)).toEqual({ kind: 'other-log' });
    const early = headOf(await logOfSize(400));
    await expect(compareCheckpoints(early, head, { readTile: tilesOf(branch) })).rejects.toThrow(TileNotAuthentic);
  });

  it('of nothing have the root of nothing', async () => {
    const empty = headOf(await logOfSize(0));
    expect(await compareCheckpoints(empty, headOf(log), null)).toMatchObject({ kind: 'grew', from: 0 });
    expect(await compareCheckpoints({ ...empty, root: new Uint8Array(32) }, headOf(log), null)).toEqual({ kind: 'forked', at: 0 });
  });
});
