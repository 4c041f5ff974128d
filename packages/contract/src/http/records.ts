import { type Static, Type } from 'typebox';
import { DigestHex, Instant, Strict } from '../schema.ts';
import { Erased } from './erased.ts';
import { PressEvidence } from './evidence.ts';
import { RequestState } from './requests.ts';
import { RECEIPT_HEADERS, route } from './route.ts';

/** What anyone may see of a record: which seal, which matter, when, how far; nothing personal. */
export const PublicRecord = Type.Object({
  code: Type.String(),
  state: RequestState,
  body: Type.String(),
  division: Type.String(),
  seal: Type.String(),
  matter: Type.Object({ name: Type.String(), basis: Type.String() }),
  pages: Type.Integer(),
  copies: Type.Integer(),
  filedAt: Instant,
  decisions: Type.Array(Type.Object({ step: Type.Integer(), verdict: Type.String(), at: Instant })),
  impressions: Type.Array(
    Type.Object({
      page: Type.Integer(),
      copy: Type.Integer(),
      outcome: Type.String(),
      at: Instant,
      /** The page check was unsure of the sheet, and a person looked and vouched for it then. */
      clearedAt: Type.Optional(Instant),
      evidence: Type.Optional(PressEvidence),
    }),
  ),
  ledger: Type.Object({
    origin: Type.String(),
    size: Type.Integer(),
    index: Type.Integer({ description: 'of the newest act; -1 while it waits for a checkpoint' }),
    isWitnessed: Type.Boolean({ description: 'whether the quorum of witnesses has cosigned a checkpoint over the newest act' }),
    checkpointAt: Type.Optional(Instant),
  }),
  /** Present when the link came from a page's code. */
  page: Type.Optional(
    Type.Object({
      page: Type.Integer(),
      digest: DigestHex,
      matches: Type.Boolean(),
      keyCompromisedAt: Type.Optional(Instant),
    }),
  ),
  isSample: Type.Boolean(),
  erased: Type.Optional(Erased),
});

export const records = {
  show: route({
    method: 'GET',
    path: '/api/v1/public/records/:code',
    caller: 'public',
    params: Strict({ code: Type.String({ pattern: '^[A-Za-z0-9_-]{8,400}$' }) }),
    summary: { zh: '公开查验：按记录码', en: 'Public check by record number or page code' },
    response: PublicRecord,
    refuses: ['request/unknown'],
  }),
  receipt: route({
    method: 'GET',
    path: '/api/v1/public/records/:code/receipt',
    caller: 'public',
    params: Strict({ code: Type.String({ pattern: '^[A-Za-z0-9_-]{8,400}$' }) }),
    summary: { zh: '公开回执（不含个人信息）', en: 'The receipt without personal openings' },
    response: { mediaType: 'application/json', headers: RECEIPT_HEADERS },
    refuses: ['request/unknown', 'receipt/none', 'receipt/not-yet'],
  }),
  checkpoint: route({
    method: 'GET',
    path: '/log/checkpoint',
    caller: 'public',
    summary: { zh: '存证账本检查点', en: 'The newest checkpoint (c2sp.org/tlog-tiles)' },
    response: { mediaType: 'text/plain' },
    refuses: ['receipt/not-yet'],
  }),
  tile: route({
    method: 'GET',
    path: '/log/tile/*',
    caller: 'public',
    summary: { zh: '存证账本瓦片', en: 'Tiles and entry bundles (c2sp.org/tlog-tiles)' },
    response: { mediaType: 'application/octet-stream' },
    refuses: ['file/unknown'],
  }),
} as const;

export type PublicRecord = Static<typeof PublicRecord>;
