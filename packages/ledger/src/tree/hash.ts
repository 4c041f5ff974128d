import { sha256 } from '../canonical.ts';
import { concat } from '../encoding.ts';

/** RFC 6962 §2.1: leaves and nodes are hashed under different prefixes, so that no node passes for a leaf. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const HASH_BYTES = 32;

export const leafHash = (data: Uint8Array): Uint8Array => sha256(concat(LEAF, data));

export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concat(NODE, left, right));

/** The root of the empty tree. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());
