import {
  fromB64Url,
  type KeyId,
  keyAt,
  type PublicKey,
  type SignedRoster,
  sha256Hex,
  text,
  thumbprint,
  utf8,
  verifySignature,
} from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { Stores } from '../ports/store.ts';
import { proposeChange, type SampleOfficers } from '../roster/mod.ts';
import { certificateDigest } from './accepted-certificate.ts';

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'pki' | 'roster' | 'town'> & { readonly sampleOfficers: SampleOfficers | null };

export interface Enrolment {
  readonly machine: string;
  readonly code: string;
  readonly csr: string;
  readonly journalKey: PublicKey;
  /** Compact JWS by the journal key over { machine, code, csr: sha256 of the PEM }. */
  readonly proof: string;
}

/** Takes a machine in: its TLS key gets a certificate, its journal key is proposed to the roster and counts once officers signed it. */
export async function enrolMachine(
  ports: Used,
  input: Enrolment,
): Promise<{ readonly certificate: string; readonly roster: readonly SignedRoster[] }> {
  if (!(await ports.store.machines.load(input.machine))) throw new Refused('machine/unknown');
  await demandProof(input);
  const certificate = await ports.pki.issueMachineCertificate(input.machine, input.csr);
  const kid: KeyId = thumbprint(input.journalKey);
  const enrol = async ({ machines }: Stores) => {
    const journal = { kid, key: input.journalKey, certificate: certificateDigest(certificate) };
    const outcome = await machines.enrol(input.machine, sha256Hex(utf8(input.code)), journal);
    if (outcome === 'wrong code') throw new Refused('machine/wrong-code');
    if (outcome === 'key of another') throw new Refused('roster/bad-change', { change: 1 });
  };
  const roster = await ports.roster.current();
  const listed = roster && keyAt(roster, kid, ports.clock.now().toISOString())?.holder;
  const holder = { kind: 'machine', machine: input.machine } as const;
  if (listed?.kind === 'machine' && listed.machine === input.machine) {
    await ports.store.transact(enrol); // a machine that comes again with the key that counts already
  } else {
    const sample = ports.sampleOfficers ? { sample: true as const } : {};
    await proposeChange(ports, { changes: [{ op: 'add-key', holder, kid, key: input.journalKey, ...sample }], why: input.machine }, enrol);
  }
  return { certificate, roster: await ports.store.roster.linksAfter(-1) };
}

async function demandProof({ machine, code, csr, journalKey, proof }: Enrolment): Promise<void> {
  const claims = await readProof(proof, journalKey).catch(() => null); // a stranger's bytes: unreadable is as good as unsigned
  if (claims?.machine !== machine || claims.code !== code || claims.csr !== sha256Hex(utf8(csr)))
    throw new Refused('machine/bad-signature');
}

async function readProof(proof: string, journalKey: PublicKey): Promise<Readonly<Record<string, unknown>> | null> {
  const [header, payload, signature] = proof.split('.');
  if (!header || !payload || !signature || journalKey.alg !== 'EdDSA') return null;
  const isGenuine = await verifySignature(journalKey, utf8(`${header}.${payload}`), fromB64Url(signature));
  return isGenuine ? JSON.parse(text(fromB64Url(payload))) : null;
}
