import { decisionDigest, opens } from '@yinzheng/ledger';
import { createSoftwarePasskey, type SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { BINJIANG, TOWN } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draftAndFile, expectOk, givePasskey, signDecision, WISH } from '../kit/story.ts';

let town: TestTown;
let clerk: Browser;
let director: Browser;
let passkey: SoftwarePasskey;
beforeAll(async () => {
  town = await openTown();
  clerk = await town.signedIn(BINJIANG.clerk);
  director = await town.signedIn(BINJIANG.director);
  passkey = await givePasskey(director);
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

const decide = (approver: Browser, id: string, signed: unknown) => approver.post(`/api/v1/requests/${id}/decisions`, signed);
const stateOf = async (id: string) => expectOk(await clerk.get(`/api/v1/requests/${id}`)).state;

it('the statement opens to what the approver is shown', async () => {
  const id = await draftAndFile(clerk);
  const url = `/api/v1/requests/${id}/decision-statements`;
  const { statement, openings, allowCredentials } = expectOk(await director.post(url, { verdict: 'return', reason: '缺少签名' }));
  expect(openings.every(opens)).toBe(true);
  expect(openings.map(({ commitment }: { commitment: string }) => commitment)).toEqual([statement.content, statement.reason]);
  expect(openings.map(({ value }: { value: unknown }) => value)).toEqual([
    { title: WISH.title, applicant: WISH.applicant, purpose: WISH.purpose },
    '缺少签名',
  ]);
  expect(allowCredentials).toMatchObject([{ kid: passkey.kid, isSample: true }]);
});

it('an approval counts once: the same decision again gets the first answer, whoever else decided meanwhile', async () => {
  const id = await draftAndFile(clerk);
  const signed = await signDecision(director, passkey, id);
  const first = expectOk(await decide(director, id, signed));
  expect(first).toMatchObject({ state: 'approved', decisions: [{ step: 0, verdict: 'approve', approver: { id: director.person } }] });
  town.ports.clock.advance(60_000);
  expect(expectOk(await decide(director, id, signed))).toEqual(first);
  await expect.poll(async () => (await town.ports.store.ledger.about(id)).isWaiting).toBe(false);
  expect((await town.ports.store.ledger.about(id)).entries).toHaveLength(2);
});

it('the same decision many times at once counts once', async () => {
  const id = await draftAndFile(clerk);
  const signed = await signDecision(director, passkey, id);
  const answers = await Promise.all([1, 2, 3, 4].map(() => decide(director, id, signed)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(expectOk(await clerk.get(`/api/v1/requests/${id}`)).decisions).toHaveLength(1);
});

it.each(['reject', 'return'])('to %s needs a reason, and ends the request', async (verdict) => {
  const id = await draftAndFile(clerk);
  for (const reason of ['', '  ']) {
    const refused = await director.post(`/api/v1/requests/${id}/decision-statements`, { verdict, reason });
    expect(refused.body.code).toBe('decision/reason-required');
  }
  const detail = expectOk(await decide(director, id, await signDecision(director, passkey, id, verdict, '材料不全')));
  expect(detail).toMatchObject({ state: verdict === 'reject' ? 'rejected' : 'returned', decisions: [{ reason: '材料不全' }] });
  const again = await director.post(`/api/v1/requests/${id}/decision-statements`, { verdict: 'approve', reason: '' });
  expect(again.body.code).toBe('request/wrong-state');
});

it('nobody decides but an approver of the body who is neither clerk nor custodian', async () => {
  const id = await draftAndFile(clerk);
  const attempt = async (account: string) =>
    (await (await town.signedIn(account)).post(`/api/v1/requests/${id}/decision-statements`, { verdict: 'approve', reason: '' })).body.code;
  expect(await attempt('dianxiang-director')).toBe('request/unknown');
  expect(await attempt(BINJIANG.clerk)).toBe('decision/not-your-step');
  expect(await attempt(BINJIANG.custodian)).toBe('decision/not-your-step');
  expect(await attempt('yuhai-supervisor')).toBe('decision/not-your-step');
  expect(await attempt('yuhai-admin')).toBe('request/unknown');
});

it('a passkey counts only through the roster', async () => {
  const id = await draftAndFile(clerk);
  const secretary = await town.signedIn(BINJIANG.secretary);
  const refused = await secretary.post(`/api/v1/requests/${id}/decision-statements`, { verdict: 'approve', reason: '' });
  expect(refused.body.code).toBe('passkey/not-in-roster');
  const stranger = await createSoftwarePasskey(TOWN.rpId, TOWN.publicUrl);
  const { statement } = await signDecision(director, passkey, id);
  const assertion = await stranger.assert(decisionDigest(statement));
  expect((await decide(director, id, { statement, assertion })).body.code).toBe('passkey/not-in-roster');
  expect(await stateOf(id)).toBe('filed');
});

it('a signature under another statement, for another request or by another hand is refused', async () => {
  const [id, other] = [await draftAndFile(clerk), await draftAndFile(clerk)];
  const signed = await signDecision(director, passkey, id);
  const code = async (request: string, it: unknown, by = director) => (await decide(by, request, it)).body.code;
  expect(await code(id, { ...signed, statement: { ...signed.statement, copies: 2 } })).toBe('passkey/not-verified');
  const more = { ...signed.statement, copies: 2 };
  expect(await code(id, { statement: more, assertion: await passkey.assert(decisionDigest(more)) })).toBe('decision/stale');
  expect(await code(other, signed)).toBe('decision/not-what-was-shown');
  const secretary = await town.signedIn(BINJIANG.secretary);
  await givePasskey(secretary);
  expect(await code(id, signed, secretary)).toBe('decision/not-what-was-shown');
  expect([await stateOf(id), await stateOf(other)]).toEqual(['filed', 'filed']);
});

it.each([null, 7, 'text', {}, { v: 1, kind: 'decision' }])('a statement that is none (%j) is refused, not fatal', async (statement) => {
  const id = await draftAndFile(clerk);
  const { assertion } = await signDecision(director, passkey, id);
  expect(await decide(director, id, { statement, assertion })).toMatchObject({ status: 400, body: { code: 'message/malformed' } });
});

it('a confirmation that lay for more than ten minutes is stale', async () => {
  const id = await draftAndFile(clerk);
  const signed = await signDecision(director, passkey, id);
  town.ports.clock.advance(10 * 60_000 + 1);
  expect((await decide(director, id, signed)).body.code).toBe('decision/stale');
  expect(await stateOf(id)).toBe('filed');
});
