import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepExpired } from '../../apps/server/src/erasures/mod.ts';
import { proposeChange } from '../../apps/server/src/roster/mod.ts';
import { BINJIANG } from '../kit/identity.ts';
import { enrolTeller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { type Stamped, stampRequest } from '../kit/stamped.ts';
import { expectOk, givePasskey } from '../kit/story.ts';
import { ask, textForms, tracesInDatabase } from '../kit/traces.ts';

const DAY_MS = 24 * 3600_000;
let town: TestTown;
/** A use in which clerk and director of the community had their parts. */
let stamped: Stamped;
beforeAll(async () => {
  town = await openTown();
  stamped = await stampRequest(town, await enrolTeller(town), '甲');
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

const code = ({ status, body }: { readonly status: number; readonly body: { readonly code?: string } }) =>
  status === 200 ? 'done' : body.code;

/** Officers end the person's posts and revoke the keys, as on the day that somebody leaves. */
async function leave(person: string): Promise<void> {
  const state = await town.ports.roster.current();
  const posts = [...(state?.posts ?? [])].flatMap(([key, spans]) => {
    const [holder = '', post, body = ''] = key.split(' ');
    return holder === person && spans.some(({ until }) => until === undefined)
      ? [{ op: 'end-post', person, post: post as 'clerk', body } as const]
      : [];
  });
  const keys = [...(state?.keys ?? [])].flatMap(([kid, { holder, until }]) =>
    holder.kind === 'person' && holder.person === person && until === undefined
      ? [{ op: 'revoke-key', kid, reason: 'rotated' } as const]
      : [],
  );
  await proposeChange(town.ports, { changes: [...posts, ...keys], why: '离任' }, async () => {});
}

it('an erasure whose asker has left meanwhile is not confirmed: somebody in office asks anew', async () => {
  const { id, clerk } = stamped;
  const [asked] = expectOk(await clerk.post('/api/v1/erasures', { requests: [id], ground: 'unlawful' }));
  await leave(clerk.person);
  const supervisor = await town.signedIn('yuhai-supervisor');
  const answer = (erasure: string, verdict: string) =>
    supervisor.post(`/api/v1/erasures/${erasure}/answer`, { verdict, reason: '处理违法' });
  expect(code(await answer(asked.id, 'confirmed'))).toBe('erasure/asker-left');
  expectOk(await answer(asked.id, 'refused'));
  const auditor = await town.signedIn('yuhai-auditor');
  const [again] = expectOk(await auditor.post('/api/v1/erasures', { requests: [id], ground: 'unlawful' }));
  expect(expectOk(await answer(again.id, 'confirmed')).verdict).toBe('confirmed');
});

it('an approver who has left loses account and keys at once, and the name when no register needs it any more', async () => {
  const director = await town.signedIn(BINJIANG.director);
  const name = '示例·滨江主任';
  expectOk(
    await director.post('/api/v1/push-subscriptions', {
      endpoint: 'https://push.example/director',
      keys: { p256dh: 'AAAA', auth: 'AAAA' },
    }),
  );
  const administrator = await town.signedIn('yuhai-admin');
  const supervisor = await town.signedIn('yuhai-supervisor');
  const address = `/api/v1/people/${director.person}/erasures`;
  const ground = 'purpose-ended';
  expect(code(await director.post(address, { ground }))).toBe('post/not-held');
  expect(code(await administrator.post(address, { ground }))).toBe('erasure/in-office');
  expect(code(await administrator.post('/api/v1/people/nobody/erasures', { ground }))).toBe('person/unknown');

  await leave(director.person);
  const asked = expectOk(await administrator.post(address, { ground }));
  expect(asked).toMatchObject({ person: { id: director.person, name }, ground });
  const answer = `/api/v1/erasures/${asked.id}/answer`;
  expect(code(await administrator.post(answer, { verdict: 'confirmed' }))).toBe('post/not-held');
  expect(expectOk(await supervisor.post(answer, { verdict: 'confirmed' })).verdict).toBe('confirmed');

  const { people } = town.ports.store;
  expect(await people.credentialsOf(BINJIANG.director)).toBeNull();
  expect((await director.get('/api/v1/session')).status).toBe(401);
  const [row] = await ask<Record<string, unknown>>(town.databaseUrl, 'select * from person where id = $1', [director.person]);
  expect(row).toMatchObject({ password_hash: '', totp_secret: '', name });
  for (const table of ['session', 'passkey', 'push_subscription', 'notice', 'post', 'finger_slot'])
    expect(await ask(town.databaseUrl, `select 1 from ${table} where person = $1`, [director.person]), table).toEqual([]);
  expect(code(await administrator.post(address, { ground }))).toBe('person/unknown');

  town.ports.clock.advance(3651 * DAY_MS);
  await sweepExpired(town.ports);
  expect(await tracesInDatabase(town.databaseUrl, [...textForms(name), ...textForms(BINJIANG.director)])).toEqual([]);
});

it('who asked may not confirm, whatever posts they hold', async () => {
  const secretary = await town.signedIn(BINJIANG.secretary);
  await givePasskey(secretary);
  await leave(secretary.person);
  const auditor = await town.signedIn('yuhai-auditor');
  const { id } = expectOk(await auditor.post(`/api/v1/people/${secretary.person}/erasures`, { ground: 'unlawful' }));
  expect(code(await auditor.post(`/api/v1/erasures/${id}/answer`, { verdict: 'confirmed' }))).toBe('erasure/one-person');
  const supervisor = await town.signedIn('yuhai-supervisor');
  expectOk(await supervisor.post(`/api/v1/erasures/${id}/answer`, { verdict: 'confirmed' }));
  // Never acted in any request: nothing is left to be named.
  const [row] = await ask<{ name: string }>(town.databaseUrl, 'select name from person where id = $1', [secretary.person]);
  expect(row?.name).toBe('');
});
