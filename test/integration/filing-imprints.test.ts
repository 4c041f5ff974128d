import type { AuthorisationClaims } from '@yinzheng/domain';
import { fromB64Url, sha256Hex, text, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropFiles } from '../../apps/server/src/files/mod.ts';
import { fetchFile } from '../../apps/server/src/machines/mod.ts';
import { BINJIANG } from '../kit/identity.ts';
import { enrolTeller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draftAndFile, expectOk, givePasskey, signDecision } from '../kit/story.ts';

const DAY_MS = 24 * 3600_000;
const PICTURE = utf8('a picture of the seal');
const IMPRINT = sha256Hex(PICTURE); // the fake that stands for the page check files a picture as it is
let town: TestTown;
beforeAll(async () => {
  town = await openTown();
  await enrolTeller(town);
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

const file = async (account: string, seal: string, bytes = PICTURE) =>
  (await town.signedIn(account)).upload('/api/v1/seal-imprints', { seal }, [{ name: 'seal.jpg', bytes }]);
const refuse = (cause: unknown) => {
  throw cause;
};

it('an administrator files a seal’s imprint; others may look at it and not change it', async () => {
  expect(await file(BINJIANG.custodian, BINJIANG.seal)).toMatchObject({ status: 403, body: { code: 'post/not-held' } });
  expect(await file('yuhai-admin', 'no-such-seal')).toMatchObject({ status: 404, body: { code: 'seal/unknown' } });
  expect(await file('yuhai-admin', BINJIANG.seal, utf8(''))).toMatchObject({ status: 422, body: { code: 'imprint/unreadable' } });
  expect(expectOk(await file('yuhai-admin', BINJIANG.seal))).toEqual({ imprint: IMPRINT });
  const clerk = await town.signedIn(BINJIANG.clerk);
  const [machine] = expectOk(await clerk.get('/api/v1/machines')) as { id: string; seals: { seal: string; imprint?: string }[] }[];
  const listed = machine?.seals.find(({ seal }) => seal === BINJIANG.seal);
  expect((await clerk.get(listed?.imprint ?? '')).body).toEqual(PICTURE);
  expect((await town.visitor.get(`/api/v1/seals/${BINJIANG.seal}/imprint`)).status).toBe(401);
});

it('the machine that holds the seal learns of it with the authorisation and may fetch it; another may not', async () => {
  const director = await town.signedIn(BINJIANG.director);
  const id = await draftAndFile(await town.signedIn(BINJIANG.clerk));
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, await signDecision(director, await givePasskey(director), id)));
  const orders = await town.ports.store.machines.openCommands(BINJIANG.machine);
  const jws = orders.flatMap((it) => (it.kind === 'authorise' ? [it.authorisation] : [])).at(-1) ?? '';
  const claims = JSON.parse(text(fromB64Url(jws.split('.')[1] ?? ''))) as AuthorisationClaims;
  expect(claims.face).toEqual({ text: '瑞安市玉海街道滨江社区居民委员会', diameterMm: 42, imprint: IMPRINT });
  expect(await fetchFile(town.ports, BINJIANG.machine, IMPRINT)).toEqual(PICTURE);
  expect(await town.ports.store.requests.isFileFor('dianxiang-01', IMPRINT)).toBe(false);
});

it('it stays as long as the seal has it; when it is replaced supervisors hear of it and the old one goes', async () => {
  const drop = async () => {
    town.ports.clock.advance(400 * DAY_MS);
    await dropFiles(town.ports, refuse);
  };
  await drop();
  expect(await town.ports.blobs.get(IMPRINT)).toEqual(PICTURE);
  const other = utf8('another picture');
  expectOk(await file('yuhai-admin', BINJIANG.seal, other));
  await drop();
  expect(await town.ports.blobs.get(IMPRINT)).toBeNull();
  expect(await town.ports.blobs.get(sha256Hex(other))).toEqual(other);
  const notices = expectOk(await (await town.signedIn('yuhai-supervisor')).get('/api/v1/notices')) as {
    title: string;
    text: { zh: string };
  }[];
  expect(notices.map(({ title, text: { zh } }) => `${title} ${zh}`)).toEqual([`${BINJIANG.seal} 备案印模已更换，请核对`]);
});
