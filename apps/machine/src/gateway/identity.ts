import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonParserOf, MachineTicket } from '@yinzheng/contract';
import { ed25519Signer, fromB64Url, type Signer, toB64Url } from '@yinzheng/ledger';
import { writeAtomically } from '../journal/store.ts';

/** Who this machine is: made once by `enrol`, never changed. The key of the journal signs every record. */
export interface Identity {
  readonly ticket: MachineTicket;
  readonly journal: Signer;
  /** PEM: the TLS key and its certificate, whose common name is the machine's id. */
  readonly tlsKey: string;
  readonly certificate: string;
}

interface Keys {
  /** 32-byte Ed25519 seed, base64url. */
  readonly journalSeed: string;
  readonly tlsKey: string;
}

const parseTicket = jsonParserOf(MachineTicket);

/** Reads a ticket file; throws with the place that does not fit. */
export async function readTicket(path: string): Promise<MachineTicket> {
  const parsed = parseTicket(await readFile(path));
  if (!parsed.ok) throw new Error(`${path}: ${parsed.problem.message.zh} ${parsed.problem.message.en}`);
  return parsed.value;
}

const fileIn = (data: string, name: string): string => join(data, 'identity', name);

/** The machine's keys: made at the first call and durable before they are used, the same ones ever after. */
export async function ownKeys(data: string, makeTlsKey: () => Promise<string>): Promise<Keys> {
  const path = fileIn(data, 'keys.json');
  const stored = await readFile(path, 'utf8').catch(() => null); // no file yet: this is the first enrolment
  if (stored) return JSON.parse(stored) as Keys;
  const keys: Keys = { journalSeed: toB64Url(crypto.getRandomValues(new Uint8Array(32))), tlsKey: await makeTlsKey() };
  await writeAtomically(path, JSON.stringify(keys));
  return keys;
}

export async function saveIdentity(data: string, ticket: MachineTicket, certificate: string): Promise<void> {
  await writeAtomically(fileIn(data, 'certificate.pem'), certificate);
  const { code: _spent, ...kept } = ticket;
  await writeAtomically(fileIn(data, 'ticket.json'), JSON.stringify({ ...kept, code: 'spent' }));
}

/** The identity of an enrolled machine, or null when it was never enrolled. */
export async function loadIdentity(data: string): Promise<Identity | null> {
  const [ticket, certificate] = await Promise.all([
    readTicket(fileIn(data, 'ticket.json')).catch((cause: NodeJS.ErrnoException) =>
      cause.code === 'ENOENT' ? null : Promise.reject(cause),
    ),
    readFile(fileIn(data, 'certificate.pem'), 'utf8').catch(() => null), // without it the machine is not enrolled
  ]);
  if (!ticket || !certificate) return null;
  const keys = await ownKeys(data, () => Promise.reject(new Error('the keys of an enrolled machine are missing')));
  return { ticket, certificate, tlsKey: keys.tlsKey, journal: await ed25519Signer(fromB64Url(keys.journalSeed)) };
}
