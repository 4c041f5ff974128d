import type { RequestDetail } from '@yinzheng/contract';
import { type DecisionStatement, decisionDigest, toB64Url } from '@yinzheng/ledger';
import { describe, expect, it } from 'vitest';
import { pagePdf, sampleRequest } from '../../../testing/sample.ts';
import { sampleMe } from '../../../testing/sample-town.ts';
import { statementFor } from '../../../testing/statement.ts';
import { makeTown } from '../../../testing/town.ts';
import type { StatementToSign } from '../../api/types.ts';
import { checkStatement, isSound, type Shown } from './check-statement.ts';

const { town } = await makeTown('http://localhost:4199');
const request = sampleRequest();
const me = sampleMe('approver');
const reason = '材料齐全';
const offered = statementFor(town, me, request, 'approve', reason);

const shown = (over: Partial<Shown> = {}): Shown => ({
  request,
  approver: me.person.id,
  verdict: 'approve',
  reason,
  now: new Date(),
  fetchPage: async (url) => new Uint8Array(pagePdf(request.id, Number(url.split('/').at(-1)))),
  ...over,
});
const failed = async (offer: StatementToSign, what: Shown) =>
  (await checkStatement(offer, what)).checks.filter((one) => !one.isPassed).map((one) => one.id);

/** The same offer with a statement changed and the challenge made anew: what a dishonest server would send. */
const forged = (over: Partial<DecisionStatement>): StatementToSign => {
  const statement = { ...offered.statement, ...over };
  return { ...offered, statement, challenge: toB64Url(decisionDigest(statement)) };
};

describe('before a passkey signs', () => {
  it('a statement of what is shown passes, and hands out the pages that were hashed', async () => {
    const checked = await checkStatement(offered, shown());
    expect(isSound(checked)).toBe(true);
    expect(checked.pages.map((page) => page?.length)).toEqual(request.pages.map((page) => pagePdf(request.id, page.page).length));
  });

  it.each<[string, Partial<DecisionStatement>]>([
    ['another request', { request: '7zzzzzzzzzzzz' }],
    ['another seal', { seal: 's-party' }],
    ['a newer version of the matter', { matter: { code: request.matter.code, version: 2 } }],
    ['more copies', { copies: 20 }],
    ['more impressions', { impressions: [5, 5, 5] }],
    ['leave to clear what the page check is unsure of', { onDoubt: request.matter.onDoubt === 'ask' ? undefined : 'ask' } as object],
    ['another clerk', { clerk: 'p-other' }],
    ['somebody else as approver', { approver: 'p-other' }],
    ['a later step', { step: 1 }],
  ])('does not let %s through', async (_what, over) => expect(await failed(forged(over), shown())).toEqual(['facts']));

  it('does not let a swapped page through, in the statement or on the wire', async () => {
    const pages = [...offered.statement.pages.slice(1), 'f'.repeat(64)];
    expect(await failed(forged({ pages }), shown())).toEqual(['pages']);
    expect(await failed(offered, shown({ fetchPage: async () => new Uint8Array([1]) }))).toEqual(['pages']);
    expect(await failed(offered, shown({ fetchPage: async () => null }))).toEqual(['pages']);
  });

  it('does not let an approval pass for a rejection, or another reason', async () => {
    expect(await failed(forged({ verdict: 'reject' }), shown())).toEqual(['verdict']);
    expect(await failed(offered, shown({ reason: '不同意' }))).toEqual(['verdict']);
  });

  it('does not let a title be signed that was not shown', async () => {
    const retitled: RequestDetail = { ...request, title: '另一份申请' };
    expect(await failed(offered, shown({ request: retitled }))).toEqual(['content']);
  });

  it('takes no opening at its word: salt and value must make the commitment', async () => {
    const openings = offered.openings.map((one) => ({ ...one, salt: toB64Url(new Uint8Array(32)) }));
    expect(await failed({ ...offered, openings }, shown())).toEqual(['content', 'verdict']);
  });

  it('does not sign a challenge that is of something else', async () => {
    expect(await failed({ ...offered, challenge: toB64Url(new Uint8Array(32)) }, shown())).toEqual(['challenge']);
  });

  it('does not let a decision be dated back', async () => {
    expect(await failed(forged({ at: '2020-01-01T00:00:00.000Z' }), shown())).toEqual(['time']);
  });
});
