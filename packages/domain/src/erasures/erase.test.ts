import { expect, it } from 'vitest';
import { admitEarly, type EndedRequest, mayConfirm, mayErase, retainedUntil } from './erase.ts';

const now = new Date('2026-11-22T06:00:00.000Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const ended = (over: Partial<EndedRequest> = {}): EndedRequest => ({
  state: 'completed',
  updatedAt: daysAgo(10),
  authorisedUntil: daysAgo(9),
  ...over,
});
const code = (check: { readonly ok: boolean; readonly code?: string }): string => (check.ok ? 'passed' : (check.code ?? ''));

it('what is under way is not erased', () => {
  for (const state of ['draft', 'filed', 'approved', 'authorised', 'using'] as const)
    expect(code(mayErase(ended({ state }), now)), state).toBe('erasure/not-ended');
  for (const state of ['completed', 'rejected', 'returned'] as const)
    expect(code(mayErase(ended({ state, authorisedUntil: state === 'completed' ? now : null }), now)), state).toBe('passed');
});

it('what was withdrawn or ran out waits until no machine can still tell of a use', () => {
  for (const state of ['withdrawn', 'expired'] as const) {
    expect(code(mayErase(ended({ state, authorisedUntil: daysAgo(29) }), now))).toBe('erasure/machine-may-tell');
    expect(code(mayErase(ended({ state, authorisedUntil: daysAgo(30) }), now))).toBe('passed');
    expect(code(mayErase(ended({ state, authorisedUntil: null }), now))).toBe('passed');
  }
});

it('a use is retained longer than a request that led to none; before its end a reason is needed', () => {
  const retention = { usedDays: 3650, unusedDays: 180 };
  const used = retainedUntil(ended(), retention);
  expect(used).toEqual(daysAgo(10 - 3650));
  expect(retainedUntil(ended({ state: 'rejected' }), retention)).toEqual(daysAgo(10 - 180));
  expect(admitEarly(used, now, ' ')).toMatchObject({
    ok: false,
    code: 'erasure/retained',
    params: { until: used.toISOString().slice(0, 10) },
  });
  expect(admitEarly(used, now, '误收了无关人员的材料')).toEqual({ ok: true, value: true });
  expect(admitEarly(daysAgo(1), now, '')).toEqual({ ok: true, value: false });
});

it('nobody confirms alone, nor what they had a part in', () => {
  const part = { filed: { clerk: 'clerk', custodian: 'custodian', waiver: { reason: '0', by: 'officer' } }, approvers: ['director'] };
  expect(code(mayConfirm('supervisor', 'clerk', part))).toBe('passed');
  expect(code(mayConfirm('supervisor', 'supervisor', part))).toBe('erasure/one-person');
  for (const person of ['clerk', 'custodian', 'officer', 'director'])
    expect(code(mayConfirm(person, 'auditor', part)), person).toBe('erasure/took-part');
});
