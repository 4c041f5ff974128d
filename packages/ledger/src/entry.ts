import { canonicalJson, parseCanonical } from './canonical.ts';
import { type Check, fail } from './check.ts';
import type { DecisionStatement, SignedDecision } from './decision.ts';
import { type Digest, type Instant, text, utf8 } from './encoding.ts';
import type { JournalRecord } from './journal.ts';
import type { SignedRoster } from './roster.ts';
import { checkEntry } from './shapes/entry.ts';

/**
 * What the ledger holds: one act an entry, encoded as canonical JSON (RFC 8785), at most 65,535 bytes.
 * Public facts and salted commitments only; never a name, a number of a person or a text of a document.
 */
export type Entry =
  | Act<'roster.signed', SignedRoster>
  | Act<'request.filed', FiledFacts>
  | Act<'request.decided', SignedDecision>
  | Act<'request.authorised', AuthorisedFacts>
  | Act<'request.withdrawn', { readonly request: string; readonly by: string }>
  | Act<'machine.recorded', JournalRecord>
  | Act<'person.erased', { readonly commitments: readonly Digest[] }>;

export type EntryKind = Entry['kind'];

interface Act<Kind extends string, Facts> {
  readonly v: 1;
  readonly kind: Kind;
  readonly town: string;
  /** When the server recorded the act; the act's own time is among its facts. */
  readonly at: Instant;
  readonly facts: Facts;
}

/** The facts that a decision must repeat word for word. */
export type FiledFacts = Pick<
  DecisionStatement,
  'request' | 'body' | 'seal' | 'matter' | 'clerk' | 'custodian' | 'pages' | 'copies' | 'impressions' | 'content' | 'steps'
> & {
  /** Division code of the body, for public statistics. */
  readonly division: string;
  readonly waiver?: { readonly reason: Digest; readonly by: string };
};

export interface AuthorisedFacts {
  readonly request: string;
  readonly jti: string;
  readonly machine: string;
  readonly sleeve: number;
  readonly seal: string;
  readonly clerk: string;
  /** Most impressions in all. */
  readonly max: number;
  /** The link of the roster's chain that was its head: a receipt that ends the chain earlier does not pass. */
  readonly rosterSeq: number;
  readonly nbf: Instant;
  readonly exp: Instant;
  /** SHA-256 of the compact JWS that the machine obeys. */
  readonly jws: Digest;
}

/** Most bytes of one entry: an entry bundle writes lengths in 16 bits. A large roster is signed in several links. */
export const ENTRY_LIMIT_BYTES = 65_535;

/**
 * The bytes of the leaf: canonical JSON. Throws a RangeError above `ENTRY_LIMIT_BYTES` and a TypeError for facts of
 * another shape: what is written here stays for ever, so a mistake of the writer must not reach the log.
 */
export function encodeEntry(entry: Entry): Uint8Array {
  const shape = checkEntry(entry);
  if (!shape.ok) throw new TypeError(`entry ${entry.kind}: ${shape.params?.at} ${shape.params?.detail}`);
  const bytes = utf8(canonicalJson(entry));
  if (bytes.length > ENTRY_LIMIT_BYTES) throw new RangeError(`an entry has at most ${ENTRY_LIMIT_BYTES} bytes, not ${bytes.length}`);
  return bytes;
}

/** Reads an entry; only the very bytes that `encodeEntry` writes are one. */
export function decodeEntry(bytes: Uint8Array): Check<Entry> {
  if (bytes.length > ENTRY_LIMIT_BYTES) return fail('entry/too-large', { limit: ENTRY_LIMIT_BYTES });
  let json: string;
  try {
    json = text(bytes);
  } catch {
    return fail('json/unreadable', { detail: 'UTF-8' });
  }
  const parsed = parseCanonical(json);
  return parsed.ok ? checkEntry(parsed.value) : parsed;
}
