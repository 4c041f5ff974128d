import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from './database.ts';

let [one, other]: readonly TestDatabase[] = [];
beforeAll(async () => {
  [one, other] = await Promise.all([cloneDatabase(), cloneDatabase()]);
});
afterAll(() => Promise.all([one?.drop(), other?.drop()]));

it('a suite has a database of its own, with the whole schema', async () => {
  const division = { code: '330381002000', name: '玉海街道', level: 'township', parent: null };
  await one?.database.transact(({ towns }) => towns.load('divisions', [division]));
  expect(await one?.database.towns.division(division.code)).toEqual(division);
  expect(await other?.database.towns.division(division.code)).toBeNull();
});
