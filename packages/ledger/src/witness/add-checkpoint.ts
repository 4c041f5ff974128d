import { type Check, fail, pass } from '../check.ts';
import { fromB64, toB64 } from '../encoding.ts';
import { HASH_BYTES } from '../tree/hash.ts';

/** The body of c2sp.org/tlog-witness `add-checkpoint`. */
export interface AddCheckpoint {
  /** The size of the last checkpoint that the witness cosigned, as the caller believes; 0: none. */
  readonly old: number;
  /** Consistency proof from `old` to the checkpoint; empty when `old` is 0 or already the checkpoint's size. */
  readonly proof: readonly Uint8Array[];
  /** The signed note, whole. */
  readonly checkpoint: string;
}

const MOST_HASHES = 63;

export const formatAddCheckpoint = ({ old, proof, checkpoint }: AddCheckpoint): string =>
  `${[`old ${old}`, ...proof.map(toB64)].join('\n')}\n\n${checkpoint}`;

/** Reads a body; the checkpoint in it is not opened. Refuses with `witness/malformed`. */
export function parseAddCheckpoint(text: string): Check<AddCheckpoint> {
  const split = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, split)).split('\n');
  const [, digits] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const old = Number(digits);
  if (split < 0 || digits === undefined || !Number.isSafeInteger(old) || lines.length > MOST_HASHES) return fail('witness/malformed');
  try {
    const proof = lines.map(fromB64);
    if (!proof.every((hash) => hash.length === HASH_BYTES)) return fail('witness/malformed');
    return pass({ old, proof, checkpoint: text.slice(split + 2) });
  } catch {
    return fail('witness/malformed'); // a hash is not in its one spelling
  }
}
