import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { topicOf } from '@yinzheng/contract';
import { connect, type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Broker, MachineMessage } from '../../ports/broker.ts';
import type { Pki } from '../../ports/pki.ts';
import { FakeClock } from '../clock/fake-clock.ts';
import { machineRequest } from '../pki/machine-request.ts';
import { openTownPki } from '../pki/town-pki.ts';
import { EmbeddedBroker } from './embedded-broker.ts';
import { connectExternal } from './external-broker.ts';
import { MemoryBroker } from './memory-broker.ts';
import { MqttBroker } from './mqtt-broker.ts';

const TOWN = '330381002000';
const AT = '2026-11-22T06:00:00.000Z';
const HASH = '0'.repeat(64);
const presence = (dev: string, online = true) => ({
  v: 1,
  dev,
  online,
  boot: 1,
  head: { seq: 0, h: HASH },
  rosterSeq: 0,
  sleeves: [],
  at: AT,
});
const commandState = (dev: string, command: string) => ({ v: 1, dev, command, state: 'accepted', at: AT });
const revoke = (id: string) => ({ v: 1, id, kind: 'revoke', at: AT, jti: 'j1', reason: '' }) as const;

/** Polls until it holds; says what it last saw when it never does. */
async function until<T>(look: () => T, holds: (seen: T) => boolean): Promise<T> {
  for (let i = 0; i < 250; i++) {
    if (holds(look())) return look();
    await sleep(20);
  }
  throw new Error(`never held; last seen ${JSON.stringify(look())}`);
}

interface Machine {
  send(channel: 'presence' | 'records' | 'command-states', message: unknown): unknown;
  readonly received: readonly { readonly channel: string; readonly message: unknown }[];
  leave(): unknown;
}
interface Bench {
  readonly broker: Broker & { readonly counts: { malformed: number; failed: number } };
  machine(id: string): Promise<Machine>;
  stop(): Promise<void>;
}

let dir = '';
let pki: Pki;
const certificates = new Map<string, Promise<{ cert: string; key: string }>>();
const logger = pino({ level: 'silent' });

const identity = (id: string) => {
  const known = certificates.get(id);
  if (known) return known;
  const made = machineRequest(id).then(async ({ key, csr }) => ({ key, cert: await pki.issueMachineCertificate(id, csr) }));
  certificates.set(id, made);
  return made;
};
const dial = async (port: number, id: string, options: object = {}): Promise<MqttClient> =>
  connect(`mqtts://localhost:${port}`, {
    ca: pki.ca,
    clientId: id,
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...(await identity(id)),
    ...options,
  });

async function machineOver(port: number, id: string): Promise<Machine> {
  const client = await dial(port, id);
  const received: { channel: string; message: unknown }[] = [];
  client.on('message', (topic, payload) =>
    received.push({ channel: topic.split('/').at(-1) ?? '', message: JSON.parse(payload.toString()) }),
  );
  await new Promise((resolve, reject) => client.once('connect', resolve).once('error', reject));
  await client.subscribeAsync([topicOf(TOWN, id, 'commands'), topicOf(TOWN, id, 'acknowledgements')], { qos: 1 });
  return {
    received,
    send: (channel, message) =>
      client.publishAsync(topicOf(TOWN, id, channel), typeof message === 'string' ? message : JSON.stringify(message), { qos: 1 }),
    leave: () => client.endAsync(),
  };
}

async function embedded(): Promise<Bench & { port: number }> {
  const listener = new EmbeddedBroker({ pki, town: TOWN, host: '127.0.0.1', port: 0, logger });
  const port = await listener.start();
  const broker = new MqttBroker({ town: TOWN, connect: () => listener.connectInProcess('server'), logger });
  return { broker, port, machine: (id) => machineOver(port, id), stop: () => broker.stop().then(() => listener.stop()) };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await new Promise<number>((resolve) =>
    probe.listen(0, '127.0.0.1', () => resolve((probe.address() as { port: number }).port)),
  );
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const hasMosquitto = spawnSync('mosquitto', ['-h']).error === undefined;
if (!hasMosquitto) console.warn('mosquitto is not installed: the external broker is not tested here');

async function mosquitto(): Promise<Bench> {
  const port = await freePort();
  const file = (name: string, text: string) => writeFile(path.join(dir, name), text).then(() => path.join(dir, name));
  const acl = `user yinzheng\ntopic readwrite yinzheng/#\n${['records', 'command-states', 'presence'].map((c) => `pattern write yinzheng/${TOWN}/machines/%u/${c}\n`).join('')}${['commands', 'acknowledgements'].map((c) => `pattern read yinzheng/${TOWN}/machines/%u/${c}\n`).join('')}`;
  const config = [
    'user root',
    `listener ${port} 127.0.0.1`,
    `cafile ${await file('ca.pem', pki.ca)}`,
    `certfile ${await file('server.crt', pki.server.certificate)}`,
    `keyfile ${await file('server.key', pki.server.key)}`,
    'require_certificate true',
    'use_identity_as_username true',
    `acl_file ${await file('acl', acl)}`,
  ];
  const child: ChildProcess = spawn('mosquitto', ['-c', await file('mosquitto.conf', `${config.join('\n')}\n`)], { stdio: 'ignore' });
  const broker = new MqttBroker({ town: TOWN, connect: () => connectExternal(`mqtts://localhost:${port}`, 'server', pki), logger });
  return {
    broker,
    machine: (id) => machineOver(port, id),
    stop: async () => {
      await broker.stop();
      child.kill();
    },
  };
}

async function memory(): Promise<Bench> {
  const broker = new MemoryBroker();
  return { broker, machine: async (id) => broker.connect(id), stop: async () => {} };
}

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'broker-'));
  pki = await openTownPki({ dir: path.join(dir, 'pki'), town: TOWN, hosts: [], clock: new FakeClock(new Date().toISOString()) });
});
afterAll(() => rm(dir, { recursive: true }));

describe.each([
  ['in memory', memory, true],
  ['embedded', embedded, true],
  ['Mosquitto', mosquitto, hasMosquitto],
] as const)('a broker (%s)', (_, make, isHere) => {
  let bench: Bench;
  const taken: MachineMessage[] = [];
  let handle: (incoming: MachineMessage) => Promise<void> = async () => {};

  beforeAll(async () => {
    if (!isHere) return;
    bench = await make();
    bench.broker.subscribe(async (incoming) => {
      await handle(incoming);
      taken.push(incoming);
    });
    if (bench.broker instanceof MqttBroker) await bench.broker.start();
  });
  afterAll(() => bench?.stop());
  beforeEach(() => {
    taken.length = 0;
    handle = async () => {};
  });

  it.runIf(isHere)('brings a machine’s messages in order, one after another, with the machine’s name', async () => {
    let running = 0;
    handle = async () => {
      expect(++running).toBe(1);
      await sleep(1);
      running--;
    };
    const machine = await bench.machine('m1');
    for (let n = 0; n < 20; n++) void machine.send('command-states', commandState('m1', `c${n}`));
    await until(
      () => taken.length,
      (n) => n === 20,
    );
    expect(taken.map(({ message }) => 'command' in message && message.command)).toEqual(Array.from({ length: 20 }, (_, n) => `c${n}`));
    expect(taken.every(({ machine: from, channel }) => from === 'm1' && channel === 'command-states')).toBe(true);
    await machine.leave();
  });

  it.runIf(isHere)('brings a command to its machine and to no other, while a handler waits for it', async () => {
    const [m1, m2] = [await bench.machine('m1'), await bench.machine('m2')];
    handle = () => bench.broker.publish('m1', 'commands', revoke('c1'));
    await m2.send('presence', presence('m2'));
    await until(
      () => m1.received.length,
      (n) => n === 1,
    );
    expect(m1.received).toEqual([{ channel: 'commands', message: revoke('c1') }]);
    expect(m2.received).toEqual([]);
    await Promise.all([m1.leave(), m2.leave()]);
  });

  it.runIf(isHere)('counts what does not fit and what the handler could not take, and goes on', async () => {
    const machine = await bench.machine('m1');
    const before = { ...bench.broker.counts };
    handle = async ({ channel }) => {
      if (channel === 'records') throw new Error('the database is away');
    };
    const record = {
      v: 1,
      dev: 'm1',
      kid: 'k',
      seq: 0,
      prev: HASH,
      boot: 1,
      mono: 0,
      wall: AT,
      tq: 'local',
      type: 'boot',
      data: {},
      h: HASH,
      sig: 's',
    };
    for (const bad of ['{', '[]', { v: 2 }, { ...presence('m1'), more: 1 }, presence('m2')]) await machine.send('presence', bad);
    await machine.send('records', { v: 1, dev: 'm1', records: [record] });
    await machine.send('presence', presence('m1'));
    await until(
      () => taken.length,
      (n) => n === 1,
    );
    expect(bench.broker.counts.malformed - before.malformed).toBe(5);
    expect(bench.broker.counts.failed - before.failed).toBe(1);
    await machine.leave();
  });
});

describe('the embedded broker', () => {
  let bench: Bench & { port: number };
  const taken: MachineMessage[] = [];
  const closed = (client: MqttClient) =>
    new Promise<string>((resolve) => client.on('error', () => {}).once('close', () => resolve('closed')));

  beforeAll(async () => {
    bench = await embedded();
    bench.broker.subscribe(async (incoming) => void taken.push(incoming));
    if (bench.broker instanceof MqttBroker) await bench.broker.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    taken.length = 0;
  });

  it('lets nobody in without a certificate of the town', async () => {
    for (const own of [
      { cert: undefined, key: undefined },
      { ...(await identity('m1')), ca: undefined, rejectUnauthorized: false, cert: pki.server.certificate, key: pki.server.key },
    ]) {
      const client = await dial(bench.port, 'm1', own);
      let isConnected = false;
      client.on('connect', () => {
        isConnected = true;
      });
      expect(await closed(client)).toBe('closed');
      expect(isConnected).toBe(false);
    }
  });

  it('closes on a machine that speaks for another or as the server, and lets it hear nothing that is not its own', async () => {
    for (const topic of [
      topicOf(TOWN, 'm2', 'presence'),
      topicOf(TOWN, 'm1', 'commands'),
      topicOf('other', 'm1', 'presence'),
      'elsewhere',
    ]) {
      const client = await dial(bench.port, 'm1');
      client.publish(topic, JSON.stringify(presence('m2')), { qos: 1 });
      expect(await closed(client)).toBe('closed');
    }
    const client = await dial(bench.port, 'm1');
    for (const filter of ['#', `yinzheng/${TOWN}/machines/+/commands`, topicOf(TOWN, 'm2', 'commands'), topicOf(TOWN, 'm1', 'presence')]) {
      await expect(client.subscribeAsync(filter)).rejects.toThrow();
    }
    await client.endAsync();
    expect(taken).toEqual([]);
  });

  it('closes the older connection of a machine when a newer comes, and says so by its will before the newer speaks', async () => {
    const will = {
      topic: topicOf(TOWN, 'm1', 'presence'),
      payload: Buffer.from(JSON.stringify(presence('m1', false))),
      qos: 1 as const,
      retain: true,
    };
    const older = await dial(bench.port, 'first', { ...(await identity('m1')), will });
    await new Promise((resolve) => older.once('connect', resolve));
    const gone = closed(older);
    const newer = await dial(bench.port, 'second', await identity('m1'));
    await newer.publishAsync(topicOf(TOWN, 'm1', 'presence'), JSON.stringify(presence('m1')), { qos: 1, retain: true });
    expect(await gone).toBe('closed');
    await until(
      () => taken,
      (seen) => seen.length === 2,
    );
    expect(taken.map(({ message }) => 'online' in message && message.online)).toEqual([false, true]);
    expect(newer.connected).toBe(true);
    await newer.endAsync();
  });

  it('cuts off a packet that is too large before gathering it', async () => {
    const client = await dial(bench.port, 'm1');
    client.publish(topicOf(TOWN, 'm1', 'records'), Buffer.alloc(8 * 2 ** 20), { qos: 1 });
    expect(await closed(client)).toBe('closed');
    const after = await bench.machine('m1');
    await after.send('presence', presence('m1'));
    await until(
      () => taken.length,
      (n) => n === 1,
    );
    await after.leave();
  });

  it('refuses to start on a port that is taken', async () => {
    const second = new EmbeddedBroker({ pki, town: TOWN, host: '127.0.0.1', port: bench.port, logger });
    await expect(second.start()).rejects.toMatchObject({ code: 'server/port-taken' });
    await second.stop();
  });
});
