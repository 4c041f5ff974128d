import { describe, expect, it } from 'vitest';
import type { Request } from '../requests/request.ts';
import { admitReason, afterDecision, matchesRequest, mayDecide, stateDecision } from './decide.ts';
import { mayStandTogether } from './separation.ts';

const AT = '2026-11-22T08:00:00.000Z';
const NOW = new Date(AT);
const digest = (character: string): string => character.repeat(64);
const request = (more: Partial<Request> = {}, steps = 1): Request => ({
  id: '0123456789abc',
  state: 'filed',
  filed: {
    request: '0123456789abc',
    body: 'body',
    division: '330381002033',
    seal: 'seal',
    matter: { code: 'relief', version: 1 },
    clerk: 'clerk',
    custodian: 'custodian',
    pages: [digest('a')],
    copies: 1,
    impressions: [1],
    content: digest('c'),
    steps,
  },
  content: { title: 't', applicant: 'a', purpose: 'p' },
  salt: 's',
  approvedBy: [],
  ...more,
});
const statement = (it: Request, more = {}) => ({
  ...stateDecision(it, { town: 'town', approver: 'director', verdict: 'approve', reason: digest('d'), at: AT }),
  ...more,
});
const code = (check: { readonly ok: boolean; readonly code?: string }): string => (check.ok ? 'passed' : (check.code ?? ''));

describe('who may decide', () => {
  const by = (person: string, isApproverOfBody = true) => ({ person, isApproverOfBody });

  it('is an approver of the body who is neither clerk nor custodian', () => {
    expect(code(mayDecide(request(), by('director'), ['主任']))).toBe('passed');
    expect(code(mayDecide(request(), by('director', false), ['主任']))).toBe('decision/not-your-step');
    expect(code(mayDecide(request(), by('clerk'), ['主任']))).toBe('decision/clerk-may-not-approve');
    expect(code(mayDecide(request(), by('custodian'), ['主任']))).toBe('decision/custodian-may-not-approve');
  });

  it('decides one step only, and only what is filed', () => {
    const half = request({ approvedBy: ['director'] }, 2);
    expect(code(mayDecide(half, by('director'), ['主任', '书记']))).toBe('decision/not-your-step');
    expect(mayDecide(half, by('secretary'), ['主任', '书记'])).toEqual({ ok: true, value: 1 });
    for (const state of ['draft', 'approved', 'withdrawn', 'completed'] as const)
      expect(code(mayDecide(request({ state }), by('director'), ['主任']))).toBe('request/wrong-state');
  });
});

describe('what is signed', () => {
  it('is the request as it stands, every fact of it', () => {
    expect(code(matchesRequest(statement(request()), request(), 'town', NOW, 1000))).toBe('passed');
    const changes = {
      pages: [digest('b')],
      copies: 2,
      impressions: [2],
      seal: 'other',
      body: 'other',
      clerk: 'x',
      custodian: 'x',
      content: digest('e'),
      steps: 2,
      step: 1,
      town: 'elsewhere',
      request: 'y',
      extra: 1,
    };
    for (const [field, value] of Object.entries(changes))
      expect(matchesRequest(statement(request(), { [field]: value }), request(), 'town', NOW, 1000), field).toMatchObject({
        ok: false,
        code: 'decision/not-what-was-shown',
        params: { at: field },
      });
  });

  it('is not older, nor younger, than it may be', () => {
    expect(code(matchesRequest(statement(request()), request(), 'town', new Date(NOW.getTime() + 1001), 1000))).toBe('decision/stale');
    expect(code(matchesRequest(statement(request()), request(), 'town', new Date(NOW.getTime() - 1001), 1000))).toBe('decision/stale');
  });

  it('needs a reason unless it is a yes', () => {
    expect(code(admitReason('approve', ''))).toBe('passed');
    expect(code(admitReason('reject', '  '))).toBe('decision/reason-required');
    expect(code(admitReason('return', '缺一页'))).toBe('passed');
  });
});

it('a request is approved by its last step, and ended by one no', () => {
  expect(afterDecision(request({}, 2), 'approve')).toBe('filed');
  expect(afterDecision(request({ approvedBy: ['director'] }, 2), 'approve')).toBe('approved');
  expect(afterDecision(request({}, 2), 'reject')).toBe('rejected');
  expect(afterDecision(request({}, 2), 'return')).toBe('returned');
});

it('approver, clerk and custodian are different people, unless a waiver stands', () => {
  const { filed } = request();
  expect(code(mayStandTogether(filed, ['director']))).toBe('passed');
  expect(code(mayStandTogether(filed, ['director', 'director']))).toBe('decision/not-your-step');
  expect(code(mayStandTogether(filed, ['clerk']))).toBe('decision/clerk-may-not-approve');
  expect(code(mayStandTogether(filed, ['custodian']))).toBe('decision/custodian-may-not-approve');
  expect(code(mayStandTogether({ ...filed, custodian: 'clerk' }, ['director']))).toBe('decision/clerk-is-custodian');
  expect(code(mayStandTogether({ ...filed, waiver: { reason: digest('f'), by: 'secretary' } }, ['clerk']))).toBe('passed');
});
