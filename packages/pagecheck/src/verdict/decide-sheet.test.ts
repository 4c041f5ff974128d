import { expect, it } from 'vitest';
import type { Difference } from '../compare/difference.ts';
import { decideSheet } from './decide-sheet.ts';

const difference = (certainty: Difference['certainty']): Difference => ({
  kind: 'changed',
  strength: 0.5,
  certainty,
  leftMm: 10,
  topMm: 10,
  widthMm: 4,
  heightMm: 4,
});
const report = (certainties: readonly Difference['certainty'][] = [], more = {}) => ({
  found: 'page' as const,
  code: 'expected' as const,
  differences: certainties.map(difference),
  ...more,
});

it('goes only on the expected page without a difference', () => {
  expect(decideSheet(report(), 'ask')).toEqual({ verdict: 'go', reasons: [] });
  expect(decideSheet(report([], { code: 'unread' }), 'ask')).toEqual({ verdict: 'stop', reasons: ['page/no-code'] });
  expect(decideSheet(report([], { code: 'other' }), 'ask')).toEqual({ verdict: 'stop', reasons: ['page/other-page'] });
  expect(decideSheet(report([], { found: 'other-page' }), 'ask')).toEqual({ verdict: 'stop', reasons: ['page/other-page'] });
  expect(decideSheet(report([], { found: 'no-page' }), 'ask')).toEqual({ verdict: 'stop', reasons: ['page/no-page'] });
});

it('says of what a finger hides that the picture must be taken again', () => {
  const hidden: Difference = { ...difference('unsure'), kind: 'missing', under: 'finger' };
  expect(decideSheet(report([], { differences: [hidden] }), 'ask')).toEqual({ verdict: 'ask', reasons: ['page/finger'] });
  const both = report([], { differences: [difference('unsure'), hidden] });
  expect(decideSheet(both, 'stop')).toEqual({ verdict: 'stop', reasons: ['page/finger', 'page/unsure'] });
  expect(decideSheet(report([], { differences: [hidden, difference('sure')] }), 'ask').reasons).toEqual(['page/differs']);
});

it('puts only doubt to a person, and only where the matter lets it', () => {
  expect(decideSheet(report(['unsure']), 'ask')).toEqual({ verdict: 'ask', reasons: ['page/unsure'] });
  expect(decideSheet(report(['unsure']), 'stop')).toEqual({ verdict: 'stop', reasons: ['page/unsure'] });
  expect(decideSheet(report(['unsure', 'sure']), 'ask')).toEqual({ verdict: 'stop', reasons: ['page/differs'] });
});
