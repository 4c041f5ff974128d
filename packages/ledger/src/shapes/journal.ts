import { Type } from 'typebox';
import type { JournalRecord } from '../journal.ts';
import { B64Url, DigestHex, Id, Instant, Sequence, Strict } from './common.ts';

const TYPES = [
  'boot',
  'time.sync',
  'time.step',
  'auth.received',
  'auth.rejected',
  'auth.revoked',
  'finger.match',
  'finger.fail',
  'use.opened',
  'use.locked',
  'use.page',
  'use.cleared',
  'use.reserved',
  'use.impression',
  'use.voided',
  'use.unknown',
  'use.closed',
  'use.aborted',
  'seal.missing',
  'tamper',
  'power',
  'config',
  'recover.torn',
  'anchor.server',
] as const satisfies readonly JournalRecord['type'][];

export const JournalRecordShape = Strict({
  v: Type.Literal(1),
  dev: Id,
  kid: B64Url,
  seq: Sequence,
  prev: DigestHex,
  boot: Sequence,
  mono: Type.Number({ minimum: 0 }),
  wall: Instant,
  tq: Type.Union([Type.Literal('server'), Type.Literal('local')]),
  type: Type.Union(TYPES.map((type) => Type.Literal(type))),
  jti: Type.Optional(Id),
  data: Type.Record(Type.String(), Type.Unknown()),
  h: DigestHex,
  sig: B64Url,
});
