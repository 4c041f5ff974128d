import { fromB64Url, type KeyId, type PublicKey, type SignedRoster, sha256Hex, thumbprint, utf8, verifySignature } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { proposeChange, type SampleOfficers } from '../roster/mod.ts';

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
  const isEnrolled = await ports.store.transact(({ machines }) =>
    machines.enrol(input.machine, sha256Hex(utf8(input.code)), { kid, key: input.journalKey }),
  );
  if (!isEnrolled) throw new Refused('machine/wrong-code');
  const sample = ports.sampleOfficers ? { sample: true as const } : {};
  await proposeChange(ports, {
    changes: [{ op: 'add-key', holder: { kind: 'machine', machine: input.machine }, kid, key: input.journalKey, ...sample }],
    why: input.machine,
  });
  return { certificate, roster: await ports.store.roster.linksAfter(-1) };
}

async function demandProof({ machine, code, csr, journalKey, proof }: Enrolment): Promise<void> {
  const [header, payload, signature] = proof.split('.');
  if (!header || !payload || !signature || journalKey.alg !== 'EdDSA') throw new Refused('machine/bad-signature');
  const isGenuine = await verifySignature(journalKey, utf8(`${header}.${payload}`), fromB64Url(signature));
  const claims = isGenuine ? (JSON.parse(new TextDecoder().decode(fromB64Url(payload))) as Record<string, unknown>) : {};
  if (claims.machine !== machine || claims.code !== code || claims.csr !== sha256Hex(utf8(csr))) throw new Refused('machine/bad-signature');
}
