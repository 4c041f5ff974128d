import { describe, expect, it } from 'vitest';
import { recordCodeOf } from './record-code.ts';

describe('what a person enters to check a sheet', () => {
  it.each([
    ['K7QF-2M9D', 'K7QF-2M9D'],
    ['  k7qf 2m9d ', 'K7QF-2M9D'],
    ['Ｋ７ＱＦ－２Ｍ９Ｄ', 'K7QF-2M9D'],
    ['K7QF—2M9D', 'K7QF-2M9D'],
    ['KIOL-2M9D', 'K101-2M9D'],
    ['https://town.example/v/AbC_-12345?x=1', 'AbC_-12345'],
    ['0abcdefgh1234', '0abcdefgh1234'],
  ])('takes %j', (entered, code) => expect(recordCodeOf(entered)).toBe(code));

  it('keeps the case of a page code, which is base64url', () => {
    const code = 'aB3_'.repeat(36).slice(0, 143);
    expect(recordCodeOf(code)).toBe(code);
  });

  it.each(['', '   ', '印章', 'K7Q', '<script>'])('refuses %j', (entered) => expect(recordCodeOf(entered)).toBeNull());
});
