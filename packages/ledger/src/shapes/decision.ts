import { Type } from 'typebox';
import type { SignedDecision } from '../decision.ts';
import { Count, DigestHex, DivisionCode, Id, Instant, PasskeyAssertionShape, RequestId, Strict } from './common.ts';
import { shapeOf } from './shape.ts';

/** What `FiledFacts` and `DecisionStatement` share, word for word. */
export const SHARED_FACTS = {
  request: RequestId,
  body: Id,
  seal: Id,
  matter: Strict({ code: Id, version: Count(0) }),
  clerk: Id,
  custodian: Id,
  pages: Type.Array(DigestHex, { minItems: 1, maxItems: 700 }),
  copies: Count(1),
  impressions: Type.Array(Count(0), { minItems: 1, maxItems: 700 }),
  onDoubt: Type.Optional(Type.Literal('ask')),
  content: DigestHex,
  steps: Count(1),
};

export const SignedDecisionShape = Strict({
  statement: Strict({
    v: Type.Literal(1),
    kind: Type.Literal('decision'),
    town: DivisionCode,
    ...SHARED_FACTS,
    step: Count(0),
    approver: Id,
    verdict: Type.Union([Type.Literal('approve'), Type.Literal('reject'), Type.Literal('return')]),
    reason: DigestHex,
    at: Instant,
  }),
  assertion: PasskeyAssertionShape,
});

export const checkSignedDecision = shapeOf<SignedDecision>()(SignedDecisionShape);
