import { sha256 } from '../sha256.ts';

/** RFC 6962 §2.1: leaves and nodes are hashed under different prefixes, so that no node passes for a leaf. */
const LEAF = 0;
const NODE = 1;

export const HASH_BYTES = 32;

export function leafHash(data: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(1 + data.length);
  prefixed[0] = LEAF;
  prefixed.set(data, 1);
  return sha256(prefixed);
}

/** One for all nodes: they are many, and each is hashed before the next is laid in. */
const pair = new Uint8Array(1 + 2 * HASH_BYTES);
pair[0] = NODE;

/** Throws a RangeError unless both are hashes, 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('a node is the hash of two hashes');
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** The root of the empty tree. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());
