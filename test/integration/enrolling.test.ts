import { ed25519Signer, type Signer, sha256Hex, toB64Url, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enrolMachine, makeTicket } from '../../apps/server/src/machines/mod.ts';
import { BINJIANG, seedNamed } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';

const CSR = 'certificate request';
const MACHINE: string = BINJIANG.machine;
let town: TestTown;
let key: Signer;
beforeAll(async () => {
  town = await openTown();
  key = await ed25519Signer(seedNamed('machine'));
});
afterAll(async () => {
  await town.stop();
  expect(town.defects).toEqual([]);
});

async function proofOf(claims: object, signer = key): Promise<string> {
  const signed = `${toB64Url(utf8('{"alg":"EdDSA"}'))}.${toB64Url(utf8(JSON.stringify(claims)))}`;
  return `${signed}.${toB64Url(await signer.sign(utf8(signed)))}`;
}
const newCode = async (machine = MACHINE) => (await makeTicket(town.ports, machine)).code;
const enrol = async (code: string, machine = MACHINE, proof?: string) =>
  enrolMachine(town.ports, {
    machine,
    code,
    csr: CSR,
    journalKey: key.publicKey,
    proof: proof ?? (await proofOf({ machine, code, csr: sha256Hex(utf8(CSR)) })),
  });
const refused = (code: string) => expect.objectContaining({ code });

it('refuses a proof by another key, over other things, or of no shape at all', async () => {
  const code = await newCode();
  const claims = { machine: MACHINE, code, csr: sha256Hex(utf8(CSR)) };
  const stranger = await ed25519Signer(seedNamed('stranger'));
  const proofs = [
    await proofOf(claims, stranger),
    await proofOf({ ...claims, csr: '' }),
    await proofOf({ ...claims, machine: 'x' }),
    'a.b.c',
  ];
  for (const proof of proofs) await expect(enrol(code, MACHINE, proof)).rejects.toEqual(refused('machine/bad-signature'));
});

it('takes a code once, only the newest, and only for its own machine', async () => {
  const old = await newCode();
  const code = await newCode();
  await expect(enrol(old)).rejects.toEqual(refused('machine/wrong-code'));
  await expect(enrol(code, 'dianxiang-01')).rejects.toEqual(refused('machine/wrong-code'));
  const before = (await town.ports.roster.current())?.seq ?? 0;
  const { certificate, roster } = await enrol(code);
  expect(certificate).toContain(`certificate of ${MACHINE}`);
  expect(roster).toHaveLength(before + 2);
  expect((await town.ports.roster.current())?.keys.get(key.kid)).toMatchObject({
    holder: { kind: 'machine', machine: MACHINE },
    isSample: true,
  });
  await expect(enrol(code)).rejects.toEqual(refused('machine/wrong-code'));
  expect((await town.ports.roster.current())?.seq).toBe(before + 1);
});

it('a machine that lost the answer enrols again with its key and a new code', async () => {
  const seq = (await town.ports.roster.current())?.seq;
  await enrol(await newCode());
  expect((await town.ports.roster.current())?.seq).toBe(seq);
});

it('a key of one machine does not become the key of another', async () => {
  await expect(enrol(await newCode('dianxiang-01'), 'dianxiang-01')).rejects.toEqual(refused('roster/bad-change'));
  expect((await town.ports.store.machines.load('dianxiang-01'))?.journal).toBeNull();
});
