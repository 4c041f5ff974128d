import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Broker, MachineMessage } from '../../ports/broker.ts';
import type { Pki } from '../../ports/pki.ts';
import { FakeClock } from '../clock/fake-clock.ts';
import { machineRequest } from '../pki/fake-machine-request.ts';
import { openTownPki } from '../pki/town-pki.ts';
import { EmbeddedBroker } from './embedded-broker.ts';
import { connectExternal } from './external-broker.ts';
import { AT, commandState, HASH, type Machine, machinesOf, presence, revoke, TOWN, until } from './fake-machines.ts';
import { MemoryBroker } from './memory-broker.ts';
import { MqttBroker } from './mqtt-broker.ts';

interface Bench {
  readonly broker: Broker & { readonly counts: { malformed: number; failed: number } };
  machine(id: string): Promise<Machine>;
  stop(): Promise<void>;
}

let dir = '';
let pki: Pki;
let machines: ReturnType<typeof machinesOf>;
const logger = pino({ level: 'silent' });

async function embedded(): Promise<Bench> {
  const listener = new EmbeddedBroker({ pki, town: TOWN, host: '127.0.0.1', port: 0, logger, isAccepted: async () => true });
  const port = await listener.start();
  const broker = new MqttBroker({ town: TOWN, connect: () => listener.connectInProcess('server'), logger });
  return { broker, machine: (id) => machines.join(port, id), stop: () => broker.stop().then(() => listener.stop()) };
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
    machine: (id) => machines.join(port, id),
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
  machines = machinesOf(pki, machineRequest);
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
