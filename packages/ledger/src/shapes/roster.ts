import { Type } from 'typebox';
import type { SignedRoster } from '../roster.ts';
import {
  B64Url,
  DigestHex,
  DivisionCode,
  Id,
  Instant,
  LogOrigin,
  PasskeyAssertionShape,
  PublicKeyShape,
  Sequence,
  Strict,
} from './common.ts';
import { shapeOf } from './shape.ts';

const PostShape = Type.Union([
  Type.Literal('clerk'),
  Type.Literal('custodian'),
  Type.Literal('approver'),
  Type.Literal('supervisor'),
  Type.Literal('auditor'),
  Type.Literal('administrator'),
]);

const KeyHolderShape = Type.Union([
  Strict({ kind: Type.Literal('person'), person: Id }),
  Strict({ kind: Type.Literal('machine'), machine: Id }),
  Strict({ kind: Type.Literal('server') }),
  Strict({ kind: Type.Literal('log'), origin: LogOrigin }),
]);

const RosterChangeShape = Type.Union([
  Strict({ op: Type.Literal('grant-post'), person: Id, post: PostShape, body: Id }),
  Strict({ op: Type.Literal('end-post'), person: Id, post: PostShape, body: Id }),
  Strict({ op: Type.Literal('name-officer'), person: Id }),
  Strict({ op: Type.Literal('end-officer'), person: Id }),
  Strict({
    op: Type.Literal('add-key'),
    holder: KeyHolderShape,
    kid: B64Url,
    key: PublicKeyShape,
    sample: Type.Optional(Type.Literal(true)),
  }),
  Strict({
    op: Type.Literal('revoke-key'),
    kid: B64Url,
    reason: Type.Union([Type.Literal('rotated'), Type.Literal('lost'), Type.Literal('compromised')]),
  }),
]);

const RosterStatementShape = Strict({
  v: Type.Literal(1),
  kind: Type.Literal('roster'),
  town: DivisionCode,
  rpId: Type.String({ pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$' }),
  seq: Sequence,
  prev: Type.Union([DigestHex, Type.Null()]),
  at: Instant,
  changes: Type.Array(RosterChangeShape, { minItems: 1, maxItems: 4096 }),
});

export const SignedRosterShape = Strict({
  statement: RosterStatementShape,
  signatures: Type.Array(
    Type.Union([Strict({ by: Id, passkey: PasskeyAssertionShape }), Strict({ by: Id, kid: B64Url, ed25519: B64Url })]),
    { minItems: 1, maxItems: 64 },
  ),
});

export const checkSignedRoster = shapeOf<SignedRoster>()(SignedRosterShape);
