import { expect, test } from 'vitest';
import { type Report, tally } from './tally.ts';

const file = (status: string, ...tests: string[]): Report['testResults'][number] => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((it, index) => ({ status: it, fullName: `test ${index}` })),
});

test('passed, failed and skipped tests are counted apart', () => {
  const report = { testResults: [file('failed', 'passed', 'failed'), file('passed', 'passed', 'skipped')] };
  expect(tally(report, 1)).toEqual({ passed: 2, failed: 1, skipped: ['test 1'] });
});

test('a file that breaks before its first test counts as failed', () => {
  expect(tally({ testResults: [file('failed'), file('passed', 'passed')] }, 1).failed).toBe(1);
});

test('a run that ends badly is never green, report or no report', () => {
  expect(tally({ testResults: [file('passed', 'passed')] }, 1).failed).toBe(1);
  expect(tally(undefined, null).failed).toBe(1);
});
