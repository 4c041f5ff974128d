import { sameBytes } from '../encoding.ts';
import { HASH_BYTES, nodeHash } from './hash.ts';

const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;

/** Whether `proof` leads from a leaf at `index` to the root of a tree of `size` leaves (RFC 9162 §2.1.3.2). */
export function verifyInclusion(it: {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  if (!isIndex(it.index) || !isIndex(it.size) || it.index >= it.size || ![it.leaf, it.root, ...it.proof].every(isHash)) return false;
  let [node, last, hash] = [it.index, it.size - 1, it.leaf];
  for (const sibling of it.proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(hash, it.root);
}

/**
 * Whether the tree of `size2` only grew from the one of `size1` (RFC 9162 §2.1.4.2). Both sizes are at least 1: from the
 * empty tree there is nothing to show, and a proof of nothing is refused.
 */
export function verifyConsistency(it: {
  readonly size1: number;
  readonly root1: Uint8Array;
  readonly size2: number;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  const { size1, size2, root1, root2 } = it;
  if (!isIndex(size1) || !isIndex(size2) || size1 < 1 || size1 > size2 || ![root1, root2, ...it.proof].every(isHash)) return false;
  if (size1 === size2) return it.proof.length === 0 && sameBytes(root1, root2);

  let [node, last] = [size1 - 1, size2 - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // A complete old tree is itself the first node; otherwise the proof begins with it.
  const [first, ...rest] = node === 0 ? [root1, ...it.proof] : it.proof;
  if (!first) return false;
  let [old, grown] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      [old, grown] = [nodeHash(sibling, old), nodeHash(sibling, grown)];
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else grown = nodeHash(grown, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(old, root1) && sameBytes(grown, root2);
}
