import { expect, it } from 'vitest';
import { argonPasswords } from './argon-passwords.ts';

/** RFC 6238, appendix B: SHA-1, the ASCII seed `12345678901234567890`, the last six of its eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const VECTORS = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

it.each(VECTORS)('the code at second %i is the one of RFC 6238', (second, code) => {
  expect(argonPasswords.code(SECRET, new Date(second * 1000))).toBe(code);
});

it('a code counts half a minute before and after its own, and no longer', () => {
  const [second, code] = VECTORS[2];
  const step = Math.floor(second / 30);
  const stepAt = (offset: number) => argonPasswords.stepOf(SECRET, code, new Date((step * 30 + offset) * 1000));
  expect([-31, -30, 0, 29, 30, 59, 60].map(stepAt)).toEqual([null, step, step, step, step, step, null]);
});

it('opens for the password alone, and hashes the same one differently each time', async () => {
  const [one, other] = await Promise.all([argonPasswords.hash('示例密码'), argonPasswords.hash('示例密码')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await argonPasswords.verify(one, '示例密码')).toBe(true);
  expect(await argonPasswords.verify(one, '示例密碼')).toBe(false);
});
