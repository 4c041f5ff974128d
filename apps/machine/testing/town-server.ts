import 'reflect-metadata';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { jsonParserOf, type MachineTicket, PresenceMessage, RecordsMessage, topicOf } from '@yinzheng/contract';
import {
  genesisDigest,
  type JournalRecord,
  type PublicKey,
  type Signer,
  sha256Hex,
  text,
  thumbprint,
  verifyRecord,
} from '@yinzheng/ledger';
import { Aedes } from 'aedes';
import type { Town } from './town.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const pem = (label: string, der: ArrayBuffer): string => x509.PemConverter.encode(der, label);

/** A certificate authority with one server certificate for 127.0.0.1. */
async function authority() {
  const between = { notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 86_400_000) };
  const keys = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Test CA',
    keys,
    signingAlgorithm: P256,
    ...between,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  const issue = (subject: string, publicKey: x509.PublicKeyType, extensions: x509.Extension[] = []) =>
    x509.X509CertificateGenerator.create({
      subject,
      issuer: ca.subject,
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: P256,
      ...between,
      extensions,
    });
  const own = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const certificate = await issue('CN=127.0.0.1, OU=server', own.publicKey, [
    new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
  ]);
  return {
    ca: ca.toString('pem'),
    key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', own.privateKey)),
    cert: certificate.toString('pem'),
    async sign(csrPem: string, machine: string): Promise<string> {
      const csr = new x509.Pkcs10CertificateRequest(csrPem);
      if (!(await csr.verify())) throw new Error('the request is not signed by its key');
      return (await issue(`CN=${machine}, OU=machine`, csr.publicKey)).toString('pem');
    },
  };
}

/** How badly the server behaves towards the machine. */
export interface Faults {
  /** Of every `n` batches the acknowledgement of one is lost. */
  loseAcknowledgement: (batch: number) => boolean;
  /** The connection is cut instead of taking this batch. */
  cutAt: (batch: number) => boolean;
}

/**
 * The other side of the machine's line, as small as it can be: HTTPS gateway and MQTT broker over TLS with client certificates.
 * It checks what a server must be able to rely on: records come in order, chained, signed, and photographs before them.
 */
export async function townServer(it: { machine: string; code: string; makeTown: (journal: PublicKey) => Promise<Town> }) {
  const pki = await authority();
  let town: Town | null = null;
  let journal: PublicKey | null = null;
  const files = new Map<string, Uint8Array>();
  const records: JournalRecord[] = [];
  const presences: PresenceMessage[] = [];
  const states: unknown[] = [];
  const complaints: string[] = [];
  const faults: Faults = { loseAcknowledgement: () => false, cutAt: () => false };
  let batches = 0;
  let sentTwice = 0;

  const https = createHttps(
    { key: pki.key, cert: pki.cert, ca: pki.ca, requestCert: true, rejectUnauthorized: false },
    (request, answer) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => void respond(Buffer.concat(chunks)));
      const say = (status: number, body: unknown) =>
        answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      async function respond(body: Buffer): Promise<unknown> {
        if (request.url === '/machine/v1/enrolment') {
          const { code, csr, journalKey } = JSON.parse(text(body)) as { code: string; csr: string; journalKey: PublicKey };
          if (code !== it.code) return say(403, { code: 'machine/wrong-code' });
          journal = journalKey;
          town ??= await it.makeTown(journalKey);
          return say(200, { certificate: await pki.sign(csr, it.machine), roster: town.links });
        }
        const socket = request.socket as Socket & { authorized: boolean };
        if (!socket.authorized) return say(403, { code: 'machine/bad-signature' });
        const digest = request.url?.split('/').at(-1) ?? '';
        if (request.method === 'GET') {
          const bytes = files.get(digest);
          return bytes ? answer.writeHead(200).end(bytes) : say(404, { code: 'file/unknown' });
        }
        if (sha256Hex(body) !== digest) return say(422, { code: 'file/digest-mismatch' });
        files.set(digest, new Uint8Array(body));
        return say(200, null);
      }
    },
  );
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));

  const broker = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const tls = createTls({ key: pki.key, cert: pki.cert, ca: pki.ca, requestCert: true, rejectUnauthorized: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    broker.handle(socket);
  });
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
  const parseRecords = jsonParserOf(RecordsMessage);
  const parsePresence = jsonParserOf(PresenceMessage);

  async function take(message: RecordsMessage): Promise<void> {
    const key = journal;
    if (!key || !town) return;
    for (const record of message.records as JournalRecord[]) {
      const known = records[record.seq];
      if (known) {
        sentTwice++;
        if (known.h !== record.h) complaints.push(`record ${record.seq} contradicts the one before`);
        continue;
      }
      if (record.seq !== records.length) {
        complaints.push(`record ${record.seq} came when ${records.length} was next`);
        return;
      }
      const prev = records.at(-1)?.h ?? genesisDigest(it.machine, thumbprint(key));
      if (!(await verifyRecord(record, key, prev)).ok) complaints.push(`record ${record.seq} does not verify`);
      const { photo } = record.data;
      if (typeof photo === 'string' && !files.has(photo)) complaints.push(`record ${record.seq} came before its photograph`);
      records.push(record);
    }
    const last = records.at(-1);
    if (!last || faults.loseAcknowledgement(batches)) return;
    const token = await town.acknowledge({ dev: it.machine, seq: last.seq, h: last.h, iat: Math.floor(Date.now() / 1000) });
    send('acknowledgements', { v: 1, dev: it.machine, token });
  }

  function send(channel: 'commands' | 'acknowledgements', message: unknown): void {
    if (!town) throw new Error('nobody has enrolled');
    broker.publish(
      {
        cmd: 'publish',
        topic: topicOf(town.code, it.machine, channel),
        payload: Buffer.from(JSON.stringify(message)),
        qos: 1,
        retain: false,
        dup: false,
      },
      () => undefined,
    );
  }

  let turn: Promise<unknown> = Promise.resolve();
  broker.on('publish', ({ topic, payload }) => {
    const bytes = new Uint8Array(payload as Buffer);
    if (topic.endsWith('/records')) {
      batches++;
      if (faults.cutAt(batches)) {
        for (const socket of sockets) socket.destroy();
        return;
      }
      const parsed = parseRecords(bytes);
      if (!parsed.ok) complaints.push(parsed.problem.message.en);
      else turn = turn.then(() => take(parsed.value));
    } else if (topic.endsWith('/presence')) {
      const parsed = parsePresence(bytes);
      if (parsed.ok) presences.push(parsed.value);
      else complaints.push(parsed.problem.message.en);
    } else if (topic.endsWith('/command-states')) states.push(JSON.parse(text(bytes)));
  });

  const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
  return {
    faults,
    files,
    records,
    presences,
    states,
    complaints,
    sentTwice: () => sentTwice,
    town: (): Town => {
      if (!town) throw new Error('nobody has enrolled');
      return town;
    },
    ticket: (founding: string): MachineTicket => ({
      v: 1,
      kind: 'machine-ticket',
      town: '330381002000',
      machine: it.machine,
      name: '示例·玉海街道一号印章机',
      gatewayUrl: `https://127.0.0.1:${portOf(https)}`,
      mqttUrl: `mqtts://127.0.0.1:${portOf(tls)}`,
      ca: pki.ca,
      code: it.code,
      founding,
      sleeves: [
        { sleeve: 1, seal: 'seal-1', name: '示例社区居民委员会' },
        { sleeve: 2, seal: 'seal-2', name: '示例社区党委' },
      ],
    }),
    authorise(authorisation: string, id: string): void {
      send('commands', { v: 1, id, kind: 'authorise', at: new Date().toISOString(), authorisation, roster: town?.links ?? [] });
    },
    command: (message: unknown): void => send('commands', message),
    acknowledge: (token: string): void => send('acknowledgements', { v: 1, dev: it.machine, token }),
    cut(): void {
      for (const socket of sockets) socket.destroy();
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => broker.close(resolve));
      tls.close();
      https.closeAllConnections();
      https.close();
    },
  };
}

export type TownServer = Awaited<ReturnType<typeof townServer>>;

/** A signer of which only the public half is known, for a roster that lists a machine's key. */
export const listed = (key: PublicKey): Signer => ({
  kid: thumbprint(key),
  publicKey: key,
  sign: () => Promise.reject(new Error('only the machine can sign')),
});
