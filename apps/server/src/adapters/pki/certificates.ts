import { isIP } from 'node:net';
import type { KeyPair } from '../../ports/pki.ts';
import { Refused } from '../../ports/refused.ts';
import * as x509 from './x509.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Clocks of machines go wrong a little. */
const BACKDATED_MS = DAY_MS;

const pem = (label: string, der: ArrayBuffer) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END ${label}-----\n`;
const exportKey = async (key: CryptoKey) => pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', key));
const importKey = (key: string) =>
  crypto.subtle.importKey('pkcs8', Buffer.from(key.replace(/-----.*?-----|\s/g, ''), 'base64'), P256, false, ['sign']);
const generate = () => crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
const certificatePem = (certificate: x509.X509Certificate) => `${certificate.toString('pem')}\n`;

const between = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - BACKDATED_MS),
  notAfter: new Date(now.getTime() + days * DAY_MS),
});

/** A new certificate authority, P-256, for 20 years; it signs end certificates only. */
export async function createCa(town: string, now: Date): Promise<KeyPair> {
  const keys = await generate();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Yinzheng CA ${town}`] }],
    keys,
    signingAlgorithm: SIGNING,
    ...between(now, 7_300),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: await exportKey(keys.privateKey), certificate: certificatePem(certificate) };
}

interface Leaf {
  readonly name: Readonly<Record<'CN' | 'OU', string>>;
  readonly publicKey: x509.PublicKeyType;
  readonly use: 'server' | 'client';
  readonly hosts?: readonly string[];
  readonly days: number;
}

async function issue(ca: KeyPair, now: Date, { name, publicKey, use, hosts = [], days }: Leaf): Promise<string> {
  const issuer = new x509.X509Certificate(ca.certificate);
  const names = hosts.map((host): x509.JsonGeneralName => ({ type: isIP(host) ? 'ip' : 'dns', value: host }));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [name.CN] }, { OU: [name.OU] }],
    issuer: issuer.subjectName.toJSON(),
    publicKey,
    signingKey: await importKey(ca.key),
    signingAlgorithm: SIGNING,
    ...between(now, days),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[use === 'server' ? 'serverAuth' : 'clientAuth']]),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return certificatePem(certificate);
}

/** For our own listeners (`use` server) or our own connection to the broker (client); 397 days. */
export async function issueOwn(ca: KeyPair, now: Date, use: 'server' | 'client', hosts: readonly string[]): Promise<KeyPair> {
  const keys = await generate();
  const certificate = await issue(ca, now, {
    name: { CN: hosts[0] ?? 'yinzheng', OU: 'server' },
    publicKey: keys.publicKey,
    use,
    hosts,
    days: 397,
  });
  return { key: await exportKey(keys.privateKey), certificate };
}

/** For a machine; three years. Of the request only its key counts, which must be on P-256 or P-384 and have signed it. */
export async function issueForMachine(ca: KeyPair, now: Date, machine: string, csrPem: string): Promise<string> {
  const refuse = (detail: string) => new Refused('machine/bad-signature', { detail }, '/csr');
  let request: x509.Pkcs10CertificateRequest;
  try {
    request = new x509.Pkcs10CertificateRequest(csrPem);
  } catch {
    throw refuse('unreadable');
  }
  const { namedCurve } = request.publicKey.algorithm as { namedCurve?: string };
  if (namedCurve !== 'P-256' && namedCurve !== 'P-384') throw refuse('key');
  if (!(await request.verify().catch(() => false))) throw refuse('signature');
  return issue(ca, now, { name: { CN: machine, OU: 'machine' }, publicKey: request.publicKey, use: 'client', days: 1_096 });
}
