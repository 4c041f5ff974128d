import { expect, it } from 'vitest';
import { chanceOf } from '../chance.ts';
import { inCapitals, inDigits } from './amounts.ts';
import { personOf } from './people.ts';
import { twinOf } from './twins.ts';

it.each([
  [1_020_300, '壹万零贰佰零叁元整', '10,203.00'],
  [70, '柒角整', '0.70'],
  [123_405, '壹仟贰佰叁拾肆元零伍分', '1,234.05'],
  [10_000_000, '壹拾万元整', '100,000.00'],
  [1_000_010_000, '壹仟万零壹佰元整', '10,000,100.00'],
])('%i fen are spelt as cheques spell them', (fen, capitals, digits) => {
  expect(inCapitals(fen)).toBe(capitals);
  expect(inDigits(fen)).toBe(digits);
});

it('an invented person has a number with a valid check character, of a division that does not exist', () => {
  const next = chanceOf('people');
  for (let n = 0; n < 200; n++) {
    const { id } = personOf(next);
    expect(id).toMatch(/^9990\d{13}[\dX]$/);
    const sum = [...id].reduce((total, digit, i) => total + (digit === 'X' ? 10 : Number(digit)) * (2 ** (17 - i) % 11), 0);
    expect(sum % 11).toBe(1); // GB 11643
  }
});

it('twins are found from either side, punctuation from one', () => {
  expect([twinOf('末'), twinOf('未'), twinOf('.'), twinOf('。'), twinOf('、'), twinOf('龙')]).toEqual(['未', '末', ',', '．', null, null]);
});
