import { type Static, Type } from 'typebox';
import { Id, Instant, OneOf, Strict, Text } from '../schema.ts';
import { ErasureGround } from './erased.ts';
import { Named, RequestSummary } from './requests.ts';
import { route } from './route.ts';

/** Somebody's wish that a request or a person be forgotten, and what became of it. */
export const Erasure = Type.Object({
  id: Id,
  request: Type.Optional(Id),
  person: Type.Optional(Named),
  ground: ErasureGround,
  askedBy: Named,
  askedAt: Instant,
  /** Before this day the one who confirms must say why. */
  retainedUntil: Type.Optional(Instant),
  verdict: Type.Optional(OneOf('confirmed', 'refused')),
});

const ASK_REFUSES = [
  'session/none',
  'post/not-held',
  'request/unknown',
  'request/erased',
  'person/unknown',
  'erasure/not-ended',
  'erasure/machine-may-tell',
  'erasure/in-office',
  'erasure/asked-already',
] as const;

export const erasures = {
  /** By the clerk of the requests, a supervisor or an auditor; nothing is erased before another one confirms. */
  ask: route({
    method: 'POST',
    path: '/api/v1/erasures',
    caller: 'session',
    summary: { zh: '提出删除申请中的个人信息', en: 'Ask that what is personal in requests be erased' },
    body: Strict({ requests: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }), ground: ErasureGround }),
    response: Type.Array(Erasure),
    refuses: ASK_REFUSES,
  }),
  /** By an administrator, a supervisor or an auditor, when the person holds no post and no key any more. */
  askForPerson: route({
    method: 'POST',
    path: '/api/v1/people/:person/erasures',
    caller: 'session',
    params: Strict({ person: Id }),
    summary: { zh: '提出删除离任人员的账号和个人信息', en: 'Ask that a person who has left be erased' },
    body: Strict({ ground: ErasureGround }),
    response: Erasure,
    refuses: ASK_REFUSES,
  }),
  waiting: route({
    method: 'GET',
    path: '/api/v1/erasures',
    caller: 'session',
    summary: { zh: '等待确认的删除', en: 'Erasures that wait for an answer' },
    response: Type.Array(Erasure),
    refuses: ['session/none', 'post/not-held'],
  }),
  /** By a supervisor or auditor who neither asked nor had a part in the request. Confirming erases at once and for good. */
  answer: route({
    method: 'POST',
    path: '/api/v1/erasures/:erasure/answer',
    caller: 'session',
    params: Strict({ erasure: Id }),
    summary: { zh: '确认或不同意删除', en: 'Confirm or refuse an erasure' },
    /** `reason`: why before the end of the retention period. */
    body: Strict({ verdict: OneOf('confirmed', 'refused'), reason: Type.Optional(Type.String({ maxLength: 400 })) }),
    response: Erasure,
    refuses: [
      'session/none',
      'post/not-held',
      'erasure/unknown',
      'erasure/answered',
      'erasure/one-person',
      'erasure/asker-left',
      'erasure/took-part',
      'erasure/retained',
      'erasure/not-ended',
      'erasure/machine-may-tell',
      'erasure/in-office',
      'request/erased',
      'person/unknown',
      'ledger/unavailable',
    ],
  }),
  /** A search that leaves no name in an address. A clerk finds own requests only. */
  findApplicant: route({
    method: 'POST',
    path: '/api/v1/applicant-searches',
    caller: 'session',
    summary: { zh: '按申请人查找申请', en: 'Find the requests of one applicant' },
    body: Strict({ applicant: Text(60) }),
    response: Type.Array(RequestSummary),
    refuses: ['session/none', 'post/not-held'],
  }),
} as const;

export type Erasure = Static<typeof Erasure>;
