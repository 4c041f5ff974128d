import { expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

it.each([
  ['/requests/abc', '/requests/abc'],
  [null, '/requests'],
  ['', '/requests'],
  ['https://elsewhere.example', '/requests'],
  ['//elsewhere.example', '/requests'],
  ['/\\elsewhere.example', '/requests'],
  ['javascript:alert(1)', '/requests'],
])('after signing in, %j leads to %s', (next, path) => expect(safeNext(next)).toBe(path));
