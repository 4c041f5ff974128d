import { type Digest, type RosterState, sha256Hex } from '@yinzheng/ledger';
import type { Journal } from '../ports/machine-store.ts';
import type { Ports } from '../ports/ports.ts';
import { isKeyOfMachine } from './machine-key.ts';

/** SHA-256 of a PEM certificate's DER, hex. */
export const certificateDigest = (pem: string): Digest => sha256Hex(Buffer.from(pem.replace(/-----.*?-----|\s/g, ''), 'base64'));

/**
 * Whether the machine may still come with this certificate. It goes with the journal key of its enrolment: accepted while officers have
 * that key in force and no journal that was enrolled later has spoken. So an old disk reads nothing more from the first word of the new
 * one on, or from the revocation of its key; and an administrator's ticket alone takes nobody's place.
 */
export async function isAcceptedCertificate(
  ports: Pick<Ports, 'store' | 'roster' | 'clock'>,
  machine: string,
  certificate: Digest,
): Promise<boolean> {
  const [journals, roster] = await Promise.all([ports.store.machines.journals(machine), ports.roster.current()]);
  return accepts(journals, roster, machine, certificate, ports.clock.now());
}

/** `journals`: the newest enrolment first. Before officers have listed any of them the newest may come, to wait for them. */
function accepts(journals: readonly Journal[], roster: RosterState | null, machine: string, certificate: Digest, now: Date): boolean {
  const isInForce = ({ kid }: Journal): boolean => isKeyOfMachine(roster, kid, machine, now);
  const spoken = journals.findIndex(({ head }) => head.seq >= 0);
  const own = journals.findIndex((journal) => journal.certificate === certificate);
  const it = journals[own];
  if (!it || (spoken >= 0 && own > spoken)) return false;
  return isInForce(it) || (own === 0 && spoken < 0 && !journals.some(isInForce));
}
