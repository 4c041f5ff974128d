import { fromB64Url, openCheckpoint, parsePolicy, type ReceiptReport, type RosterState, text, verifyReceipt } from '@yinzheng/ledger';
import { createSoftwarePasskey, type SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { memoryKeyring } from '../../apps/server/src/adapters/keyring/memory-keyring.ts';
import { certificateDigest } from '../../apps/server/src/machines/accepted-certificate.ts';
import { isAcceptedCertificate } from '../../apps/server/src/machines/mod.ts';
import { demandOwnKeys, proposeChange, replaceLostKeys } from '../../apps/server/src/roster/mod.ts';
import type { Browser } from '../kit/browser.ts';
import { openBrowser } from '../kit/browser.ts';
import { BINJIANG, seedNamed, TOWN } from '../kit/identity.ts';
import { enrolTeller, type Teller } from '../kit/machine.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draftAndFile, expectOk, givePasskey, signDecision } from '../kit/story.ts';
import { approvedUse } from '../kit/whole-use.ts';

let town: TestTown;
let admin: Browser;
let director: Browser;
let passkey: SoftwarePasskey;
let machine: Teller;
beforeAll(async () => {
  town = await openTown();
  admin = await town.signedIn('yuhai-admin');
  director = await town.signedIn(BINJIANG.director);
  passkey = await givePasskey(director);
  machine = await enrolTeller(town);
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

const roster = async (): Promise<RosterState> => (await town.ports.roster.current()) ?? expect.fail('not founded');
/** Until every link of the roster is under a checkpoint: receipts made from then on know of it. */
const untilLogged = async (): Promise<void> => {
  const { ledger } = town.ports.store;
  await expect.poll(async () => (await ledger.rosterLinks()).length, { timeout: 10_000 }).toBe((await roster()).seq + 1);
  const [last] = (await ledger.rosterLinks()).slice(-1);
  await expect.poll(async () => (await ledger.newestCheckpoint())?.size ?? 0, { timeout: 10_000 }).toBeGreaterThan(last?.index ?? 0);
};
const revoke = (kid: string, reason: string, by = admin) => by.post(`/api/v1/roster/keys/${kid}/revocation`, { reason });
const logKeysOf = async (): Promise<readonly string[]> => expectOk(await town.visitor.get('/api/v1/town')).logKeys;

async function judge(receipt: string, ...vkeys: readonly string[]): Promise<ReceiptReport> {
  const policy = parsePolicy(`${vkeys.map((vkey) => `log ${vkey}\n`).join('')}quorum none\n`);
  if (!policy.ok) throw new Error(policy.code);
  return verifyReceipt(receipt, { policy: policy.value });
}
const codesOf = ({ problems }: ReceiptReport) => [...new Set(problems.map(({ code }) => code))];
const marksOf = ({ remarks }: ReceiptReport) => remarks.map(({ code }) => code).filter((code) => code.startsWith('key/'));

async function use(by = machine, key = passkey) {
  const it = await approvedUse(town, key);
  await it.begin(by);
  await it.end(by);
  return it;
}

it('the log changes its key while it runs: receipts from before, during and after hold under the right trust', async () => {
  const [old = ''] = await logKeysOf();
  const before = await (await use()).receipt();

  expect((await (await town.signedIn(BINJIANG.clerk)).post('/api/v1/roster/keys', { of: 'log' })).body.code).toBe('post/not-held');
  const { kid } = expectOk(await admin.post('/api/v1/roster/keys', { of: 'log' }));
  const next = (await logKeysOf()).find((vkey) => vkey !== old) ?? '';
  const during = await (await use()).receipt();

  const first = [...(await roster()).keys].find(([id, { holder }]) => holder.kind === 'log' && id !== kid)?.[0] ?? '';
  expectOk(await revoke(first, 'rotated'));
  const after = await (await use()).receipt();

  const verdicts = await Promise.all(
    [before, during, after].map(async (receipt) =>
      Promise.all([[old], [old, next], [next]].map(async (trusted) => codesOf(await judge(receipt, ...trusted)))),
    ),
  );
  expect(verdicts).toEqual([
    [[], [], ['note/unsigned']],
    [[], [], []],
    [['note/unsigned'], [], []],
  ]);
  const note = text((await town.visitor.get('/log/checkpoint')).body);
  expect((await openCheckpoint(next, note)).ok).toBe(true);
  expect((await openCheckpoint(old, note)).ok).toBe(false);
  expect(await logKeysOf()).toEqual([old, next]);
  expect((await revoke(kid, 'lost')).body.code).toBe('roster/no-log-key');
});

it('the server changes its key: it signs with the one listed first until that is revoked', async () => {
  const { kid } = expectOk(await admin.post('/api/v1/roster/keys', { of: 'server' }));
  const signedBy = async () => {
    const it = await use();
    const receipt = await it.receipt();
    expect(codesOf(await judge(receipt, ...(await logKeysOf())))).toEqual([]);
    return (/"kid":"([^"]+)","machine":/.exec(receipt.replaceAll('\\"', '"')) ?? [])[1];
  };
  const old = await signedBy();
  expect(old).not.toBe(kid);
  expectOk(await revoke(old ?? '', 'rotated'));
  expect(await signedBy()).toBe(kid);
});

it('a machine changes its key: what is under way ends under the old one, then the new one is in charge and the old one shut out', async () => {
  const underWay = await approvedUse(town, passkey);
  await underWay.begin(machine);
  const next = await enrolTeller(town, 'machine with a new disk');
  const isAccepted = ({ certificate }: Teller) => isAcceptedCertificate(town.ports, BINJIANG.machine, certificateDigest(certificate));
  expect([await isAccepted(machine), await isAccepted(next)]).toEqual([true, true]);
  await underWay.end(machine);
  expect(codesOf(await judge(await underWay.receipt(), ...(await logKeysOf())))).toEqual([]);

  await next.tell('none', ['boot']);
  expect([await isAccepted(machine), await isAccepted(next)]).toEqual([false, true]);
  const later = await use(next);
  expect(codesOf(await judge(await later.receipt(), ...(await logKeysOf())))).toEqual([]);

  expectOk(await revoke(machine.kid, 'compromised'));
  await untilLogged();
  await expect(machine.tell('none', ['power'])).rejects.toMatchObject({ code: 'machine/bad-signature' });
  const marked = await judge(await underWay.receipt(), ...(await logKeysOf()));
  expect([marked.ok, marksOf(marked)]).toEqual([true, ['key/compromised-later']]);
  const unmarked = await judge(await later.receipt(), ...(await logKeysOf()));
  expect([unmarked.ok, marksOf(unmarked)]).toEqual([true, []]);
  machine = next;
});

it('an approver changes passkeys with overlap; a revoked one decides nothing, ends its sessions, and marks what it signed', async () => {
  const second = await givePasskey(director);
  const early = await use(machine, passkey);
  await use(machine, second);
  const signIn = async (key: SoftwarePasskey) => {
    const { challenge } = expectOk(await town.visitor.post('/api/v1/session/passkey-options'));
    const { response } = await key.authenticationResponse({ challenge });
    const answer = await town.visitor.post('/api/v1/session/passkey', { credentialId: key.credentialId, challenge, ...response });
    expectOk(answer);
    return openBrowser(town.url, director.person, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
  };
  const [byFirst, bySecond] = [await signIn(passkey), await signIn(second)];
  expectOk(await byFirst.get('/api/v1/session'));

  expectOk(await revoke(passkey.kid, 'compromised', director));
  await untilLogged();
  expect((await byFirst.get('/api/v1/session')).body.code).toBe('session/none');
  expectOk(await bySecond.get('/api/v1/session'));
  await expect(approvedUse(town, passkey)).rejects.toThrow('passkey/not-in-roster');
  const report = await judge(await early.receipt(), ...(await logKeysOf()));
  expect([report.ok, marksOf(report)]).toEqual([true, ['key/compromised-later']]);
  passkey = second;
});

it('only officers and administrators propose the revocation of others’ keys', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  expect((await revoke(passkey.kid, 'lost', clerk)).body.code).toBe('post/not-held');
  expect((await revoke('no-such-key', 'lost')).body.code).toBe('key/not-in-force');
  const own = expectOk(await director.get('/api/v1/roster/keys')) as { holder: { person?: string }; reason: string | null }[];
  expect(new Set(own.map(({ holder }) => holder.person))).toEqual(new Set([director.person]));
  expect(own.map(({ reason }) => reason)).toContain('compromised');
});

it('in the order of the log no decision follows the revocation of its key, however close they come', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  for (let round = 0; round < 4; round += 1) {
    const key = await givePasskey(director);
    const ids = await Promise.all(Array.from({ length: 6 }, () => draftAndFile(clerk)));
    const signed = await Promise.all(ids.map((id) => signDecision(director, key, id)));
    const decide = (at: number) => director.post(`/api/v1/requests/${ids[at]}/decisions`, signed[at]);
    const answers = await Promise.all([decide(0), decide(1), decide(2), revoke(key.kid, 'lost'), decide(3), decide(4), decide(5)]);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 403)).toEqual([]);
    await untilLogged();
    const { ledger } = town.ports.store;
    const entries = await ledger.range(0, await ledger.placed());
    const about = entries.filter(({ body }) => text(body).includes(key.kid)).map(({ body }) => JSON.parse(text(body)).kind);
    const revocation = about.lastIndexOf('roster.signed');
    expect(about.slice(0, revocation).filter((kind) => kind === 'request.decided')).toHaveLength(
      answers.filter(({ status, body }) => status === 200 && body !== null).length,
    );
    expect(about.slice(revocation + 1)).toEqual([]);
  }
});

it('two officers who sign at the very same moment lose no signature', async () => {
  const officers = await town.ports.store.people.officers();
  const browsers = await Promise.all(officers.slice(0, 2).map(({ account }) => town.signedIn(account)));
  const keys: SoftwarePasskey[] = [];
  for (const browser of browsers) keys.push(await givePasskey(browser));
  const away = { ...town.ports, sampleOfficers: null };
  for (let round = 0; round < 8; round += 1) {
    const stranger = await createSoftwarePasskey(TOWN.rpId, TOWN.publicUrl);
    const holder = { kind: 'person', person: officers[0]?.id ?? '' } as const;
    await proposeChange(away, { changes: [{ op: 'add-key', holder, kid: stranger.kid, key: stranger.key }], why: `${round}` });
    const [pending] = expectOk(await (browsers[0] as Browser).get('/api/v1/roster/pending'));
    const answers = await Promise.all(
      browsers.map(async (browser, at) => {
        const assertion = await (keys[at] as SoftwarePasskey).assert(fromB64Url(pending.challenge));
        return expectOk(await browser.post(`/api/v1/roster/pending/${pending.id}/signatures`, { passkey: assertion })).isEffective;
      }),
    );
    expect(answers.toSorted()).toEqual([false, true]);
    expect((await roster()).keys.has(stranger.kid)).toBe(true);
  }
});

it('keys that are lost are replaced before the officers: acts go on, and the next checkpoint covers them', async () => {
  const it = await openTown();
  const held = it.ports.keys.log as unknown[];
  const [lost] = held.splice(0);
  await expect(demandOwnKeys(it.ports)).rejects.toMatchObject({ code: 'server/no-key-listed', params: { key: 'log' } });
  const clerk = await it.signedIn(BINJIANG.clerk);
  const key = await givePasskey(clerk);
  await expect.poll(() => it.defects.length).toBeGreaterThan(0);
  expect(it.defects.every((defect) => defect.includes('no key of the log'))).toBe(true);
  const size = (await it.ports.store.ledger.newestCheckpoint())?.size ?? 0;

  held.push((await memoryKeyring({ server: seedNamed('x'), log: seedNamed('found again') }, TOWN.origin)).log[0]);
  await replaceLostKeys(it.ports);
  await demandOwnKeys(it.ports);
  await expect.poll(async () => (await it.ports.store.ledger.newestCheckpoint())?.size ?? 0, { timeout: 20_000 }).toBeGreaterThan(size + 1);
  expect((await it.ports.roster.current())?.keys.get(key.kid)).toBeDefined();
  const note = (await it.ports.store.ledger.newestCheckpoint())?.note ?? '';
  expect((await openCheckpoint((held[0] as { vkey: string }).vkey, note)).ok).toBe(true);
  expect(expectOk(await it.visitor.get('/api/v1/town')).logKeys).not.toContain((lost as { vkey: string }).vkey);
  await it.stop();
});
