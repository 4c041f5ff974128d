import type { Base64Url, Digest, Instant } from './encoding.ts';
import type { KeyId } from './keys.ts';

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
  | 'use.page'
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
