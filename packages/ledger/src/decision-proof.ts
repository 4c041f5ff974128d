import { canonicalJson, sha256 } from './canonical.ts';
import { type Check, fail, pass } from './check.ts';
import type { DecisionStatement, SignedDecision } from './decision.ts';
import { utf8 } from './encoding.ts';
import { verifyPasskeyAssertion } from './passkey.ts';
import { holdsPost, keyAt, type RosterState } from './roster-state.ts';
import { checkSignedDecision } from './shapes/decision.ts';

/** What the approver's passkey signs: SHA-256 of the statement's canonical JSON, 32 bytes. */
export const decisionDigest = (statement: DecisionStatement): Uint8Array => sha256(utf8(canonicalJson(statement)));

/** What a verified decision rests on. */
export interface DecisionProof {
  /** The key is a software key of a sample town: no person's device signed. */
  readonly isSample: boolean;
  readonly signCount: number;
}

/**
 * Checks that the approver's own passkey, listed in the roster at that time, signed exactly this statement, and that
 * the approver then held the post in the body. Whether the statement fits a request is the caller's question.
 * Refuses with `shape/wrong`, `decision/other-town`, `passkey/not-in-roster`, `post/not-held`, `passkey/not-verified`.
 */
export async function verifyDecision(signed: SignedDecision, roster: RosterState): Promise<Check<DecisionProof>> {
  const shape = checkSignedDecision(signed);
  if (!shape.ok) return shape;
  const { statement, assertion } = signed;
  if (statement.town !== roster.town) return fail('decision/other-town', { town: statement.town });
  const listed = keyAt(roster, assertion.kid, statement.at);
  if (listed?.holder.kind !== 'person' || listed.holder.person !== statement.approver)
    return fail('passkey/not-in-roster', { person: statement.approver });
  if (!holdsPost(roster, statement.approver, 'approver', statement.body, statement.at)) return fail('post/not-held', { post: 'approver' });
  const proof = await verifyPasskeyAssertion({ assertion, key: listed.key, rpId: roster.rpId, challenge: decisionDigest(statement) });
  return proof.ok ? pass({ isSample: listed.isSample, signCount: proof.value.signCount }) : proof;
}
