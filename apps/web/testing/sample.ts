import type { Matter, PressEvidence, PublicRecord, RequestDetail, RequestSummary, Seal, SheetAnswer } from '@yinzheng/contract';
import { sha256Hex, utf8 } from '@yinzheng/ledger';
import type { Notice } from '../src/api/types.ts';
import { bodies, people, sampleMatters, sampleSeals } from './sample-town.ts';

/** Sample answers for working on the pages without a server. All people are invented. */
export const AT = '2026-11-22T06:05:00.000Z';

/** The bytes of a fixed page, as small as a PDF can be. */
export const pagePdf = (request: string, page: number): Uint8Array =>
  utf8(
    `%PDF-1.4\n% ${request} page ${page}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>\n`,
  );

const pagesOf = (id: string, count: number): RequestDetail['pages'] =>
  Array.from({ length: count }, (_, i) => ({
    page: i + 1,
    digest: sha256Hex(pagePdf(id, i + 1)),
    widthMm: 210,
    heightMm: 297,
    impressions: i === count - 1 ? 1 : 0,
    url: `/api/v1/requests/${id}/pages/${i + 1}`,
    preview: `/api/v1/requests/${id}/pages/${i + 1}/preview`,
  }));

const [residence, hardship] = sampleMatters;
const [committeeSeal] = sampleSeals;
if (!residence || !hardship || !committeeSeal) throw new Error('the sample lacks its first matters and seal');

/** One filed request of three pages; callers override what they need. */
export function sampleRequest(over: Partial<RequestDetail> = {}, pages = 3): RequestDetail {
  const id = over.id ?? '0b5tr9pak7qf2';
  return {
    id,
    state: 'filed',
    title: '示例·王某某的居住情况说明',
    applicant: '示例·王某某',
    purpose: '子女入学报名，交玉海第一小学',
    code: 'K7QF-2M9D',
    matter: residence as Matter,
    seal: committeeSeal as Seal,
    body: bodies.committee,
    clerk: people.clerk,
    custodian: people.custodian,
    copies: 2,
    pages: pagesOf(id, pages),
    sources: [{ name: '居住情况说明（扫描）.pdf', pages }],
    printUrl: `/api/v1/requests/${id}/sheet-set`,
    decisions: [],
    filedAt: AT,
    updatedAt: AT,
    mayFile: false,
    mayDecide: false,
    mayWithdraw: false,
    mayAskErasure: false,
    mayAnswerErasure: false,
    ...over,
  };
}

const sampleEvidence = {
  reasons: [],
  seals: [
    {
      xMm: 155.3,
      yMm: 231.6,
      diameterMm: 42.1,
      angleDeg: 348.1,
      coverage: 1,
      strike: 'single',
      ink: 'stamped',
      text: 'same',
      likeness: { is: 'same', score: 0.97 },
    },
  ],
} satisfies PressEvidence;

export const sampleUse = (made: number, isDone: boolean): NonNullable<RequestDetail['use']> => ({
  machine: { id: 'm-2041', name: '殿巷社区印章机' },
  sleeve: 1,
  allowed: 2,
  made,
  unknown: isDone ? 0 : 1,
  voided: 0,
  expiresAt: '2026-11-23T06:05:00.000Z',
  impressions: Array.from({ length: made }, (_, i) => ({
    page: 3,
    copy: i + 1,
    outcome: 'confirmed',
    at: AT,
    ...(i === 0 ? { cleared: { by: people.clerk, at: AT }, evidence: sampleEvidence } : {}),
    ...(i === 0 ? { photo: '/api/v1/requests/x/photos/preview' } : {}),
  })),
});

export const sampleErased = { at: '2026-11-25T02:10:00.000Z', ground: 'consent-withdrawn', isEarly: true } as const;

const approved = { step: 0, approver: people.approver, verdict: 'approve', reason: '', at: AT };

export const sampleRequests = (): RequestDetail[] => [
  sampleRequest(),
  sampleRequest({
    id: '1authorised000',
    state: 'authorised',
    title: '示例·老旧小区加装电梯施工占用公共场地及噪声扰民安抚补偿方案公示材料（含现场照片、居民意见征集表与会议记录）的盖章申请',
    matter: hardship as Matter,
    decisions: [approved],
    use: sampleUse(1, false),
  }),
  sampleRequest({ id: '2completed0000', state: 'completed', title: '示例·零星用工结算单', decisions: [approved], use: sampleUse(2, true) }),
  sampleRequest({
    id: '3returned00000',
    state: 'returned',
    title: '示例·困难救助申请',
    decisions: [{ ...approved, verdict: 'return', reason: '第二页缺少申请人签名，请补签后重新申请。' }],
  }),
  sampleRequest({
    id: '5erased000000',
    state: 'completed',
    title: '',
    applicant: '',
    purpose: '',
    sources: [],
    decisions: [approved],
    use: { ...sampleUse(1, true), impressions: [{ page: 3, copy: 1, outcome: 'confirmed', at: AT }] },
    erased: sampleErased,
  }),
  sampleRequest({
    id: '6asked0000000',
    state: 'completed',
    title: '示例·困难救助申请',
    decisions: [approved],
    use: sampleUse(2, true),
    erasure: { id: 'erasure-1', ground: 'consent-withdrawn', askedBy: people.clerk, askedAt: AT },
    retainedUntil: '2036-11-19T06:05:00.000Z',
  }),
  sampleRequest({ id: '4draft0000000', state: 'draft', title: '示例·集体资产出租合同' }, 9),
];

export const summaryOf = (it: RequestDetail): RequestSummary => ({
  id: it.id,
  state: it.state,
  title: it.title,
  applicant: it.applicant,
  matter: { code: it.matter.code, name: it.matter.name },
  seal: { id: it.seal.id, name: it.seal.name },
  body: it.body,
  clerk: it.clerk,
  pages: it.pages.length,
  copies: it.copies,
  ...(it.filedAt ? { filedAt: it.filedAt } : {}),
  updatedAt: it.updatedAt,
  ...(it.erased ? { erasedAt: it.erased.at } : {}),
});

export function sampleRecord(state: PublicRecord['state'], code: string, over: Partial<PublicRecord> = {}): PublicRecord {
  const isStamped = state === 'completed';
  return {
    code: 'K7QF-2M9D',
    state,
    body: bodies.committee.name,
    division: '浙江省温州市瑞安市玉海街道殿巷社区',
    seal: '瑞安市玉海街道殿巷社区居民委员会',
    matter: { name: '居住情况说明', basis: '民发〔2020〕20号；浙江省村（社区）保留证明事项清单' },
    pages: 3,
    copies: 1,
    filedAt: AT,
    decisions: state === 'filed' || state === 'withdrawn' ? [] : [{ step: 0, verdict: 'approve', at: '2026-11-22T06:21:00.000Z' }],
    impressions: isStamped
      ? [
          {
            page: 3,
            copy: 1,
            outcome: 'confirmed',
            at: '2026-11-22T07:02:00.000Z',
            clearedAt: '2026-11-22T07:01:00.000Z',
            evidence: sampleEvidence,
          },
        ]
      : [],
    ledger: {
      origin: 'yinzheng.example/330381002000',
      size: 4213,
      index: isStamped ? 4207 : -1,
      isWitnessed: isStamped,
      ...(isStamped ? { checkpointAt: AT } : {}),
    },
    ...(code.length > 100 ? { page: { page: 3, digest: 'c'.repeat(64), matches: true } } : {}),
    isSample: true,
    ...over,
  };
}

export const sampleNotices = (): Notice[] => [
  {
    id: 'n1',
    kind: 'to-decide',
    request: '0b5tr9pak7qf2',
    title: '示例·王某某的居住情况说明',
    text: { zh: '殿巷社区居民委员会有一份申请等您审批。', en: 'A request of the community waits for your decision.' },
    at: AT,
    isRead: false,
  },
  {
    id: 'n2',
    kind: 'completed',
    request: '2completed0000',
    title: '示例·零星用工结算单',
    text: { zh: '用印完成，已写入账本。', en: 'Stamped and in the ledger.' },
    at: '2026-11-21T03:00:00.000Z',
    isRead: true,
  },
];

const box = (left: number, top: number, width: number, height: number) => [
  { x: left, y: top },
  { x: left + width, y: top + 0.01 },
  { x: left + width - 0.01, y: top + height },
  { x: left, y: top + height },
];

/** A photographed sheet that differs in two places, with two seals on it. */
export const sampleSheetAnswer: SheetAnswer = {
  found: 'differs',
  record: { code: 'K7QF-2M9D', page: 3, pages: 3, state: 'completed', seal: '示例社区居民委员会', impressions: 1 },
  differences: [
    { kind: 'changed', certainty: 'sure', outline: box(0.35, 0.3, 0.3, 0.05) },
    { kind: 'extra', certainty: 'unsure', outline: box(0.1, 0.55, 0.3, 0.05) },
  ],
  seals: [
    { text: '示例社区居民委员会', likeness: 'same' as const, x: 0.66, y: 0.75 },
    { text: null, likeness: 'unsure' as const, x: 0.3, y: 0.8 },
  ].map(({ text, likeness, x, y }) => ({
    diameterMm: 41.8,
    coverage: text === null ? 0.6 : 0.97,
    strike: 'single',
    ink: 'stamped',
    faceText: text,
    likeness,
    outline: Array.from({ length: 32 }, (_, i) => ({
      x: x + 0.1 * Math.cos((i / 16) * Math.PI),
      y: y + 0.07 * Math.sin((i / 16) * Math.PI),
    })),
  })),
};
