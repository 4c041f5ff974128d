import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import path from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { KeyPair, Pki } from '../../ports/pki.ts';
import { readPair, writePair } from './pair-file.ts';

export interface TownPkiOptions {
  /** Folder for `ca.pem`, `server.pem`, `client.pem`, each a key with its certificate (0600). */
  readonly dir: string;
  /** Division code, in the CA's name. */
  readonly town: string;
  /** Host names and addresses that machines use, beside localhost, 127.0.0.1 and ::1. */
  readonly hosts: readonly string[];
  readonly clock: Clock;
}

const RENEW_BEFORE_MS = 30 * 86_400_000;

const names = (hosts: readonly string[]) => [...new Set(['localhost', '127.0.0.1', '::1', ...hosts])];

function isGood(pair: KeyPair, ca: KeyPair, hosts: readonly string[], now: Date): boolean {
  const certificate = new X509Certificate(pair.certificate);
  return (
    certificate.validFromDate <= now &&
    certificate.validToDate.getTime() - now.getTime() > RENEW_BEFORE_MS &&
    certificate.verify(new X509Certificate(ca.certificate).publicKey) &&
    hosts.every((host) => (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined)
  );
}

/** Opens the town's certificate authority, or makes one the first time; renews our own certificates when they are old or lack a name. */
export async function openTownPki({ dir, town, hosts, clock }: TownPkiOptions): Promise<Pki> {
  const now = clock.now();
  // The certificate library takes long to load, and most starts need nothing made.
  const certificates = () => import('./certificates.ts');
  const keep = async (file: string, isUsable: (pair: KeyPair) => boolean, make: () => Promise<KeyPair>): Promise<KeyPair> => {
    const known = await readPair(path.join(dir, file));
    if (known && isUsable(known)) return known;
    const made = await make();
    await writePair(path.join(dir, file), made);
    return made;
  };

  const ca = await keep(
    'ca.pem',
    () => true,
    async () => (await certificates()).createCa(town, now),
  );
  const own = (use: 'server' | 'client', sans: readonly string[]) =>
    keep(
      `${use}.pem`,
      (pair) => isGood(pair, ca, sans, now),
      async () => (await certificates()).issueOwn(ca, now, use, sans),
    );
  return {
    ca: ca.certificate,
    server: await own('server', names(hosts)),
    client: await own('client', []),
    issueMachineCertificate: async (machine, csr) => (await certificates()).issueForMachine(ca, clock.now(), machine, csr),
  };
}
