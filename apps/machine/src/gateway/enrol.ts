import 'reflect-metadata';
import { PemConverter, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { type MachineTicket, ROUTES } from '@yinzheng/contract';
import { signToken } from '@yinzheng/domain';
import { type Check, ed25519Signer, fail, fromB64Url, pass, type SignedRoster, sha256Hex, text, utf8 } from '@yinzheng/ledger';
import { openRosterBook } from '../core/roster.ts';
import { folderStore } from '../journal/store.ts';
import { gatewayHttp } from './https.ts';
import { ownKeys, saveIdentity } from './identity.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

async function makeTlsKey(): Promise<string> {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', pair.privateKey), 'PRIVATE KEY');
}

async function certificateRequest(tlsKey: string, machine: string): Promise<string> {
  const [der] = PemConverter.decode(tlsKey);
  const privateKey = await crypto.subtle.importKey('pkcs8', der ?? new ArrayBuffer(0), P256, true, ['sign']);
  const { kty = '', crv = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', privateKey);
  const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, P256, true, ['verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${machine}`,
    keys: { privateKey, publicKey },
    signingAlgorithm: P256,
  });
  return request.toString('pem');
}

/**
 * Makes the machine's keys, proves that it holds them, and gets its certificate and the roster, which must grow from the
 * founding that the ticket pins. May be repeated after any interruption: the keys stay the same.
 * Refuses with the gateway's code (`machine/wrong-code`, …) or `roster/broken-chain`.
 */
export async function enrol(ticket: MachineTicket, data: string): Promise<Check<true>> {
  const keys = await ownKeys(data, makeTlsKey);
  const journal = await ed25519Signer(fromB64Url(keys.journalSeed));
  const { machine, code } = ticket;
  const csr = await certificateRequest(keys.tlsKey, machine);
  const proof = await signToken('machine-enrolment+jwt', { machine, code, csr: sha256Hex(utf8(csr)) }, journal);
  const bytes = utf8(JSON.stringify({ code, machine, csr, journalKey: journal.publicKey, proof }));

  const gateway = gatewayHttp(ticket.gatewayUrl, { ca: ticket.ca });
  const { method, path } = ROUTES.machines.enrol;
  const answer = await gateway.send(method, path, { type: 'application/json', bytes }).finally(() => gateway.close());
  if (answer.status !== 200) return refusal(answer.body, answer.status);
  const { certificate, roster } = JSON.parse(text(answer.body)) as { certificate: string; roster: readonly SignedRoster[] };

  const book = await openRosterBook(folderStore(data), ticket.founding);
  if (!book.ok) return book;
  const learned = await book.value.learn(roster);
  if (!learned.ok) return learned;
  await saveIdentity(data, ticket, certificate);
  return pass(true);
}

function refusal(body: Uint8Array, status: number): Check<never> {
  try {
    const { code, params } = JSON.parse(text(body)) as { code: string; params?: Record<string, string | number> };
    return fail(code, params);
  } catch {
    return fail('message/malformed', { at: '/', detail: `HTTP ${status}` });
  }
}
