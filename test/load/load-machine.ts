import 'reflect-metadata';
import { generateKeyPairSync, hash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { CommandMessage, MachineTicket } from '@yinzheng/contract';
import { topicOf } from '@yinzheng/contract';
import { type AuthorisationClaims, signToken } from '@yinzheng/domain';
import {
  ed25519Signer,
  fromB64Url,
  genesisDigest,
  type JournalRecord,
  type JournalType,
  type Signer,
  sealRecord,
  text,
} from '@yinzheng/ledger';
import { connect, type MqttClient } from 'mqtt';

export interface LoadMachine {
  /** Resolves when the use of this request is closed and everything it said is acknowledged. */
  finished(request: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A seal machine as the server sees one: enrolled, mutual TLS, a signed and chained journal, photographs stored before the records
 * that name them. It has no disk, no page check and no motor, since those run on the machine's own computer: this loads the server.
 */
export async function startLoadMachine(ticket: MachineTicket, photos: readonly [Uint8Array, Uint8Array]): Promise<LoadMachine> {
  const signer = await ed25519Signer(randomBytes(32));
  const identity = await enrol(ticket, signer);
  const tls = { ca: ticket.ca, cert: identity.certificate, key: identity.key };
  const agent = new Agent({ keepAlive: true, maxSockets: 8, ...tls });
  const journal = openJournal(ticket.machine, signer);
  const waiting = new Map<string, () => void>();
  const acknowledged: { seq: number; resolve: () => void }[] = [];

  const mqtt = connect(ticket.mqttUrl, { ...tls, clientId: ticket.machine, protocolVersion: 4, clean: true });
  const topic = (channel: 'records' | 'command-states' | 'presence' | 'commands' | 'acknowledgements') =>
    topicOf(ticket.town, ticket.machine, channel);
  await new Promise<void>((resolve, reject) => mqtt.once('connect', () => resolve()).once('error', reject));
  mqtt.on('message', (from, payload) => {
    const message = JSON.parse(payload.toString()) as CommandMessage & { token: string };
    if (from === topic('acknowledgements')) settle(acknowledged, message.token);
    else if (message.kind === 'authorise') void use(message);
  });
  await mqtt.subscribeAsync([topic('commands'), topic('acknowledgements')], { qos: 1 });
  await publish(mqtt, topic('presence'), presence(ticket.machine, journal.genesis), true);

  async function use(command: Extract<CommandMessage, { kind: 'authorise' }>): Promise<void> {
    const claims = JSON.parse(text(fromB64Url(command.authorisation.split('.')[1] ?? ''))) as AuthorisationClaims;
    const now = new Date().toISOString();
    await publish(mqtt, topic('command-states'), { v: 1, dev: ticket.machine, command: command.id, state: 'accepted', at: now });
    const page = claims.filed.impressions.findIndex((count) => count > 0) + 1;
    const salted = photos.map((photo) => Buffer.concat([photo, randomBytes(8)])); // each photograph is another file
    const [before, after] = await Promise.all(salted.map((photo) => store(ticket, agent, photo)));
    const place = { n: 1, page, copy: 1 };
    const { seq } = await journal.write(
      claims.jti,
      [
        [
          'auth.received',
          {
            request: claims.filed.request,
            max: claims.max,
            sleeve: claims.sleeve,
            seal: claims.seal,
            jws: hash('sha256', command.authorisation),
          },
        ],
        ['finger.match', { person: claims.clerk, slot: claims.fp }],
        ['use.opened', { request: claims.filed.request, sleeve: claims.sleeve, seal: claims.seal, clerk: claims.clerk }],
        ['use.page', { page, copy: 1, verdict: 'go', photo: before }],
        ['use.reserved', { ...place, photo: before }],
        ['use.impression', { ...place, photo: after, outcome: 'confirmed' }],
        ['use.closed', { request: claims.filed.request, made: 1, voided: 0, unknown: 0 }],
      ],
      (records) => publish(mqtt, topic('records'), { v: 1, dev: ticket.machine, records }),
    );
    await new Promise<void>((resolve) => acknowledged.push({ seq, resolve }));
    waiting.get(claims.filed.request)?.();
    waiting.delete(claims.filed.request);
  }

  return {
    finished: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    async stop() {
      agent.destroy();
      await mqtt.endAsync(true);
    },
  };
}

const publish = (mqtt: MqttClient, topic: string, message: unknown, retain = false) =>
  mqtt.publishAsync(topic, JSON.stringify(message), { qos: 1, retain });

function settle(waiting: { seq: number; resolve: () => void }[], token: string): void {
  const { seq } = JSON.parse(text(fromB64Url(token.split('.')[1] ?? ''))) as { seq: number };
  while (waiting[0] && waiting[0].seq <= seq) waiting.shift()?.resolve();
}

const presence = (dev: string, h: string) => ({
  v: 1,
  dev,
  online: true,
  boot: 1,
  head: { seq: -1, h },
  rosterSeq: 1_000_000,
  sleeves: [],
  at: new Date().toISOString(),
});

/** Records in order, one batch after another: the next batch is sealed on the last one's hash. */
function openJournal(dev: string, signer: Signer) {
  const genesis = genesisDigest(dev, signer.kid);
  let [seq, prev] = [0, genesis];
  let turn: Promise<unknown> = Promise.resolve();
  return {
    genesis,
    write(
      jti: string,
      facts: readonly (readonly [JournalType, Record<string, unknown>])[],
      send: (records: readonly JournalRecord[]) => Promise<unknown>,
    ): Promise<{ seq: number }> {
      const mine = turn.then(async () => {
        const records: JournalRecord[] = [];
        for (const [type, data] of facts) {
          const record = await sealRecord(signer, {
            dev,
            seq,
            prev,
            boot: 1,
            mono: Math.floor(performance.now()),
            wall: new Date().toISOString(),
            tq: 'local',
            type,
            jti,
            data,
          });
          records.push(record);
          [seq, prev] = [seq + 1, record.h];
        }
        const last = seq - 1;
        await send(records);
        return { seq: last };
      });
      turn = mine;
      return mine;
    },
  };
}

async function enrol(ticket: MachineTicket, signer: Signer): Promise<{ readonly certificate: string; readonly key: string }> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const usage = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const [publicPart, privatePart] = await Promise.all([
    crypto.subtle.importKey('spki', publicKey.export({ type: 'spki', format: 'der' }), usage, true, ['verify']),
    crypto.subtle.importKey('pkcs8', privateKey.export({ type: 'pkcs8', format: 'der' }), usage, true, ['sign']),
  ]);
  const csr = (
    await Pkcs10CertificateRequestGenerator.create({
      name: `CN=${ticket.machine}`,
      keys: { publicKey: publicPart, privateKey: privatePart },
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    })
  ).toString('pem');
  const proof = await signToken('machine-enrolment+jwt', { machine: ticket.machine, code: ticket.code, csr: hash('sha256', csr) }, signer);
  const body = JSON.stringify({ code: ticket.code, machine: ticket.machine, csr, journalKey: signer.publicKey, proof });
  const { certificate } = JSON.parse(
    await call(`${ticket.gatewayUrl}/machine/v1/enrolment`, 'POST', { ca: ticket.ca }, Buffer.from(body), 'application/json'),
  ) as { certificate: string };
  return { certificate, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

async function store(ticket: MachineTicket, agent: Agent, photo: Buffer): Promise<string> {
  const digest = hash('sha256', photo);
  await call(`${ticket.gatewayUrl}/machine/v1/files/${digest}`, 'PUT', { agent }, photo, 'image/jpeg');
  return digest;
}

function call(url: string, method: string, options: object, body: Buffer, type: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, headers: { 'content-type': type, 'content-length': body.length }, ...options },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        const answer = Buffer.concat(chunks).toString();
        if ((response.statusCode ?? 500) < 300) resolve(answer);
        else reject(new Error(`${method} ${url}: ${response.statusCode} ${answer}`));
      },
    );
    outgoing.on('error', reject).end(body);
  });
}
