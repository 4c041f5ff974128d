import { utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { BINJIANG, TOWN } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draftAndFile, expectOk, WISH } from '../kit/story.ts';

let town: TestTown;
let clerk: Browser;
let director: Browser;
let admin: Browser;
beforeAll(async () => {
  town = await openTown();
  clerk = await town.signedIn(BINJIANG.clerk);
  director = await town.signedIn(BINJIANG.director);
  admin = await town.signedIn('yuhai-admin');
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

it('the catalogue is public and says of a barred matter where to go instead', async () => {
  const matters = expectOk(await town.visitor.get('/api/v1/matters')) as { code: string; kind: string; office?: string; basis: string }[];
  expect(matters.every(({ basis }) => basis !== '')).toBe(true);
  expect(matters.find(({ code }) => code === 'barred-no-crime')).toMatchObject({ kind: 'barred' });
  expect(matters.filter(({ kind }) => kind === 'barred').every(({ office }) => office)).toBe(true);
  expect(matters.find(({ code }) => code === WISH.matter)).not.toHaveProperty('office');
});

it('a person is offered the seals of their own bodies', async () => {
  const seals = expectOk(await clerk.get('/api/v1/seals')) as { id: string }[];
  expect(seals.map(({ id }) => id).sort()).toEqual(['binjiang-committee', 'binjiang-party']);
});

it('approvers are told of what waits for them, in their list and live', async () => {
  const live = new AbortController();
  const stream = await fetch(`${town.url}/api/v1/events`, { headers: { cookie: director.cookie }, signal: live.signal });
  const reader = (stream.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hear = async (word: string) => {
    while (!heard.includes(word)) heard += (await reader.read()).value ?? '';
  };
  await hear('data: {}');
  const id = await draftAndFile(clerk);
  await hear(id);
  live.abort();
  await reader.cancel().catch(() => {});

  const notices = expectOk(await director.get('/api/v1/notices'));
  expect(notices).toMatchObject([{ kind: 'to-decide', request: id, title: WISH.title, isRead: false }]);
  expect(expectOk(await clerk.get('/api/v1/notices'))).toEqual([]);
  expectOk(await clerk.post(`/api/v1/notices/${notices[0].id}/reading`));
  expect(expectOk(await director.get('/api/v1/notices'))[0].isRead).toBe(false);
  expectOk(await director.post(`/api/v1/notices/${notices[0].id}/reading`));
  expect(expectOk(await director.get('/api/v1/notices'))[0].isRead).toBe(true);
});

it('a browser subscribes to push for the person who is signed in', async () => {
  const target = { endpoint: 'https://push.example/1', keys: { p256dh: 'AAAA', auth: 'AAAA' } };
  expectOk(await director.post('/api/v1/push-subscriptions', target));
  expect(await town.ports.store.notices.targets(director.person)).toEqual([target]);
  expect((await director.post('/api/v1/push-subscriptions', { ...target, endpoint: 'file:///etc/passwd' })).body.code).toBe(
    'message/malformed',
  );
});

it('only an administrator makes a ticket for a machine, and a new one takes the place of the old', async () => {
  const machines = expectOk(await clerk.get('/api/v1/machines')) as { id: string; isEnrolled: boolean; headSeq: number }[];
  expect(machines.find(({ id }) => id === BINJIANG.machine)).toMatchObject({ isEnrolled: false, headSeq: -1 });
  const url = `/api/v1/machines/${BINJIANG.machine}/ticket`;
  expect(await clerk.post(url)).toMatchObject({ status: 403, body: { code: 'post/not-held' } });
  const [first, second] = [expectOk(await admin.post(url)), expectOk(await admin.post(url))];
  expect(first).toMatchObject({ kind: 'machine-ticket', town: TOWN.code, machine: BINJIANG.machine, gatewayUrl: 'https://localhost:8421' });
  expect(first.sleeves.map(({ seal }: { seal: string }) => seal).sort()).toEqual(['binjiang-committee', 'binjiang-party']);
  expect(second.code).not.toBe(first.code);
  expect((await admin.post('/api/v1/machines/no-such-machine/ticket')).body.code).toBe('machine/unknown');
});

it('only an administrator imports, all rows or none', async () => {
  const table = (rows: string) => [{ name: 'machines.csv', bytes: utf8(`id,name,division,sleeves\n${rows}`) }];
  const load = (person: Browser, rows: string) => person.upload('/api/v1/imports', { kind: 'machines' }, table(rows));
  const good = 'spare-01,备用印章机,330381002033,2\n';
  expect((await load(clerk, good)).body.code).toBe('post/not-held');
  expect((await load(admin, `${good}spare-02,备用印章机,999999999999,2\n`)).body.code).toBe('import/bad-row');
  expect(await town.ports.store.machines.load('spare-01')).toBeNull();
  expect(expectOk(await load(admin, good))).toEqual({ added: 1, changed: 0, unchanged: 0 });
  expect(expectOk(await load(admin, good))).toEqual({ added: 0, changed: 0, unchanged: 1 });
  expect((await admin.upload('/api/v1/imports', { kind: 'machines' }, [])).body.code).toBe('upload/none');
});
