import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../encoding.ts';
import { appendLeaves, tileRoot } from './append.ts';
import { emptyRoot, leafHash, nodeHash } from './hash.ts';
import { rootOf } from './prove.ts';
import { type TileReader, tilePath, tileWidth } from './tiles.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';
import { treeView } from './view.ts';

/** RFC 6962 §2.1, word for word. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, at) => leafHash(utf8(`entry ${at}`)));

/** A store that keeps every tile it was given and serves nothing else. */
function tileStore() {
  const stored = new Map<string, Uint8Array>();
  const read: TileReader = async (level, index, width) => {
    const tile = stored.get(tilePath(level, index, width));
    if (!tile) throw new Error(`no ${tilePath(level, index, width)}`);
    return tile;
  };
  return { stored, read };
}

async function grow(batches: readonly number[]) {
  const { stored, read } = tileStore();
  const leaves = leavesOf(batches.reduce((sum, count) => sum + count, 0));
  let size = 0;
  let root = emptyRoot();
  for (const count of batches) {
    const appended = await appendLeaves(size, read, leaves.slice(size, size + count));
    for (const { level, index, width, bytes } of appended.tiles) stored.set(tilePath(level, index, width), bytes);
    ({ size, root } = appended);
  }
  return { leaves, size, root, read };
}

const batches = fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(255, 256, 257, 512, 700)), {
  minLength: 1,
  maxLength: 7,
});

describe('the tree in tiles', () => {
  it('has the root of the definition, however its leaves arrive', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (counts) => {
        const { leaves, size, root, read } = await grow(counts);
        expect(toHex(root)).toBe(toHex(naiveRoot(leaves)));
        expect(toHex(await rootOf(size, read))).toBe(toHex(root));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps its root across the third level of tiles', async () => {
    const { root, read, size, leaves } = await grow([65_500, 300]);
    expect(toHex(root)).toBe(toHex(naiveRoot(leaves)));
    const view = treeView(size, read);
    for (const index of [0, 65_535, 65_536, size - 1])
      expect(verifyInclusion({ leaf: leaves[index] as Uint8Array, index, size, root, proof: await view.inclusion(index) })).toBe(true);
  });

  it('proves each leaf at its own place and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.nat(), fc.nat(), async (counts, one, two) => {
        const { leaves, size, root, read } = await grow([1, ...counts]);
        const [index, other] = [one % size, two % size];
        const leaf = leaves[index] as Uint8Array;
        const proof = await treeView(size, read).inclusion(index);
        expect(verifyInclusion({ leaf, index, size, root, proof })).toBe(true);
        expect(verifyInclusion({ leaf, index: other, size, root, proof })).toBe(other === index);
        expect(verifyInclusion({ leaf, index, size, root, proof: [...proof, leaf] })).toBe(false);
        expect(verifyInclusion({ leaf, index, size, root, proof: proof.slice(1) })).toBe(size === 1);
      }),
      { numRuns: 60 },
    );
  });

  it('proves that every earlier tree is its beginning, and no changed one', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.nat(), async (counts, pick) => {
        const { leaves, size: size2, root: root2, read } = await grow([1, ...counts]);
        const size1 = 1 + (pick % size2);
        const root1 = naiveRoot(leaves.slice(0, size1));
        const proof = await treeView(size2, read).consistency(size1);
        expect(verifyConsistency({ size1, root1, size2, root2, proof })).toBe(true);
        const changed = naiveRoot([leafHash(utf8('another')), ...leaves.slice(1, size1)]);
        expect(verifyConsistency({ size1, root1: changed, size2, root2, proof })).toBe(false);
        if (size1 < size2) expect(verifyConsistency({ size1: size1 + 1, root1, size2, root2, proof })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the tiles that it is given as they were, Node’s Buffers too', async () => {
    const leaves = leavesOf(256);
    const [tile] = (await appendLeaves(0, async () => new Uint8Array(), leaves)).tiles;
    const given = Buffer.from(tile?.bytes ?? []);
    const root = tileRoot(given);
    expect(toHex(root)).toBe(toHex(naiveRoot(leaves)));
    expect(given.equals(tile?.bytes ?? new Uint8Array())).toBe(true);
    expect(root).toHaveLength(32);
  });

  it('refuses to prove what it does not hold', async () => {
    const { read } = tileStore();
    await expect(treeView(5, read).inclusion(5)).rejects.toThrow(RangeError);
    await expect(treeView(5, read).consistency(0)).rejects.toThrow(RangeError);
    await expect(treeView(5, async () => new Uint8Array(32)).root()).rejects.toThrow(RangeError);
  });

  it('knows the width of each tile of a tree', () => {
    expect([0, 1, 2].map((level) => tileWidth(70_000, level, 0))).toEqual([256, 256, 1]);
    expect([tileWidth(70_000, 0, 273), tileWidth(70_000, 0, 274), tileWidth(70_000, 1, 1)]).toEqual([112, 0, 17]);
  });
});
