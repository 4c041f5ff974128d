import { noteSigner, openWitnessed, parsePolicy, sha256Hex, text, utf8, verifyReceipt } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpWitnesses } from '../../apps/server/src/adapters/witnesses/http-witnesses.ts';
import { BINJIANG, seedNamed, TOWN } from '../kit/identity.ts';
import { enrolTeller, type Teller } from '../kit/machine.ts';
import { numberedAct } from '../kit/numbered-acts.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draftAndFile, expectOk, givePasskey, signDecision } from '../kit/story.ts';
import { startThreeWitnesses, type ThreeWitnesses } from '../kit/three-witnesses.ts';

const MINUTE_MS = 60_000;
let witnesses: ThreeWitnesses;
let town: TestTown;
let machine: Teller;
let ticking: NodeJS.Timeout;
const troubles: string[] = [];

beforeAll(async () => {
  const { vkey } = await noteSigner(TOWN.origin, seedNamed('log'));
  witnesses = await startThreeWitnesses(vkey);
  town = await openTown(undefined, {
    policy: witnesses.policy,
    line: httpWitnesses(),
    onTrouble: (witness, kind) => void troubles.push(`${witness} ${kind}`),
  });
  machine = await enrolTeller(town);
  ticking = setInterval(() => town.ports.clock.advance(50), 50);
});
afterAll(async () => {
  clearInterval(ticking);
  await town.stop();
  await witnesses.stop();
  expect(town.defects).toEqual([]);
});

let acts = 0;
const record = async (): Promise<void> => {
  acts += 1;
  await town.ports.store.transact(({ ledger }) => ledger.append([numberedAct(acts)]));
};
const published = async (): Promise<string> => text((await town.visitor.get('/log/checkpoint')).body);
const trustOf = async () => {
  const policy = parsePolicy(expectOk(await town.visitor.get('/api/v1/town')).policy);
  if (!policy.ok) throw new Error(policy.code);
  return policy.value;
};
const seen = async () => {
  const opened = await openWitnessed(await trustOf(), await published());
  if (!opened.ok) throw new Error(opened.code);
  return { size: opened.value.size, isWitnessed: opened.value.isWitnessed, witnesses: opened.value.witnesses.length };
};
const newestSize = async () => (await town.ports.store.ledger.newestCheckpoint())?.size ?? 0;
const untilSeen = (expected: object) => expect.poll(seen, { timeout: 15_000 }).toMatchObject(expected);
const health = async () => expectOk(await town.visitor.get('/health'));
const noticesOf = async (account: string) =>
  (expectOk(await (await town.signedIn(account)).get('/api/v1/notices')) as { title: string; text: { en: string }; request?: string }[])
    .filter(({ title }) => title.includes('见证'))
    .map(({ text: { en } }) => en.slice(0, 25));

/** A request that was asked for, approved and stamped. */
async function stamped(): Promise<string> {
  const [clerk, director] = [await town.signedIn(BINJIANG.clerk), await town.signedIn(BINJIANG.director)];
  const id = await draftAndFile(clerk);
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, await signDecision(director, await givePasskey(director), id)));
  const jti = (await town.ports.store.requests.authorisationOf(id))?.jti ?? '';
  const sheet = { n: 1, page: 2, copy: 1, photo: sha256Hex(utf8('photo')) };
  const opened = { request: id, sleeve: 1, seal: BINJIANG.seal, clerk: clerk.person };
  await machine.tell(
    jti,
    ['auth.received'],
    ['use.opened', opened],
    ['use.reserved', sheet],
    ['use.impression', { ...sheet, outcome: 'confirmed' }],
    ['use.closed', { request: id, made: 1, voided: 0, unknown: 0 }],
  );
  return id;
}
const receiptOf = async (id: string) => {
  const response = await fetch(`${town.url}/api/v1/public/records/${id}/receipt`);
  const report = await verifyReceipt(await response.text(), { policy: await trustOf() });
  return { header: response.headers.get('yinzheng-receipt'), report };
};
/** The records here leave out what a true machine says, so the receipt is never valid; whether it is witnessed is told apart. */
const lacksWitnesses = ({ report }: Awaited<ReturnType<typeof receiptOf>>): boolean =>
  report.problems.some(({ code }) => code === 'receipt/awaiting-witnesses');

it('with all witnesses up, what is recorded is soon witnessed, published and proved', async () => {
  await record();
  const size = await newestSize();
  await untilSeen({ isWitnessed: true });
  await expect.poll(async () => (await seen()).size).toBeGreaterThanOrEqual(size);
  await untilSeen({ witnesses: 3 });
  const receipt = await receiptOf(await stamped());
  expect(receipt.header).toBe('complete');
  expect(lacksWitnesses(receipt)).toBe(false);
  expect(await health()).not.toHaveProperty('awaitingWitnessesSince');
});

it('with one down, receipts still come', async () => {
  await witnesses.kill(0);
  const id = await stamped();
  const receipt = await receiptOf(id);
  expect(receipt.header).toBe('complete');
  expect(lacksWitnesses(receipt)).toBe(false);
  const { ledger } = expectOk(await town.visitor.get(`/api/v1/public/records/${id}`));
  expect(ledger).toMatchObject({ isWitnessed: true });
  await expect.poll(() => troubles).toContain('w1.example away');
});

it('with two down, it records on, says so everywhere, tells those who must know once, and recovers', async () => {
  await expect.poll(async () => (await seen()).size, { timeout: 15_000 }).toBe(await newestSize());
  const before = await seen();
  await witnesses.kill(1);
  const id = await stamped();
  const receipt = await receiptOf(id);
  expect(receipt.header).toBe('awaiting-witnesses');
  expect(lacksWitnesses(receipt)).toBe(true);
  expect(expectOk(await town.visitor.get(`/api/v1/public/records/${id}`)).ledger).toMatchObject({ isWitnessed: false });
  expect(await health()).toHaveProperty('awaitingWitnessesSince');
  // Readers keep the witnessed checkpoint for a moment, and then see that the log goes on.
  await expect.poll(async () => (await seen()).size, { timeout: 15_000 }).toBeGreaterThan(before.size);
  expect((await seen()).isWitnessed).toBe(false);

  expect(await noticesOf('yuhai-supervisor')).toEqual([]);
  town.ports.clock.advance(11 * MINUTE_MS);
  for (const account of ['yuhai-supervisor', 'yuhai-admin'])
    await expect.poll(() => noticesOf(account), { timeout: 15_000 }).toEqual(['Witnesses are missing: fo']);
  town.ports.clock.advance(30 * MINUTE_MS);
  await record();
  await new Promise((resolve) => setTimeout(resolve, 6_000)); // longer than the watch takes to look again
  expect(await noticesOf('yuhai-supervisor')).toHaveLength(1);
  expect(await noticesOf(BINJIANG.clerk)).toEqual([]);

  await witnesses.restart(1);
  await untilSeen({ isWitnessed: true });
  await expect.poll(async () => (await receiptOf(id)).header, { timeout: 15_000 }).toBe('complete');
  expect(lacksWitnesses(await receiptOf(id))).toBe(false);
  await expect.poll(() => noticesOf('yuhai-supervisor'), { timeout: 15_000 }).toHaveLength(2);
  expect(await health()).not.toHaveProperty('awaitingWitnessesSince');
  await witnesses.restart(0);
  await record();
  await untilSeen({ witnesses: 3 });
});

it('keeps few cosignatures, however long it runs', async () => {
  for (let n = 0; n < 30; n += 1) {
    await record();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await untilSeen({ isWitnessed: true });
  await expect.poll(async () => (await town.ports.store.witnesses.cosigned()).length).toBeLessThan(4);
});
