import { digestOf, sha256Hex } from './canonical.ts';
import { type Check, fail, pass } from './check.ts';
import { BASE64URL, type Base64Url, type Digest, fromB64Url, type Instant, toB64Url, utf8 } from './encoding.ts';
import { type KeyId, type PublicKey, type Signer, thumbprint } from './keys.ts';
import { verifySignature } from './signatures.ts';

/** The record types of a machine's journal. */
export type JournalType =
  | 'boot'
  | 'time.sync'
  | 'time.step'
  | 'auth.received'
  | 'auth.rejected'
  | 'auth.revoked'
  | 'finger.match'
  | 'finger.fail'
  | 'use.opened'
  | 'use.locked'
  | 'use.page'
  | 'use.cleared'
  | 'use.reserved'
  | 'use.impression'
  | 'use.voided'
  | 'use.unknown'
  | 'use.closed'
  | 'use.aborted'
  | 'seal.missing'
  | 'tamper'
  | 'power'
  | 'config'
  | 'recover.torn'
  | 'anchor.server';

/**
 * One line of a machine's journal, canonical JSON. `h` = SHA-256 of the canonical JSON without `h` and `sig`;
 * `sig` = Ed25519 over `journalMessage(h)`; `prev` = `h` of the record before, for the first `genesisDigest(...)`.
 * Nothing personal: persons by id, documents by digest.
 */
export interface JournalRecord {
  readonly v: 1;
  readonly dev: string;
  readonly kid: KeyId;
  readonly seq: number;
  readonly prev: Digest;
  /** Counts the agent's starts, from 1. */
  readonly boot: number;
  /** Milliseconds of the monotonic clock since this boot. */
  readonly mono: number;
  readonly wall: Instant;
  /** Quality of `wall`: told by the server lately, or the machine's own guess. */
  readonly tq: 'server' | 'local';
  readonly type: JournalType;
  /** The authorisation in whose use this happened. */
  readonly jti?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly h: Digest;
  readonly sig: Base64Url;
}

/** A record before it is sealed. */
export type JournalDraft = Omit<JournalRecord, 'v' | 'kid' | 'h' | 'sig'>;

/** What the first record of a machine's journal names as the one before. A new key begins a new journal. */
export const genesisDigest = (machine: string, kid: KeyId): Digest => sha256Hex(utf8(`yinzheng/journal-genesis/v1\n${machine}\n${kid}\n`));

/** What the machine's key signs for a record with digest `h`. */
export const journalMessage = (h: Digest): Uint8Array => utf8(`yinzheng/journal/v1\n${h}\n`);

/** Completes a draft with its digest and signature. */
export async function sealRecord(signer: Signer, draft: JournalDraft): Promise<JournalRecord> {
  const body = { ...draft, v: 1 as const, kid: signer.kid };
  const h = digestOf(body);
  return { ...body, h, sig: toB64Url(await signer.sign(journalMessage(h))) };
}

/**
 * Checks digest, signature and the link to the record before; pass null for `prev` where that record is not at hand.
 * Refuses with `machine/bad-signature` or `machine/journal-gap`. Whether the key is the machine's is the roster's to say.
 */
export async function verifyRecord(record: JournalRecord, key: PublicKey, prev: Digest | null): Promise<Check<true>> {
  const { h, sig } = record;
  if (record.kid !== thumbprint(key) || !hasOwnDigest(record)) return fail('machine/bad-signature');
  if (!BASE64URL.test(sig) || !(await verifySignature(key, journalMessage(h), fromB64Url(sig)))) return fail('machine/bad-signature');
  return prev === null || record.prev === prev ? pass(true) : fail('machine/journal-gap', { seq: record.seq });
}

/** Whether `h` is the digest of the record. A value that has no canonical JSON has no digest either. */
export function hasOwnDigest({ h, sig: _sig, ...body }: JournalRecord): boolean {
  try {
    return digestOf(body) === h;
  } catch (cause) {
    if (cause instanceof TypeError) return false;
    throw cause;
  }
}
