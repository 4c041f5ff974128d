import { parseVkey } from '@yinzheng/ledger';
import { createSoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInByPassword } from '../../apps/server/src/people/mod.ts';
import { openBrowser } from '../kit/browser.ts';
import { BINJIANG, TOWN } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { expectOk, givePasskey } from '../kit/story.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTown();
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

const cookieOf = (headers: Headers) => headers.get('set-cookie')?.split(';')[0] ?? '';

it('the town says who it is and with which key its ledger signs', async () => {
  const about = expectOk(await town.visitor.get('/api/v1/town'));
  expect(about).toMatchObject({ code: TOWN.code, isSample: true, rpId: TOWN.rpId, publicUrl: TOWN.publicUrl });
  expect(parseVkey(about.logKeys[0])).toMatchObject({ ok: true, value: { name: TOWN.origin } });
  expect(about.founding).toBe((await town.ports.roster.current())?.founding);
});

it('a sample sign-in opens a session by password and code, and signing out ends it', async () => {
  const list = expectOk(await town.visitor.get('/api/v1/sample/sign-ins')) as { account: string; password: string; code: string }[];
  const { account, password, code } = list.find((it) => it.account === BINJIANG.clerk) ?? { account: '', password: '', code: '' };
  const signedIn = await town.visitor.post('/api/v1/session/password', { account, password, code });
  expect(signedIn.body).toMatchObject({ person: { name: '示例·滨江经办人' }, isOfficer: false });
  const browser = openBrowser(town.url, '', cookieOf(signedIn.headers));
  expect((await browser.get('/api/v1/session')).body).toEqual(signedIn.body);
  expectOk(await browser.delete('/api/v1/session'));
  expect((await browser.get('/api/v1/session')).body.code).toBe('session/none');
});

it.each([
  ['a wrong password', { password: 'wrong' }],
  ['a wrong code', { code: '000000' }],
  ['an account that is not', { account: 'nobody' }],
])('%s tells no more than that something is wrong', async (_, wrong) => {
  const code = town.ports.passwords.code('Y5PA4TAC5TZQSRWOBH3GQQ7W2SVSDBXA', town.ports.clock.now());
  const answer = await town.visitor.post('/api/v1/session/password', { account: BINJIANG.clerk, password: 'yuhai-sample', code, ...wrong });
  expect(answer).toMatchObject({ status: 401, body: { code: 'session/wrong-credentials' } });
  expect(answer.headers.get('set-cookie')).toBeNull();
});

it('a one-time code opens one session, and no code of an earlier time any after it; in a sample town it repeats', async () => {
  const { passwords, clock } = town.ports;
  const known = await town.ports.store.people.credentialsOf(BINJIANG.clerk);
  const now = clock.now().getTime();
  const codeAt = (offsetMs: number) => passwords.code(known?.totpSecret ?? '', new Date(now + offsetMs));
  const signIn = (code: string, isSample: boolean) =>
    signInByPassword({ ...town.ports, town: { ...TOWN, isSample } }, { account: BINJIANG.clerk, password: 'yuhai-sample', code });
  const refused = { code: 'session/wrong-credentials' };

  const both = await Promise.allSettled([signIn(codeAt(0), false), signIn(codeAt(0), false)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(signIn(codeAt(0), false)).rejects.toMatchObject(refused);
  await expect(signIn(codeAt(-30_000), false)).rejects.toMatchObject(refused);
  expect(await signIn(codeAt(30_000), false)).toMatch(/./);
  await expect(signIn(codeAt(0), false)).rejects.toMatchObject(refused);
  expect(await Promise.all([signIn(codeAt(0), true), signIn(codeAt(0), true)])).toHaveLength(2);
});

it('a registered passkey signs in, each challenge once and within five minutes', async () => {
  const director = await town.signedIn(BINJIANG.director);
  const passkey = await givePasskey(director);
  expect(expectOk(await director.get('/api/v1/session')).passkeys).toMatchObject([{ kid: passkey.kid, inRoster: true, isSample: true }]);

  const answerTo = async (challenge: string) => {
    const { response } = await passkey.authenticationResponse({ challenge });
    return { credentialId: passkey.credentialId, challenge, ...response };
  };
  const { challenge } = expectOk(await town.visitor.post('/api/v1/session/passkey-options'));
  const answer = await answerTo(challenge);
  expect(expectOk(await town.visitor.post('/api/v1/session/passkey', answer)).person.id).toBe(director.person);
  expect((await town.visitor.post('/api/v1/session/passkey', answer)).body.code).toBe('passkey/expired');

  const late = expectOk(await town.visitor.post('/api/v1/session/passkey-options'));
  town.ports.clock.advance(5 * 60_000 + 1);
  expect((await town.visitor.post('/api/v1/session/passkey', await answerTo(late.challenge))).body.code).toBe('passkey/expired');
});

it('a passkey that officers have not signed in opens nothing: whoever had a session for a moment does not stay', async () => {
  const director = await town.signedIn(BINJIANG.director);
  const passkey = await createSoftwarePasskey(TOWN.rpId, TOWN.publicUrl);
  const { credentialId, key: publicKey, kid } = passkey;
  const stored = { kid, person: director.person, credentialId, publicKey, label: '', isSample: true, createdAt: town.ports.clock.now() };
  await town.ports.store.transact(({ people }) => people.addPasskey(stored));
  const { challenge } = expectOk(await town.visitor.post('/api/v1/session/passkey-options'));
  const { response } = await passkey.authenticationResponse({ challenge });
  const answered = await town.visitor.post('/api/v1/session/passkey', { credentialId, challenge, ...response });
  expect(answered.body.code).toBe('session/wrong-credentials');
});

it('a passkey is registered by the person who asked for it, and its response is checked', async () => {
  const [clerk, custodian] = [await town.signedIn(BINJIANG.clerk), await town.signedIn(BINJIANG.custodian)];
  const passkey = await createSoftwarePasskey(TOWN.rpId, TOWN.publicUrl);
  const options = expectOk(await clerk.post('/api/v1/passkeys/options'));
  const registration = { response: passkey.registrationResponse(options), label: '手机', isSample: true };
  expect((await custodian.post('/api/v1/passkeys', registration)).body.code).toBe('passkey/expired');
  expect((await clerk.post('/api/v1/passkeys', { ...registration, response: null })).body.code).toBe('passkey/expired');
  const elsewhere = await createSoftwarePasskey('other.example', 'https://other.example');
  const again = expectOk(await clerk.post('/api/v1/passkeys/options'));
  const foreign = { ...registration, response: elsewhere.registrationResponse(again) };
  expect((await clerk.post('/api/v1/passkeys', foreign)).body.code).toBe('passkey/not-verified');
});

it('keys that are registered at once all get into the roster, one link each', async () => {
  const accounts = ['dianxiang-director', 'dianxiang-secretary', 'wangjiang-director', 'wangjiang-secretary'];
  const people = await Promise.all(accounts.map(town.signedIn));
  const passkeys = await Promise.all(people.map(givePasskey));
  const roster = await town.ports.roster.current();
  expect(passkeys.map(({ kid }) => roster?.keys.get(kid)?.holder)).toEqual(people.map(({ person }) => ({ kind: 'person', person })));
});

it('a key is registered once, and by one person', async () => {
  const [one, other] = [await town.signedIn('zhongyijie-director'), await town.signedIn('zhongyijie-secretary')];
  const passkey = await givePasskey(one);
  for (const person of [one, other]) {
    const options = expectOk(await person.post('/api/v1/passkeys/options'));
    const again = { response: passkey.registrationResponse(options), label: '又一次', isSample: true };
    expect((await person.post('/api/v1/passkeys', again)).body.code).toBe('passkey/not-verified');
  }
});

it('only officers see what waits for their signatures', async () => {
  const [clerk, officer] = [await town.signedIn(BINJIANG.clerk), await town.signedIn('yuhai-officer-a')];
  await town.ports.store.transact(({ roster }) =>
    roster.saveProposal({ id: 'p1', changes: [], statement: { seq: 9 } as never, signatures: [], why: '测试' }, town.ports.clock.now()),
  );
  expect(expectOk(await clerk.get('/api/v1/roster/pending'))).toEqual([]);
  expect(expectOk(await officer.get('/api/v1/roster/pending'))).toMatchObject([{ id: 'p1', why: '测试', signedBy: [] }]);
  const passkey = { kid: 'AAAA', authenticatorData: 'AAAA', clientDataJSON: 'AAAA', signature: 'AAAA' };
  expect((await clerk.post('/api/v1/roster/pending/p1/signatures', { passkey })).body.code).toBe('roster/not-two-officers');
});
