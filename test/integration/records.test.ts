import { openCheckpoint, text } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { BINJIANG, TOWN } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draft, draftAndFile, expectOk, givePasskey, signDecision, WISH } from '../kit/story.ts';

let town: TestTown;
let clerk: Browser;
beforeAll(async () => {
  town = await openTown();
  clerk = await town.signedIn(BINJIANG.clerk);
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

const record = (code: string) => town.visitor.get(`/api/v1/public/records/${code}`);

it('anyone finds a record by its number, its id and the code of each page, and sees nothing personal', async () => {
  const id = await draftAndFile(clerk);
  const director = await town.signedIn(BINJIANG.director);
  const passkey = await givePasskey(director);
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, await signDecision(director, passkey, id, 'return', '缺少身份证明')));

  await expect.poll(async () => expectOk(await record(id)).ledger.index).toBeGreaterThan(0);
  const { code: number, pages } = expectOk(await clerk.get(`/api/v1/requests/${id}`));
  const byNumber = expectOk(await record(number));
  expect(byNumber).toMatchObject({
    code: number,
    state: 'returned',
    body: '瑞安市玉海街道滨江社区居民委员会',
    division: '滨江社区',
    seal: '瑞安市玉海街道滨江社区居民委员会',
    pages: 2,
    decisions: [{ step: 0, verdict: 'return' }],
    isSample: true,
  });
  expect(expectOk(await record(number.replace('-', '').toLowerCase()))).toEqual(byNumber);
  expect(expectOk(await record(id))).toEqual(byNumber);
  const [first] = await town.ports.store.requests.pages(id);
  const byPage = expectOk(await record(first?.code ?? ''));
  expect(byPage.page).toEqual({ page: 1, digest: pages[0].digest, matches: true });

  const people = [BINJIANG.clerk, BINJIANG.director, BINJIANG.custodian, clerk.person, director.person, '示例·'];
  for (const personal of [WISH.title, WISH.applicant, WISH.purpose, '缺少身份证明', ...people])
    expect(JSON.stringify([byNumber, byPage])).not.toContain(personal);
});

it('a page code that the server did not sign, or that sits on another page, does not match', async () => {
  const [one, other] = [await draftAndFile(clerk), await draftAndFile(clerk)];
  const codeOf = async (id: string) => (await town.ports.store.requests.pages(id))[0]?.code ?? '';
  const [code, foreign] = [await codeOf(one), await codeOf(other)];
  const forged = code.slice(0, 60) + foreign.slice(60);
  expect(expectOk(await record(forged)).page).toMatchObject({ page: 1, matches: false });
});

it('an unknown code, a draft and a record that nobody filed are one and the same: unknown', async () => {
  const id = await draft(clerk);
  const [page] = await town.ports.store.requests.pages(id);
  for (const code of [id, page?.code ?? '', '0000000000000', 'ZZZZ-ZZZZ', 'A'.repeat(143)])
    expect(await record(code)).toMatchObject({ status: 404, body: { code: 'request/unknown' } });
  expect((await record('%20')).body.code).toBe('message/malformed');
});

it('a checkpoint soon covers what was filed, and the receipt waits until the use is over', async () => {
  const id = await draftAndFile(clerk);
  await expect.poll(async () => expectOk(await record(id)).ledger.index).toBeGreaterThan(0);
  const { ledger } = expectOk(await record(id));
  const { logKeys } = expectOk(await town.visitor.get('/api/v1/town'));
  // Published a little after it is committed.
  const published = async () => openCheckpoint(logKeys[0], text((await town.visitor.get('/log/checkpoint')).body));
  const sizeOf = (opened: Awaited<ReturnType<typeof published>>) => (opened.ok ? opened.value.size : -1);
  await expect.poll(async () => sizeOf(await published())).toBeGreaterThan(ledger.index);
  expect(await published()).toMatchObject({ ok: true, value: { origin: TOWN.origin } });
  expect((await town.visitor.get(`/api/v1/public/records/${id}/receipt`)).body.code).toBe('receipt/not-yet');
  expect((await clerk.get(`/api/v1/requests/${id}/receipt`)).body.code).toBe('receipt/not-yet');
  const entries = Buffer.from((await town.visitor.get(`/log/tile/entries/000.p/${ledger.size}`)).body);
  expect(entries.includes(id)).toBe(true);
  for (const personal of [WISH.title, WISH.applicant, WISH.purpose]) expect(entries.includes(personal)).toBe(false);
});
