import { type Static, Type } from 'typebox';
import { B64Url, Compact, DigestHex, Id, Instant, OneOf, Strict } from '../schema.ts';

/** One line of the machine's journal; its meaning is the ledger's (`JournalRecord`). */
export const JournalRecordMessage = Strict({
  v: Type.Literal(1),
  dev: Id,
  kid: B64Url,
  seq: Type.Integer({ minimum: 0 }),
  prev: DigestHex,
  boot: Type.Integer({ minimum: 1 }),
  mono: Type.Number({ minimum: 0 }),
  wall: Instant,
  tq: Type.Union([Type.Literal('server'), Type.Literal('local')]),
  type: Type.String({ pattern: '^[a-z]+(\\.[a-z]+)?$', maxLength: 32 }),
  jti: Type.Optional(Id),
  data: Type.Record(Type.String(), Type.Unknown()),
  h: DigestHex,
  sig: B64Url,
});

/** machine → server: journal records in order, a batch. Delivered at least once; (dev, seq, h) takes effect once. */
export const RecordsMessage = Strict({
  v: Type.Literal(1),
  dev: Id,
  records: Type.Array(JournalRecordMessage, { minItems: 1, maxItems: 256 }),
});

/** server → machine: everything up to `seq` is durable in the ledger. `token` is a JWS by the server key over the same facts and its time. */
export const AcknowledgementMessage = Strict({ v: Type.Literal(1), dev: Id, token: Compact });

/** server → machine: a command. The same id always means the same command and gets the first answer again. */
export const CommandMessage = Type.Union([
  Strict({
    v: Type.Literal(1),
    id: Id,
    kind: Type.Literal('authorise'),
    at: Instant,
    /** Compact JWS, `AuthorisationClaims` of the domain. */
    authorisation: Compact,
    /** Links of the roster chain, from the one after the machine's head. */
    roster: Type.Array(Type.Unknown(), { maxItems: 4096 }),
  }),
  Strict({ v: Type.Literal(1), id: Id, kind: Type.Literal('revoke'), at: Instant, jti: Id, reason: Type.String({ maxLength: 200 }) }),
  Strict({ v: Type.Literal(1), id: Id, kind: Type.Literal('resend'), at: Instant, fromSeq: Type.Integer({ minimum: 0 }) }),
  /** A use is over and its request erased: the authorisation, pages and photographs leave the machine's disk. */
  Strict({
    v: Type.Literal(1),
    id: Id,
    kind: Type.Literal('forget'),
    at: Instant,
    jti: Id,
    files: Type.Array(DigestHex, { maxItems: 65_536 }),
  }),
  Strict({ v: Type.Literal(1), id: Id, kind: Type.Literal('roster'), at: Instant, roster: Type.Array(Type.Unknown(), { maxItems: 4096 }) }),
]);

/** machine → server: what became of a command. */
export const CommandStateMessage = Strict({
  v: Type.Literal(1),
  dev: Id,
  command: Id,
  state: OneOf('accepted', 'rejected', 'running', 'done', 'failed', 'expired', 'unknown'),
  /** Why it was rejected or failed: a code of `ERRORS`. */
  code: Type.Optional(Type.String({ maxLength: 64 })),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  at: Instant,
});

/** machine → server, retained; the will sets `online` to false. */
export const PresenceMessage = Strict({
  v: Type.Literal(1),
  dev: Id,
  online: Type.Boolean(),
  boot: Type.Integer({ minimum: 1 }),
  head: Strict({ seq: Type.Integer({ minimum: -1 }), h: DigestHex }),
  rosterSeq: Type.Integer({ minimum: -1 }),
  sleeves: Type.Array(Strict({ sleeve: Type.Integer({ minimum: 1, maximum: 8 }), closed: Type.Boolean(), sealPresent: Type.Boolean() }), {
    maxItems: 8,
  }),
  at: Instant,
});

export type RecordsMessage = Static<typeof RecordsMessage>;
export type AcknowledgementMessage = Static<typeof AcknowledgementMessage>;
export type CommandMessage = Static<typeof CommandMessage>;
export type CommandStateMessage = Static<typeof CommandStateMessage>;
export type PresenceMessage = Static<typeof PresenceMessage>;
