import { sha256Hex, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireAuthorisations } from '../../apps/server/src/requests/mod.ts';
import type { Browser } from '../kit/browser.ts';
import { BINJIANG } from '../kit/identity.ts';
import { enrolTeller, type Teller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draftAndFile, expectOk, givePasskey, signDecision } from '../kit/story.ts';

const DAY_MS = 24 * 3600_000;
const PHOTO = sha256Hex(utf8('photo'));
let town: TestTown;
let machine: Teller;
beforeAll(async () => {
  town = await openTown();
  machine = await enrolTeller(town);
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

async function filed() {
  const director = await town.signedIn(BINJIANG.director);
  await givePasskey(director);
  return { director, id: await draftAndFile(await town.signedIn(BINJIANG.clerk)) };
}

/** A request that is authorised, with what its machine would say of it. */
async function authorised() {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const director = await town.signedIn(BINJIANG.director);
  const id = await draftAndFile(clerk);
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, await signDecision(director, await givePasskey(director), id)));
  const jti = (await town.ports.store.requests.authorisationOf(id))?.jti ?? '';
  expect(await stateOf(id)).toBe('authorised');
  const tally = { request: id, made: 1, voided: 0, unknown: 0 };
  const sheet = { n: 1, page: 2, copy: 1, photo: PHOTO };
  return {
    clerk,
    id,
    jti,
    received: ['auth.received'] as const,
    opened: ['use.opened', { request: id, sleeve: 1, seal: BINJIANG.seal, clerk: clerk.person }] as const,
    reserved: ['use.reserved', sheet] as const,
    pressed: ['use.impression', { ...sheet, outcome: 'confirmed' }] as const,
    closed: ['use.closed', tally] as const,
    aborted: ['use.aborted', { ...tally, made: 0, reason: 'revoked' }] as const,
  };
}
const stateOf = async (id: string) => (await town.ports.store.requests.load(id))?.state;
const authorisationState = async (id: string) => (await town.ports.store.requests.authorisationOf(id))?.state;
const impressions = async (jti: string) =>
  (await town.ports.store.requests.impressions(jti)).map(({ n, page, state }) => ({ n, page, state }));
const commandsTo = async () =>
  (await town.ports.store.machines.openCommands(BINJIANG.machine)).map((it) => [it.kind, 'jti' in it ? it.jti : '']);
const notices = async (clerk: Browser) =>
  (expectOk(await clerk.get('/api/v1/notices')) as { kind: string; request: string }[]).map(({ kind, request }) => `${kind} ${request}`);

it('an authorisation that nobody used in its time ends the request, tells the clerk and the machine, once', async () => {
  const { id, jti } = await authorised();
  await expireAuthorisations(town.ports);
  expect(await stateOf(id)).toBe('authorised');
  town.ports.clock.advance(DAY_MS + 10 * 60_000);
  await Promise.all([expireAuthorisations(town.ports), expireAuthorisations(town.ports)]);
  expect([await stateOf(id), await authorisationState(id)]).toEqual(['expired', 'expired']);
  expect((await commandsTo()).filter(([, of]) => of === jti)).toEqual([['revoke', jti]]);
  const clerk = await town.signedIn(BINJIANG.clerk);
  expect((await notices(clerk)).filter((it) => it === `incident ${id}`)).toHaveLength(1);
  expect((await clerk.post(`/api/v1/requests/${id}/withdrawal`)).status).toBe(409);
});

it('one that the machine rejected ends the same way: nothing waits for ever', async () => {
  const { id, jti } = await authorised();
  await machine.tell(jti, ['auth.rejected', { code: 'authorisation/roster-unknown' }]);
  expect(await stateOf(id)).toBe('authorised');
  town.ports.clock.advance(DAY_MS + 10 * 60_000);
  await expireAuthorisations(town.ports);
  expect(await stateOf(id)).toBe('expired');
});

it('a use that was left in the middle is ended by its machine when its time is over', async () => {
  const { id, jti, received, opened, reserved, aborted } = await authorised();
  await machine.tell(jti, received, opened, reserved);
  town.ports.clock.advance(DAY_MS + 10 * 60_000);
  await expireAuthorisations(town.ports);
  expect(await stateOf(id)).toBe('using');
  expect(await commandsTo()).toContainEqual(['revoke', jti]);
  await machine.tell(jti, ['auth.revoked', { reason: 'expired' }], ['use.unknown', { n: 1, reason: 'power' }], aborted);
  expect([await stateOf(id), await authorisationState(id)]).toEqual(['completed', 'aborted']);
  expect(await impressions(jti)).toEqual([{ n: 1, page: 2, state: 'unknown' }]);
});

it.each(['withdrawn', 'expired'])('what was stamped before the machine heard that it is %s was stamped', async (how) => {
  const { clerk, id, jti, received, opened, reserved, pressed, closed } = await authorised();
  if (how === 'withdrawn') expectOk(await clerk.post(`/api/v1/requests/${id}/withdrawal`));
  else town.ports.clock.advance(DAY_MS + 10 * 60_000);
  await expireAuthorisations(town.ports);
  expect(await stateOf(id)).toBe(how);
  await machine.tell(jti, received);
  expect(await authorisationState(id)).toBe(how === 'withdrawn' ? 'revoked' : 'expired');
  await machine.tell(jti, opened, reserved, pressed, closed);
  expect([await stateOf(id), await authorisationState(id)]).toEqual(['completed', 'closed']);
  expect(await impressions(jti)).toEqual([{ n: 1, page: 2, state: 'confirmed' }]);
});

it('records that do not follow from those before them change nothing that people see', async () => {
  const { id, jti, received, opened, reserved, pressed, closed } = await authorised();
  await machine.tell(jti, closed, reserved, pressed);
  expect([await stateOf(id), await authorisationState(id), await impressions(jti)]).toEqual(['authorised', 'issued', []]);
  await machine.tell(jti, received, opened, pressed, ['use.reserved', { n: 2 ** 40, page: 1, copy: 1, photo: PHOTO }]);
  await machine.tell(jti, ['use.impression', { n: 1, page: 2, copy: 1, photo: PHOTO, outcome: '<b>' }]);
  expect([await stateOf(id), await impressions(jti)]).toEqual(['using', []]);
  await machine.tell(jti, reserved, pressed, reserved, ['use.voided', { n: 1, reason: 'x' }], closed);
  await machine.repeat();
  await machine.tell(jti, received, opened, ['use.reserved', { n: 2, page: 2, copy: 1, photo: PHOTO }]);
  expect([await stateOf(id), await authorisationState(id)]).toEqual(['completed', 'closed']);
  expect(await impressions(jti)).toEqual([{ n: 1, page: 2, state: 'confirmed' }]);
});

const noticesOf = async (browser: Browser, id: string) =>
  (expectOk(await browser.get('/api/v1/notices')) as { kind: string; request: string; text: { zh: string } }[])
    .filter(({ request }) => request === id)
    .map(({ kind, text }) => `${kind} ${text.zh}`);

it('a sheet that the clerk cleared is pressed as such: on the request’s page, on the public record, before the supervisor', async () => {
  const { clerk, id, jti, received, opened, closed } = await authorised();
  const supervisor = await town.signedIn('yuhai-supervisor');
  const sheet = { page: 2, copy: 1, photo: PHOTO };
  const asked = ['use.page', { ...sheet, verdict: 'ask', reasons: ['page/unsure'] }] as const;
  const cleared = ['use.cleared', { ...sheet, by: clerk.person }] as const;
  const after = sha256Hex(utf8('after'));
  const likeness = { is: 'same', score: 0.93 };
  const seal = {
    xMm: 150,
    yMm: 220,
    diameterMm: 42,
    angleDeg: 3,
    coverage: 0.98,
    strike: 'single',
    ink: 'stamped',
    text: 'same',
    likeness,
  };
  const pressed = ['use.impression', { n: 1, ...sheet, photo: after, outcome: 'confirmed', reasons: [], seals: [seal] }] as const;
  await machine.tell(jti, received, opened, asked, cleared, ['use.reserved', { n: 1, ...sheet }], pressed, closed);
  await machine.repeat();
  const { use } = expectOk(await clerk.get(`/api/v1/requests/${id}`)) as { use: { impressions: unknown[] } };
  expect(use.impressions).toMatchObject([
    { outcome: 'confirmed', cleared: { by: { id: clerk.person } }, evidence: { reasons: [], seals: [{ diameterMm: 42, likeness }] } },
  ]);
  const shown = expectOk(await clerk.get(`/api/v1/public/records/${id}`)) as { impressions: Record<string, unknown>[] };
  expect(shown.impressions).toMatchObject([{ outcome: 'confirmed', clearedAt: expect.any(String), evidence: { seals: [seal] } }]);
  expect(JSON.stringify(shown)).not.toContain(clerk.person);
  expect(await noticesOf(supervisor, id)).toEqual(['incident 核对第 2 页时拿不准，经办人看过后放行，请复核照片']);
});

it('a second press on a cleared sheet is one on a cleared sheet; on another photograph it is not', async () => {
  const { clerk, jti, received, opened } = await authorised();
  const sheet = { page: 2, copy: 1 };
  const photos = ['one', 'two', 'three'].map((name) => sha256Hex(utf8(name)));
  const pressed = (n: number, before: string | undefined, photo: string | undefined) =>
    [
      ['use.reserved', { n, ...sheet, photo: before }],
      ['use.impression', { n, ...sheet, photo, outcome: 'confirmed' }],
    ] as const;
  const cleared = ['use.cleared', { ...sheet, photo: photos[0], by: clerk.person }] as const;
  await machine.tell(jti, received, opened, cleared, ...pressed(1, photos[0], photos[1]), ...pressed(2, photos[1], photos[2]));
  await machine.tell(jti, ...pressed(3, PHOTO, photos[2]));
  const kept = await town.ports.store.requests.impressions(jti);
  expect(kept.map(({ clearedBy }) => clearedBy)).toEqual([clerk.person, clerk.person, null]);
});

it('supervisors hear of a sheet that differs once, and of every press without one clean impression', async () => {
  const { id, jti, received, opened, reserved } = await authorised();
  const supervisor = await town.signedIn('yuhai-supervisor');
  const stop = ['use.page', { page: 2, copy: 1, verdict: 'stop', photo: PHOTO, reasons: ['page/differs'] }] as const;
  const other = ['use.page', { page: 2, copy: 1, verdict: 'stop', photo: PHOTO, reasons: ['page/other-page'] }] as const;
  const missing = ['use.impression', { ...reserved[1], outcome: 'missing', reasons: [], seals: [] }] as const;
  await machine.tell(jti, received, opened, other, stop, stop, reserved, missing);
  expect((await noticesOf(supervisor, id)).toSorted()).toEqual([
    'incident 机内纸张与批准的第 2 页不一致，已停止用印，请查看照片',
    'incident 第 2 页压下印章后没有看到新的红印，已计为用过，请查看纸张和印泥',
  ]);
  expect(await impressions(jti)).toEqual([{ n: 1, page: 2, state: 'missing' }]);
  const clerk = await town.signedIn(BINJIANG.clerk);
  const { use } = expectOk(await clerk.get(`/api/v1/requests/${id}`)) as { use: object };
  expect(use).toMatchObject({ made: 0, unknown: 1 });
});

it('a gap in the journal is asked for once, however often the machine goes on after it', async () => {
  await machine.tellLast('none', ['boot'], ['boot']);
  for (let times = 0; times < 5; times += 1) await machine.repeat();
  expect((await commandsTo()).filter(([kind]) => kind === 'resend')).toHaveLength(1);
});

it('a reason that was written and never signed does not stay for ever', async () => {
  const { director, id } = await filed();
  const prepare = () => director.post(`/api/v1/requests/${id}/decision-statements`, { verdict: 'return', reason: '缺少签名' });
  const kept = async (digest: string) => town.ports.store.requests.decisionDraft(digest, director.person);
  const old = { request: id, person: director.person, reason: '', salt: '', expiresAt: new Date(Date.now() - DAY_MS) };
  await town.ports.store.requests.keepDecisionDraft({ ...old, digest: 'old' });
  expect(await kept('old')).not.toBeNull();
  expectOk(await prepare());
  expect(await kept('old')).toBeNull();
});
