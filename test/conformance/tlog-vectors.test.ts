import { globSync, readFileSync } from 'node:fs';
import { fromB64, verifyConsistency, verifyInclusion } from '@yinzheng/ledger';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../arbitraries/shared-data.ts';

interface Vector {
  readonly desc: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
}
interface Inclusion extends Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}
interface Consistency extends Vector {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

const root = sharedData('tlog-vectors');
const read = <V extends Vector>(kind: string): [string, V][] =>
  globSync(`${root}/${kind}/**/*.json`).map((path) => [path.slice(`${root}/`.length), JSON.parse(readFileSync(path, 'utf8')) as V]);
const hashes = (vector: Vector) => (vector.proof ?? []).map(fromB64);

describe.skipIf(root === null)('the vectors of transparency-dev/merkle', () => {
  const inclusion = read<Inclusion>('inclusion');
  const consistency = read<Consistency>('consistency');

  it('are all there', () => {
    expect(inclusion.length + consistency.length).toBeGreaterThanOrEqual(150);
  });

  it.each(inclusion)('%s', (_, it) => {
    const { leafIdx: index, treeSize: size } = it;
    const isIncluded = verifyInclusion({ leaf: fromB64(it.leafHash), index, size, root: fromB64(it.root), proof: hashes(it) });
    expect(isIncluded).toBe(!it.wantErr);
  });

  it.each(consistency)('%s', (_, it) => {
    const { size1, size2 } = it;
    const hasGrown = verifyConsistency({ size1, root1: fromB64(it.root1), size2, root2: fromB64(it.root2), proof: hashes(it) });
    expect(hasGrown).toBe(!it.wantErr);
  });
});
