import { afterAll, beforeAll, expect, it } from 'vitest';
import { BINJIANG } from './identity.ts';
import { openTown, type TestTown } from './open-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

it('the sample town stands behind a server, with its people signed in', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const me = await clerk.get('/api/v1/session');
  expect(me).toMatchObject({ status: 200, body: { person: { id: clerk.person, name: '示例·滨江经办人' } } });
  expect((await town.visitor.get('/api/v1/session')).body).toMatchObject({ code: 'session/none' });
  expect((await town.visitor.get('/api/v1/roster')).body.links.length).toBeGreaterThan(1);
  expect(town.defects).toEqual([]);
});
