import type { AuthorisationClaims } from '@yinzheng/domain';
import { ed25519Signer, sha256Hex, utf8 } from '@yinzheng/ledger';
import {
  type Crop,
  type Difference,
  type ImpressionCheck,
  type ImpressionReport,
  openSheetWorkers,
  type SealSeen,
  type SheetCheck,
  type SheetReport,
} from '@yinzheng/pagecheck';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printedPages } from '../../testing/printed-pages.ts';
import { pixelSheetCheck } from './sheet-check.ts';

const REQUEST = 'abc0123456789';
const IMPRINT = utf8('the filed imprint');
const SHEET = { page: 1, copy: 1 };
const PHOTO = utf8('a photograph');
const workers = openSheetWorkers({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1_024 });
let page: { readonly pdf: Uint8Array; readonly digest: string };

beforeAll(async () => {
  const server = await ed25519Signer(new Uint8Array(32).fill(3));
  const [first] = await printedPages('relief-application.pdf', REQUEST, '92330381MF0000001A', server);
  if (!first) throw new Error('the sample document has no page');
  page = first;
});
afterAll(() => workers.close());

const difference = (leftMm: number, more: Partial<Difference> = {}): Difference => ({
  kind: 'changed',
  strength: 0.4,
  certainty: 'unsure',
  leftMm,
  topMm: 40,
  widthMm: 5,
  heightMm: 5,
  ...more,
});
const crop = (leftMm: number): Crop => ({ leftMm, topMm: 40, widthMm: 5, heightMm: 5, approved: utf8('approved'), seen: utf8('seen') });
const seal: SealSeen = {
  centreMm: { x: 150.04, y: 220 },
  diameterMm: 41.97,
  angleDeg: 3.33,
  coverage: 0.987,
  strike: 'single',
  ink: 'stamped',
  faceText: '示例社区居民委员会',
  likeness: { specimen: 'seal-1', is: 'same', score: 0.912 },
};

/** The adapter over a check that reports what a test wants, and what it was asked. */
function adapter(report: Partial<SheetReport>, after: Partial<ImpressionReport> = {}) {
  const asked: (SheetCheck | ImpressionCheck)[] = [];
  const book = { page: async (digest: string) => (digest === page.digest ? page.pdf : digest === sha256Hex(IMPRINT) ? IMPRINT : null) };
  const check = {
    async checkSheet(it: SheetCheck): Promise<SheetReport> {
      asked.push(it);
      return { found: 'page', code: 'expected', differences: [], seals: [], crops: [], sideBySide: null, corners: null, ...report };
    },
    async checkImpression(it: ImpressionCheck): Promise<ImpressionReport> {
      asked.push(it);
      return { outcome: 'confirmed', reasons: [], newSeals: [seal], ...after };
    },
  };
  return { asked, sheetCheck: pixelSheetCheck(book, check, workers) };
}

const claims = (more: object = {}): AuthorisationClaims =>
  ({ seal: 'seal-1', filed: { pages: [page.digest], impressions: [1], copies: 1, ...more } }) as unknown as AuthorisationClaims;
const faced = (): AuthorisationClaims => ({
  ...claims(),
  face: { text: '示例社区居民委员会', diameterMm: 42, imprint: sha256Hex(IMPRINT) },
});
const doubt = { differences: [difference(10, { text: { approved: '3', seen: '8' } }), difference(20)], crops: [crop(10), crop(20)] };

test('doubt becomes a question with both pictures and what was read, where the approvers allowed it', async () => {
  const { sheetCheck } = adapter(doubt);
  const verdict = await sheetCheck.before(claims({ onDoubt: 'ask' }), SHEET, PHOTO);
  expect(verdict).toMatchObject({ verdict: 'ask', reasons: ['page/unsure'] });
  expect(verdict.doubt).toMatchObject([{ leftMm: 10, text: { approved: '3', seen: '8' }, seen: utf8('seen') }, { leftMm: 20 }]);
});

test('doubt is a stop where they did not, and where a place has no picture to look at', async () => {
  expect(await adapter(doubt).sheetCheck.before(claims(), SHEET, PHOTO)).toMatchObject({ verdict: 'stop', reasons: ['page/unsure'] });
  const blind = await adapter({ ...doubt, crops: [crop(10)] }).sheetCheck.before(claims({ onDoubt: 'ask' }), SHEET, PHOTO);
  expect(blind).toMatchObject({ verdict: 'stop', reasons: ['page/unsure', 'too-many-places'] });
});

test('what surely differs is stopped whatever was allowed, and the clerk is told where and what', async () => {
  const differences = [difference(10, { certainty: 'sure', text: { approved: '3', seen: '8' } })];
  const verdict = await adapter({ differences, crops: [crop(10)] }).sheetCheck.before(claims({ onDoubt: 'ask' }), SHEET, PHOTO);
  expect(verdict).toMatchObject({ verdict: 'stop', refusal: { code: 'use/page-altered', params: { detail: '(10, 40) mm 3 → 8' } } });
  expect(verdict).not.toHaveProperty('doubt');
});

test('what a finger hides is answered by another photograph, never by a person', async () => {
  const differences = [difference(10, { kind: 'missing', under: 'finger' })];
  const verdict = await adapter({ differences, crops: [crop(10)] }).sheetCheck.before(claims({ onDoubt: 'ask' }), SHEET, PHOTO);
  expect(verdict).toMatchObject({ verdict: 'stop', reasons: ['page/finger'], refusal: { code: 'use/finger-on-page' } });
});

test('both checks get the approved page, its code and the seal as it was filed', async () => {
  const { asked, sheetCheck } = adapter({});
  expect(await sheetCheck.before(faced(), SHEET, PHOTO)).toEqual({ verdict: 'go', reasons: [] });
  await sheetCheck.after(faced(), SHEET, { before: PHOTO, after: PHOTO });
  const specimen = { id: 'seal-1', faceText: '示例社区居民委员会', diameterMm: 42, imprint: IMPRINT };
  const code = expect.stringContaining('https://seals.example/v/');
  expect(asked).toMatchObject([
    { page: page.pdf, expectedCode: code, seals: [specimen], pictures: 'crops' },
    { page: page.pdf, expectedCode: code, seal: specimen },
  ]);
});

test('what a press left is told in numbers and codes: not a letter of what was read', async () => {
  const { sheetCheck } = adapter({}, { outcome: 'doubtful', reasons: ['seal/other-text'] });
  const verdict = await sheetCheck.after(faced(), SHEET, { before: PHOTO, after: PHOTO });
  expect(verdict).toEqual({
    outcome: 'doubtful',
    reasons: ['seal/other-text'],
    seals: [
      {
        xMm: 150,
        yMm: 220,
        diameterMm: 42,
        angleDeg: 3.3,
        coverage: 0.99,
        strike: 'single',
        ink: 'stamped',
        text: 'same',
        likeness: { is: 'same', score: 0.91 },
      },
    ],
  });
});

test('a seal without measures is a check that failed, not a record that cannot be written', async () => {
  const { sheetCheck } = adapter({}, { newSeals: [{ ...seal, diameterMm: Number.NaN }] });
  await expect(sheetCheck.after(faced(), SHEET, { before: PHOTO, after: PHOTO })).rejects.toThrow('without measures');
});
