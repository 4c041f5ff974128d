import type { RequestDetail } from '@yinzheng/contract';
import { describe, expect, it } from 'vitest';
import { sampleRequest } from '../../../testing/sample.ts';
import { stagesOf } from './progress.ts';

const at = '2026-11-22T06:05:00.000Z';
const decision = (verdict: string) => ({ step: 0, approver: { id: 'p', name: '示例·审批人甲' }, verdict, reason: '', at });
const stages = (over: Partial<RequestDetail>) => stagesOf({ ...sampleRequest(), ...over }).map((it) => `${it.kind} ${it.state}`);

describe('where a request stands', () => {
  it('a draft waits to be filed', () => {
    const { filedAt: _, ...draft } = sampleRequest();
    expect(stagesOf({ ...draft, state: 'draft', decisions: [] }).find((it) => it.state === 'now')?.kind).toBe('filed');
  });

  it('a filed one waits for exactly one approver, the others are ahead', () => {
    const matter = { ...sampleRequest().matter, route: ['主任审批', '街道审批'] };
    expect(stages({ state: 'filed', filedAt: at, decisions: [], matter })).toEqual([
      'drafted done',
      'filed done',
      'to-decide now',
      'to-decide next',
      'authorised next',
      'stamping next',
      'completed next',
    ]);
  });

  it.each(['rejected', 'returned'] as const)('after it was %s nothing lies ahead', (state) => {
    const verdict = state === 'rejected' ? 'reject' : 'return';
    expect(stages({ state, filedAt: at, decisions: [decision(verdict)] })).toEqual(['drafted done', 'filed done', 'decided bad']);
  });

  it('a withdrawn one says so and ends', () => {
    expect(stages({ state: 'withdrawn', filedAt: at, decisions: [] }).at(-1)).toBe('withdrawn bad');
  });

  it('a completed one has nothing but done stages', () => {
    const use = {
      machine: { id: 'm', name: '一号机' },
      sleeve: 1,
      allowed: 1,
      made: 1,
      unknown: 0,
      voided: 0,
      expiresAt: at,
      impressions: [],
    };
    expect(stages({ state: 'completed', filedAt: at, decisions: [decision('approve')], use }).every((it) => it.endsWith('done'))).toBe(
      true,
    );
  });
});
