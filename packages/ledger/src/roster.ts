import type { Base64Url, Digest, Instant } from './encoding.ts';
import type { KeyId, PasskeyAssertion, PublicKey } from './keys.ts';

/** The posts of DESIGN §2. `officer` is no post in a body: officers are those who may change the roster. */
export type Post = 'clerk' | 'custodian' | 'approver' | 'supervisor' | 'auditor' | 'administrator';

/** Who a key speaks for. `server` signs authorisations and record codes; `log` signs the checkpoints of the log named `origin`. */
export type KeyHolder =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'machine'; readonly machine: string }
  | { readonly kind: 'server' }
  | { readonly kind: 'log'; readonly origin: string };

/** Why a key was revoked. `compromised`: somebody else may have signed with it, so what it signed before is marked for readers. */
export type RevocationReason = 'rotated' | 'lost' | 'compromised';

export type RosterChange =
  | { readonly op: 'grant-post'; readonly person: string; readonly post: Post; readonly body: string }
  | { readonly op: 'end-post'; readonly person: string; readonly post: Post; readonly body: string }
  | { readonly op: 'name-officer'; readonly person: string }
  | { readonly op: 'end-officer'; readonly person: string }
  /** `sample` marks a software key of a sample town: every verifier says so. */
  | { readonly op: 'add-key'; readonly holder: KeyHolder; readonly kid: KeyId; readonly key: PublicKey; readonly sample?: true }
  | { readonly op: 'revoke-key'; readonly kid: KeyId; readonly reason: RevocationReason };

/** One link of the roster's chain. The first (`seq` 0, `prev` null) is the founding. */
export interface RosterStatement {
  readonly v: 1;
  readonly kind: 'roster';
  readonly town: string;
  /** WebAuthn relying-party id under which this town's passkeys were made. */
  readonly rpId: string;
  readonly seq: number;
  /** Digest of the canonical JSON of the statement before. */
  readonly prev: Digest | null;
  readonly at: Instant;
  readonly changes: readonly RosterChange[];
}

/** An officer's signature over the statement's digest: by passkey (challenge = digest) or by Ed25519 over `rosterMessage(digest)`. */
export type RosterSignature =
  | { readonly by: string; readonly passkey: PasskeyAssertion }
  | { readonly by: string; readonly kid: KeyId; readonly ed25519: Base64Url };

export interface SignedRoster {
  readonly statement: RosterStatement;
  readonly signatures: readonly RosterSignature[];
}
