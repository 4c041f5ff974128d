import {
  ed25519Signer,
  genesisDigest,
  type JournalRecord,
  type JournalType,
  type KeyId,
  sealRecord,
  sha256Hex,
  toB64Url,
  utf8,
} from '@yinzheng/ledger';
import { enrolMachine, makeTicket } from '../../apps/server/src/machines/mod.ts';
import { receiveRecords } from '../../apps/server/src/machines/receive-records.ts';
import { BINJIANG, seedNamed } from './identity.ts';
import type { TestTown } from './open-town.ts';

type Fact = readonly [type: JournalType, data?: Readonly<Record<string, unknown>>];

/** A seal machine that says whatever a test wants, in a well-formed journal; nothing of a real one but its key. */
export interface Teller {
  /** Writes records about one authorisation and hands them to the server. */
  tell(jti: string, ...facts: readonly Fact[]): Promise<void>;
  /** Hands over only the last record: the others are lost on the way. */
  tellLast(jti: string, ...facts: readonly Fact[]): Promise<void>;
  /** The latest records once more. */
  repeat(): Promise<void>;
  readonly kid: KeyId;
  /** What it got at its enrolment. */
  readonly certificate: string;
}

/** Enrols the sample's first machine, with the journal key of this name. */
export async function enrolTeller({ ports }: TestTown, name = 'machine'): Promise<Teller> {
  const signer = await ed25519Signer(seedNamed(name));
  const machine: string = BINJIANG.machine;
  const { code } = await makeTicket(ports, machine);
  const csr = 'certificate request';
  const claims = toB64Url(utf8(JSON.stringify({ machine, code, csr: sha256Hex(utf8(csr)) })));
  const signed = `${toB64Url(utf8('{"alg":"EdDSA"}'))}.${claims}`;
  const proof = `${signed}.${toB64Url(await signer.sign(utf8(signed)))}`;
  const { certificate } = await enrolMachine(ports, { machine, code, csr, journalKey: signer.publicKey, proof });

  let [seq, prev] = [0, genesisDigest(machine, signer.kid)];
  let latest: readonly JournalRecord[] = [];
  async function write(jti: string, facts: readonly Fact[]): Promise<readonly JournalRecord[]> {
    const records: JournalRecord[] = [];
    for (const [type, data = {}] of facts) {
      const wall = ports.clock.now().toISOString();
      const record = await sealRecord(signer, { dev: machine, seq, prev, boot: 1, mono: seq, wall, tq: 'local', type, jti, data });
      records.push(record);
      [seq, prev] = [seq + 1, record.h];
    }
    latest = records;
    return records;
  }
  return {
    kid: signer.kid,
    certificate,
    tell: async (jti, ...facts) => void (await receiveRecords(ports, machine, await write(jti, facts))),
    tellLast: async (jti, ...facts) => void (await receiveRecords(ports, machine, (await write(jti, facts)).slice(-1))),
    repeat: async () => void (await receiveRecords(ports, machine, latest)),
  };
}
