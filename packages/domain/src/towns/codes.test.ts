import fc from 'fast-check';
import { expect, it } from 'vitest';
import { creditCodeCheck, isCreditCode } from './credit-code.ts';
import { isWithin, levelOf } from './division-code.ts';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

it('knows a real credit code', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true); // the example of GB 32100-2015, annex
  expect(isCreditCode('91350100M000100Y44')).toBe(false);
  expect(isCreditCode('91350100M000100I43')).toBe(false);
});

it('finds every single wrong character of a credit code', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 }),
      fc.nat(16),
      fc.constantFrom(...ALPHABET),
      (characters, place, other) => {
        const first17 = characters.join('');
        const code = `${first17}${creditCodeCheck(first17)}`;
        expect(isCreditCode(code)).toBe(true);
        if (code[place] !== other) expect(isCreditCode(code.slice(0, place) + other + code.slice(place + 1))).toBe(false);
      },
    ),
  );
});

it('tells the level of a division by its zeros, and what lies within what', () => {
  expect(levelOf('330000000000')).toBe('province');
  expect(levelOf('330300000000')).toBe('prefecture');
  expect(levelOf('330381000000')).toBe('county');
  expect(levelOf('330381002000')).toBe('township');
  expect(levelOf('330381002033')).toBe('village');
  expect(levelOf('33038100203')).toBeNull();
  expect(isWithin('330381002033', '330381002000')).toBe(true);
  expect(isWithin('330381002033', '330381000000')).toBe(true);
  expect(isWithin('330381003033', '330381002000')).toBe(false);
  expect(isWithin('330381002000', '330381002033')).toBe(false);
});
