import { sha256Hex, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificateDigest } from '../../apps/server/src/machines/accepted-certificate.ts';
import { fetchFile, isAcceptedCertificate, storePhoto } from '../../apps/server/src/machines/mod.ts';
import { proposeChange } from '../../apps/server/src/roster/mod.ts';
import { importTable } from '../../apps/server/src/towns/mod.ts';
import { BINJIANG } from '../kit/identity.ts';
import { enrolTeller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draft, draftAndFile, expectOk, givePasskey, signDecision } from '../kit/story.ts';

/** What an administrator can do alone must open nothing: only what two officers have signed counts. */
let town: TestTown;
beforeAll(async () => {
  town = await openTown();
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

const officersAway = (it: TestTown): TestTown => ({ ...it, ports: { ...it.ports, sampleOfficers: null } });
const PEOPLE = 'account,name,posts,password,totp,officer,slots\n';
async function approve(id: string): Promise<void> {
  const director = await town.signedIn(BINJIANG.director);
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, await signDecision(director, await givePasskey(director), id)));
}
const sealOnDuty = async () => (await town.ports.store.towns.seal(BINJIANG.seal)) ?? expect.fail('no seal');
const stateOf = async (id: string) => (await town.ports.store.requests.load(id))?.state;

it('a machine whose journal continues under the same key keeps its head; under another a new one begins with its first word', async () => {
  const machines = town.ports.store.machines;
  const head = async () => (await machines.load(BINJIANG.machine))?.head.seq;
  const first = await enrolTeller(town);
  await first.tell('none', ['boot'], ['boot']);
  await enrolTeller(town);
  expect(await head()).toBe(1);
  await first.repeat();
  const second = await enrolTeller(town, 'machine with a new disk');
  expect(await head()).toBe(1);
  await first.tell('none', ['power']);
  expect(await head()).toBe(2);
  await town.ports.store.transact((stores) => stores.machines.quarantine(first.kid));
  await expect(first.tell('none', ['power'])).rejects.toMatchObject({ code: 'machine/unknown' });
  await second.tell('none', ['boot']);
  expect(await machines.load(BINJIANG.machine)).toMatchObject({ head: { seq: 0 }, journal: { kid: second.kid }, isQuarantined: false });
});

it('what only an administrator’s ticket enrolled comes in with no certificate and takes nobody’s place; a lone one gets nothing', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const before = await draftAndFile(clerk);
  await approve(before);
  expect(await stateOf(before)).toBe('authorised');
  const page = expectOk(await clerk.get(`/api/v1/requests/${before}`)).pages[0].digest;
  expect((await fetchFile(town.ports, BINJIANG.machine, page)).length).toBeGreaterThan(0);

  const laptop = await enrolTeller(officersAway(town), 'an administrator’s laptop');
  const digest = certificateDigest(laptop.certificate);
  expect(await isAcceptedCertificate(town.ports, BINJIANG.machine, digest)).toBe(false);
  await expect(laptop.tell('none', ['boot'])).rejects.toMatchObject({ code: 'machine/bad-signature' });
  expect((await fetchFile(town.ports, BINJIANG.machine, page)).length).toBeGreaterThan(0);
  const after = await draftAndFile(clerk);
  await approve(after);
  expect(await stateOf(after)).toBe('authorised');

  const { journal } = (await town.ports.store.machines.load(BINJIANG.machine)) ?? expect.fail('no machine');
  const lost = { op: 'revoke-key', kid: journal?.kid ?? '', reason: 'lost' } as const;
  await proposeChange(town.ports, { changes: [lost], why: 'stolen' });
  const photo = utf8('rubbish');
  const refused = expect.objectContaining({ code: 'machine/bad-signature' });
  await expect(fetchFile(town.ports, BINJIANG.machine, page)).rejects.toEqual(refused);
  await expect(storePhoto(town.ports, BINJIANG.machine, sha256Hex(photo), photo)).rejects.toEqual(refused);
  const unsigned = await draftAndFile(clerk);
  await approve(unsigned);
  expect(await stateOf(unsigned)).toBe('approved');
});

it('an approver whom only an import names is neither counted nor told, and a custodian likewise reads nothing', async () => {
  const { ports } = officersAway(town);
  const seal = await sealOnDuty();
  const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const rows = `mallory,马某,approver:${seal.body},password-1,${secret},,\nmolly,莫某,custodian:${seal.body},password-1,${secret},,\n`;
  await importTable(ports, null, { kind: 'people', fileName: 'p.csv', bytes: utf8(PEOPLE + rows) });
  const [mallory, molly] = [await town.signedIn('mallory'), await town.signedIn('molly')];
  const clerk = await town.signedIn(BINJIANG.clerk);
  const id = await draftAndFile(clerk);
  expect(expectOk(await mallory.get('/api/v1/notices'))).toEqual([]);
  expect((await mallory.get(`/api/v1/requests/${id}`)).body.code).toBe('request/unknown');
  const request = (await ports.store.requests.load(id)) ?? expect.fail('no request');
  await ports.store.transact(({ requests }) =>
    requests.save({ ...request, filed: { ...request.filed, custodian: molly.person } }, ports.clock.now()),
  );
  expect(seal.custodian).not.toBe(molly.person);
  expect((await molly.get(`/api/v1/requests/${id}`)).body.code).toBe('request/unknown');
});

it('a clerk whose post has ended files nothing more', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const id = await draft(clerk);
  const change = { op: 'end-post', person: clerk.person, post: 'clerk', body: (await sealOnDuty()).body } as const;
  await proposeChange(town.ports, { changes: [change], why: 'left' });
  town.ports.clock.advance(1);
  expect((await clerk.post(`/api/v1/requests/${id}/filing`)).body.code).toBe('post/not-held');
  expect(await stateOf(id)).toBe('draft');
});
