import type { Digest } from '../encoding.ts';

/** The personal half of a request, opened only to those who may see it. */
export interface RequestContent {
  readonly title: string;
  readonly applicant: string;
  readonly purpose: string;
}

/** Opens a commitment: `commit(salt, value)` is the digest that the entry holds. */
export interface Opening {
  readonly commitment: Digest;
  /** 32 random bytes, base64url. */
  readonly salt: string;
  readonly value: unknown;
}

/** An entry and its proof: `entry` is the exact canonical JSON in the log, `proof` a c2sp.org/tlog-proof@v1 text. */
export interface ProvenEntry {
  readonly entry: string;
  readonly proof: string;
}

/**
 * What a resident takes home. Nothing in it is free: each field is in a proven entry, opens a commitment in one,
 * or names a file by digest; the file itself is strict (`serializeReceipt` is the only form), so every changed byte shows.
 */
export interface Receipt {
  readonly v: 1;
  readonly kind: 'yinzheng-receipt';
  readonly request: string;
  /** The roster's chain from the founding up to the decisions and the machine's key. */
  readonly roster: readonly ProvenEntry[];
  /** filed, decided…, authorised, and every machine record of the use, in order of the log. */
  readonly acts: readonly ProvenEntry[];
  /** In the order in which the acts hold the commitments; any of them may be left out. One that was erased since still opens: it is the holder's copy. */
  readonly openings: readonly Opening[];
  /** The `person.erased` entries about this request, in order of the log: what cannot be opened any more, and why. */
  readonly erasures: readonly ProvenEntry[];
}
