import { type Static, Type } from 'typebox';
import { B64Url, DigestHex, Id, Instant, OneOf, PasskeyAssertion, Strict, Text } from '../schema.ts';
import { Erased, ErasureGround } from './erased.ts';
import { PressEvidence } from './evidence.ts';
import { RECEIPT_HEADERS, route } from './route.ts';

export const Named = Type.Object({ id: Id, name: Type.String() });

/** draft → filed → approved → authorised → using → completed; rejected, returned, withdrawn and expired end it early. */
export const RequestState = OneOf(
  'draft',
  'filed',
  'approved',
  'authorised',
  'using',
  'completed',
  'rejected',
  'returned',
  'withdrawn',
  'expired',
);

export const Seal = Type.Object({
  id: Id,
  name: Type.String({ description: 'face text' }),
  kind: Type.Union([Type.Literal('official'), Type.Literal('party')]),
  body: Named,
  state: Type.Union([Type.Literal('in-use'), Type.Literal('sealed'), Type.Literal('lost'), Type.Literal('destroyed')]),
  machine: Type.Optional(Type.Object({ id: Id, name: Type.String(), sleeve: Type.Integer(), isOnline: Type.Boolean() })),
});

export const Matter = Type.Object({
  code: Id,
  version: Type.Integer(),
  name: Type.String(),
  kind: Type.Union([Type.Literal('open'), Type.Literal('barred')]),
  basis: Type.String(),
  materials: Type.Array(Type.String()),
  maxCopies: Type.Integer(),
  maxImpressions: Type.Integer(),
  /** One line a step: who approves. */
  route: Type.Array(Type.String()),
  deadlineDays: Type.Integer(),
  /** When the page check is unsure of a sheet: `ask`, the clerk looks and may clear it; `stop`, it is not stamped. */
  onDoubt: Type.Union([Type.Literal('ask'), Type.Literal('stop')]),
  /** For barred matters: the office to go to. */
  office: Type.Optional(Type.String()),
});

export const SheetPage = Type.Object({
  page: Type.Integer({ minimum: 1 }),
  digest: DigestHex,
  widthMm: Type.Number(),
  heightMm: Type.Number(),
  impressions: Type.Integer({ minimum: 0 }),
  url: Type.String({ description: 'the fixed page, PDF' }),
  preview: Type.String({ description: 'picture; add ?width=' }),
});

export const RequestSummary = Type.Object({
  id: Id,
  state: RequestState,
  title: Type.String(),
  applicant: Type.String(),
  matter: Type.Object({ code: Id, name: Type.String() }),
  seal: Named,
  body: Named,
  clerk: Named,
  pages: Type.Integer(),
  copies: Type.Integer(),
  filedAt: Type.Optional(Instant),
  updatedAt: Instant,
  /** Title and applicant are empty then. */
  erasedAt: Type.Optional(Instant),
});

export const RequestDetail = Type.Object({
  id: Id,
  state: RequestState,
  title: Type.String(),
  applicant: Type.String(),
  purpose: Type.String(),
  code: Type.String({ description: 'record number printed on the pages' }),
  matter: Matter,
  seal: Seal,
  body: Named,
  clerk: Named,
  custodian: Named,
  copies: Type.Integer(),
  pages: Type.Array(SheetPage),
  sources: Type.Array(Type.Object({ name: Type.String(), pages: Type.Integer() })),
  /** The sheet set as one PDF, to print. */
  printUrl: Type.String(),
  decisions: Type.Array(Type.Object({ step: Type.Integer(), approver: Named, verdict: Type.String(), reason: Type.String(), at: Instant })),
  /** Present once authorised. */
  use: Type.Optional(
    Type.Object({
      machine: Named,
      sleeve: Type.Integer(),
      allowed: Type.Integer(),
      made: Type.Integer(),
      unknown: Type.Integer(),
      voided: Type.Integer(),
      expiresAt: Instant,
      impressions: Type.Array(
        Type.Object({
          page: Type.Integer(),
          copy: Type.Integer(),
          outcome: Type.String(),
          at: Instant,
          photo: Type.Optional(Type.String()),
          /** The page check was unsure of the sheet, and this person looked at each place and vouched for it. */
          cleared: Type.Optional(Type.Object({ by: Named, at: Instant })),
          evidence: Type.Optional(PressEvidence),
        }),
      ),
    }),
  ),
  filedAt: Type.Optional(Instant),
  updatedAt: Instant,
  /** What the signed-in person may do now. */
  mayFile: Type.Boolean(),
  mayDecide: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
  /** Title, applicant, purpose, reasons and files are gone; texts are empty, pages and photographs have no picture. */
  erased: Type.Optional(Erased),
  /** Somebody asked for its erasure, and a second person has not answered yet. */
  erasure: Type.Optional(Type.Object({ id: Id, ground: ErasureGround, askedBy: Named, askedAt: Instant })),
  /** Once it has ended: until when the law has it kept. */
  retainedUntil: Type.Optional(Instant),
  mayAskErasure: Type.Boolean(),
  mayAnswerErasure: Type.Boolean(),
});

/** The JSON half of a new request; the files follow in the same multipart body. */
export const NewRequest = Strict({
  matter: Id,
  seal: Id,
  title: Text(120),
  applicant: Text(60),
  purpose: Type.String({ maxLength: 400 }),
  copies: Type.Integer({ minimum: 1, maximum: 20 }),
  /** Impressions per page of one copy. Absent: one on the last page. */
  impressions: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 5 }), { maxItems: 500 })),
});

const Verdict = Type.Union([Type.Literal('approve'), Type.Literal('reject'), Type.Literal('return')]);
const byId = Strict({ request: Id });

export const requests = {
  matters: route({
    method: 'GET',
    path: '/api/v1/matters',
    caller: 'public',
    summary: { zh: '用章事项目录', en: 'The catalogue of matters' },
    response: Type.Array(Matter),
    refuses: [],
  }),
  seals: route({
    method: 'GET',
    path: '/api/v1/seals',
    caller: 'session',
    summary: { zh: '与我有关的印章', en: 'Seals of my bodies' },
    response: Type.Array(Seal),
    refuses: ['session/none'],
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/requests',
    caller: 'session',
    summary: { zh: '申请列表', en: 'Requests' },
    query: Strict({ box: Type.Union([Type.Literal('to-decide'), Type.Literal('mine'), Type.Literal('to-stamp'), Type.Literal('all')]) }),
    response: Type.Array(RequestSummary),
    refuses: ['session/none'],
  }),
  draft: route({
    method: 'POST',
    path: '/api/v1/requests',
    caller: 'session',
    multipart: true,
    summary: { zh: '新建申请：上传文件并生成用印文件', en: 'Draft a request: files become the sheet set' },
    body: NewRequest,
    response: RequestDetail,
    refuses: [
      'session/none',
      'post/not-held',
      'matter/unknown',
      'matter/barred',
      'matter/too-few-approvers',
      'seal/unknown',
      'seal/not-in-use',
      'request/copies-out-of-range',
      'request/nothing-to-stamp',
      'request/text-required',
      'request/repeated-differently',
      'upload/none',
      'upload/empty',
      'upload/unknown-kind',
      'upload/no-converter',
      'upload/damaged',
      'upload/encrypted',
      'upload/too-large',
      'upload/too-many-pages',
      'upload/page-size',
      'upload/took-too-long',
      'decision/clerk-is-custodian',
    ],
  }),
  show: route({
    method: 'GET',
    path: '/api/v1/requests/:request',
    caller: 'session',
    params: byId,
    summary: { zh: '一份申请', en: 'One request' },
    response: RequestDetail,
    refuses: ['session/none', 'request/unknown'],
  }),
  page: route({
    method: 'GET',
    path: '/api/v1/requests/:request/pages/:page',
    caller: 'session',
    params: Strict({ request: Id, page: Type.Integer({ minimum: 1 }) }),
    summary: { zh: '用印文件的一页（PDF）', en: 'One fixed page (PDF)' },
    response: { mediaType: 'application/pdf' },
    refuses: ['session/none', 'request/unknown', 'file/unknown', 'file/erased'],
  }),
  preview: route({
    method: 'GET',
    path: '/api/v1/requests/:request/pages/:page/preview',
    caller: 'session',
    params: Strict({ request: Id, page: Type.Integer({ minimum: 1 }) }),
    query: Strict({ width: Type.Optional(Type.Integer({ minimum: 100, maximum: 2400 })) }),
    summary: { zh: '一页的图像', en: 'Picture of one page' },
    response: { mediaType: 'image/webp' },
    refuses: ['session/none', 'request/unknown', 'file/unknown', 'file/erased'],
  }),
  print: route({
    method: 'GET',
    path: '/api/v1/requests/:request/sheet-set',
    caller: 'session',
    params: byId,
    summary: { zh: '打印用印文件', en: 'The whole sheet set, to print' },
    response: { mediaType: 'application/pdf' },
    refuses: ['session/none', 'request/unknown', 'file/unknown', 'file/erased'],
  }),
  photo: route({
    method: 'GET',
    path: '/api/v1/requests/:request/photos/:digest',
    caller: 'session',
    params: Strict({ request: Id, digest: DigestHex }),
    summary: { zh: '用印照片', en: 'Photograph of an impression' },
    response: { mediaType: 'image/jpeg' },
    refuses: ['session/none', 'request/unknown', 'file/unknown', 'file/erased'],
  }),
  /** Only while it is a draft: the pages are known, so the clerk says how often each is stamped. */
  arrange: route({
    method: 'PUT',
    path: '/api/v1/requests/:request/impressions',
    caller: 'session',
    params: byId,
    summary: { zh: '设置每页用印次数', en: 'Set the impressions on each page' },
    /** One number a page, of one copy. */
    body: Strict({ impressions: Type.Array(Type.Integer({ minimum: 0, maximum: 5 }), { minItems: 1, maxItems: 500 }) }),
    response: RequestDetail,
    refuses: [
      'session/none',
      'request/unknown',
      'request/wrong-state',
      'post/not-held',
      'request/copies-out-of-range',
      'request/nothing-to-stamp',
    ],
  }),
  file: route({
    method: 'POST',
    path: '/api/v1/requests/:request/filing',
    caller: 'session',
    params: byId,
    summary: { zh: '提交申请', en: 'File the request' },
    response: RequestDetail,
    refuses: ['session/none', 'request/unknown', 'request/wrong-state', 'post/not-held', 'ledger/unavailable'],
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/v1/requests/:request/withdrawal',
    caller: 'session',
    params: byId,
    summary: { zh: '撤回申请', en: 'Withdraw the request' },
    response: RequestDetail,
    refuses: ['session/none', 'request/unknown', 'request/wrong-state', 'post/not-held'],
  }),
  decisionStatement: route({
    method: 'POST',
    path: '/api/v1/requests/:request/decision-statements',
    caller: 'session',
    params: byId,
    summary: { zh: '审批：取待签名内容', en: 'Decide: the statement to sign' },
    body: Strict({ verdict: Verdict, reason: Type.String({ maxLength: 400 }) }),
    response: Type.Object({
      /** `DecisionStatement` of the ledger; the challenge is the SHA-256 of its canonical JSON. */
      statement: Type.Unknown(),
      challenge: B64Url,
      rpId: Type.String(),
      /** Opens the statement's commitments, so that the phone can check that they say what it shows. */
      openings: Type.Array(Type.Object({ commitment: DigestHex, salt: B64Url, value: Type.Unknown() })),
      allowCredentials: Type.Array(Type.Object({ id: B64Url, kid: B64Url, isSample: Type.Boolean() })),
    }),
    refuses: [
      'session/none',
      'request/unknown',
      'request/wrong-state',
      'decision/not-your-step',
      'decision/clerk-may-not-approve',
      'decision/custodian-may-not-approve',
      'decision/reason-required',
      'passkey/not-in-roster',
      'request/erased',
    ],
  }),
  decide: route({
    method: 'POST',
    path: '/api/v1/requests/:request/decisions',
    caller: 'session',
    params: byId,
    summary: { zh: '审批：交签名', en: 'Decide: hand in the signature' },
    body: Strict({ statement: Type.Unknown(), assertion: PasskeyAssertion }),
    response: RequestDetail,
    refuses: [
      'session/none',
      'request/unknown',
      'request/wrong-state',
      'decision/not-your-step',
      'decision/not-what-was-shown',
      'decision/stale',
      'passkey/not-verified',
      'passkey/not-in-roster',
      'ledger/unavailable',
    ],
  }),
  receipt: route({
    method: 'GET',
    path: '/api/v1/requests/:request/receipt',
    caller: 'session',
    params: byId,
    summary: { zh: '回执（含存证证明，可离线验证）', en: 'The receipt with its proofs, for offline checking' },
    response: { mediaType: 'application/json', headers: RECEIPT_HEADERS },
    refuses: ['session/none', 'request/unknown', 'receipt/none', 'receipt/not-yet'],
  }),
} as const;

export type RequestDetail = Static<typeof RequestDetail>;
export type RequestSummary = Static<typeof RequestSummary>;
export type NewRequest = Static<typeof NewRequest>;
export type Matter = Static<typeof Matter>;
export type Seal = Static<typeof Seal>;
