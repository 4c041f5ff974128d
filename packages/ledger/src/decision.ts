import type { Digest, Instant } from './encoding.ts';
import type { PasskeyAssertion } from './keys.ts';

export type Verdict = 'approve' | 'reject' | 'return';

/**
 * Exactly what an approver was shown and said. SHA-256 of its canonical JSON is the WebAuthn challenge,
 * so the assertion signs this and nothing else. Personal parts are salted commitments (`commitment.ts`).
 */
export interface DecisionStatement {
  readonly v: 1;
  readonly kind: 'decision';
  /** 12-digit division code of the town whose roster counts. */
  readonly town: string;
  readonly request: string;
  readonly body: string;
  readonly seal: string;
  readonly matter: { readonly code: string; readonly version: number };
  readonly clerk: string;
  readonly custodian: string;
  /** Digest of every page as shown, in order. */
  readonly pages: readonly Digest[];
  /** Copies of the whole set to be stamped, and impressions on each page of one copy. */
  readonly copies: number;
  readonly impressions: readonly number[];
  /** Sheets that the page check is unsure of may be cleared by the clerk at the machine, who looks at each place. Absent: they are stopped. */
  readonly onDoubt?: 'ask';
  /** Commitment to title, applicant and purpose (`RequestContent`). */
  readonly content: Digest;
  /** How many approvals the matter's route asks for, and which of them this is, from 0. */
  readonly steps: number;
  readonly step: number;
  readonly approver: string;
  readonly verdict: Verdict;
  /** Commitment to the reason (a string, possibly empty when approving). */
  readonly reason: Digest;
  readonly at: Instant;
}

export interface SignedDecision {
  readonly statement: DecisionStatement;
  readonly assertion: PasskeyAssertion;
}
