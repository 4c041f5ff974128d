import { type TSchema, Type } from 'typebox';
import type { Entry, EntryKind } from '../entry.ts';
import { ERASED_LIMIT, ERASURE_GROUNDS } from '../erasure.ts';
import { B64Url, Count, DigestHex, DivisionCode, Id, Instant, RequestId, Sequence, Strict } from './common.ts';
import { SHARED_FACTS, SignedDecisionShape } from './decision.ts';
import { JournalRecordShape } from './journal.ts';
import { SignedRosterShape } from './roster.ts';
import { shapeOf } from './shape.ts';

const act = <K extends EntryKind, F extends TSchema>(kind: K, facts: F) =>
  Strict({ v: Type.Literal(1), kind: Type.Literal(kind), town: DivisionCode, at: Instant, facts });

const EntryShape = Type.Union([
  act('roster.signed', SignedRosterShape),
  act(
    'request.filed',
    Strict({
      ...SHARED_FACTS,
      division: DivisionCode,
      waiver: Type.Optional(Strict({ reason: DigestHex, by: Id })),
    }),
  ),
  act('request.decided', SignedDecisionShape),
  act(
    'request.authorised',
    Strict({
      request: RequestId,
      jti: Id,
      machine: Id,
      sleeve: Count(1),
      seal: Id,
      clerk: Id,
      max: Count(1),
      rosterSeq: Sequence,
      nbf: Instant,
      exp: Instant,
      jws: DigestHex,
      kid: B64Url,
    }),
  ),
  act('request.withdrawn', Strict({ request: RequestId, by: Id })),
  act('machine.recorded', JournalRecordShape),
  act(
    'person.erased',
    Strict({
      of: Type.Union([
        Strict({ kind: Type.Literal('request'), request: RequestId }),
        Strict({ kind: Type.Literal('person'), person: Id, nameUntil: Type.Optional(Instant) }),
      ]),
      ground: Type.Union(ERASURE_GROUNDS.map((ground) => Type.Literal(ground))),
      commitments: Type.Array(DigestHex, { maxItems: ERASED_LIMIT, uniqueItems: true }),
      files: Type.Array(DigestHex, { maxItems: ERASED_LIMIT, uniqueItems: true }),
      askedBy: Id,
      confirmedBy: Id,
      early: Type.Optional(DigestHex),
    }),
  ),
]);

export const checkEntry = shapeOf<Entry>()(EntryShape);
