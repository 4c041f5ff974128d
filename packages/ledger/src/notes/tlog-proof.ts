import { type Check, fail, pass } from '../check.ts';
import { fromB64, toB64 } from '../encoding.ts';
import { HASH_BYTES } from '../tree/hash.ts';

/** Where an entry is and how it leads to a checkpoint: c2sp.org/tlog-proof@v1. */
export interface TlogProof {
  readonly index: number;
  /** From the leaf to the root. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note, whole. */
  readonly checkpoint: string;
  /** Bytes for the reader's own use; nothing vouches for them. */
  readonly extra?: Uint8Array;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
/** No tree that numbers can count is deeper. */
const MOST_HASHES = 63;

export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [HEADER, ...(extra ? [`extra ${toB64(extra)}`] : []), `index ${index}`, ...hashes.map(toB64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads a proof; the checkpoint in it is not opened. Refuses with `proof/malformed`. */
export function parseTlogProof(text: string): Check<TlogProof> {
  const split = text.indexOf('\n\n');
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (split < 0 || header !== HEADER || lines.length > MOST_HASHES + 2) return fail('proof/malformed');
  try {
    const extra = lines[0]?.startsWith('extra ') ? fromB64(lines.shift()?.slice(6) ?? '') : undefined;
    const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
    const hashes = lines.map(fromB64);
    if (!index || !Number.isSafeInteger(Number(index)) || !hashes.every((hash) => hash.length === HASH_BYTES))
      return fail('proof/malformed');
    return pass({ index: Number(index), hashes, checkpoint: text.slice(split + 2), ...(extra ? { extra } : {}) });
  } catch {
    return fail('proof/malformed'); // a hash is not in its one spelling
  }
}
