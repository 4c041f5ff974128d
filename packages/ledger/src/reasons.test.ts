import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { REASONS, reasonOf } from './reasons.ts';

const sources = globSync(`${import.meta.dirname}/**/*.ts`).filter((path) => !/\.test\.ts$|reasons\.ts$/.test(path));
const said = new Set(
  sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/'([a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*)'/g)].map(([, code]) => code ?? ''),
  ),
);

it('has a sentence for each code that the package says, and none that it never says', () => {
  const codes = [...said].filter((code) => !code.startsWith('typebox/'));
  expect(codes.length).toBeGreaterThan(50);
  expect(new Set(Object.keys(REASONS))).toEqual(new Set(codes));
});

it('fills its sentences, also for what is missing or unknown', () => {
  expect(reasonOf('approval/steps-missing', { steps: 2, present: 1 })).toEqual({
    zh: '应有 2 次审批，实有 1 次',
    en: 'It needs 2 approvals and has 1',
  });
  expect(reasonOf('approval/steps-missing').en).toBe('It needs — approvals and has —');
  expect(reasonOf('toString')).toEqual({ zh: 'toString', en: 'toString' });
});
