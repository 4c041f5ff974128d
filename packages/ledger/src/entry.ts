import type { DecisionStatement, SignedDecision } from './decision.ts';
import type { Digest, Instant } from './encoding.ts';
import type { ErasedFacts } from './erasure.ts';
import type { JournalRecord } from './journal.ts';
import type { KeyId } from './keys.ts';
import type { SignedRoster } from './roster.ts';

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
  | Act<'person.erased', ErasedFacts>;

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
  'request' | 'body' | 'seal' | 'matter' | 'clerk' | 'custodian' | 'pages' | 'copies' | 'impressions' | 'onDoubt' | 'content' | 'steps'
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
  /** The server's key that signed the JWS. */
  readonly kid: KeyId;
}
