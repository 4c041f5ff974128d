import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { topicOf } from '@yinzheng/contract';
import type { MqttClient } from 'mqtt';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MachineMessage } from '../../ports/broker.ts';
import type { Pki } from '../../ports/pki.ts';
import { FakeClock } from '../clock/fake-clock.ts';
import { machineRequest } from '../pki/fake-machine-request.ts';
import { openTownPki } from '../pki/town-pki.ts';
import { EmbeddedBroker } from './embedded-broker.ts';
import { machinesOf, presence, TOWN, until } from './fake-machines.ts';
import { MqttBroker } from './mqtt-broker.ts';

describe('the embedded broker', () => {
  let dir = '';
  let pki: Pki;
  let machines: ReturnType<typeof machinesOf>;
  let listener: EmbeddedBroker;
  let broker: MqttBroker;
  let port = 0;
  const logger = pino({ level: 'silent' });
  const taken: MachineMessage[] = [];
  const refused = new Set<string>();
  const isAccepted = async (_: string, certificate: string) => !refused.has(certificate);
  const closed = (client: MqttClient) =>
    new Promise<string>((resolve) => client.on('error', () => {}).once('close', () => resolve('closed')));

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'broker-'));
    pki = await openTownPki({ dir, town: TOWN, hosts: [], clock: new FakeClock(new Date().toISOString()) });
    machines = machinesOf(pki, machineRequest);
    listener = new EmbeddedBroker({ pki, town: TOWN, host: '127.0.0.1', port: 0, logger, isAccepted });
    port = await listener.start();
    broker = new MqttBroker({ town: TOWN, connect: () => listener.connectInProcess('server'), logger });
    broker.subscribe(async (incoming) => void taken.push(incoming));
    await broker.start();
  });
  afterAll(async () => {
    await broker.stop();
    await listener.stop();
    await rm(dir, { recursive: true });
  });
  beforeEach(() => {
    taken.length = 0;
  });

  it('lets nobody in without a certificate of the town', async () => {
    for (const own of [
      { cert: undefined, key: undefined },
      { ...(await machines.identity('m1')), ca: undefined, rejectUnauthorized: false, cert: pki.server.certificate, key: pki.server.key },
    ]) {
      const client = await machines.dial(port, 'm1', own);
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
      const client = await machines.dial(port, 'm1');
      client.publish(topic, JSON.stringify(presence('m2')), { qos: 1 });
      expect(await closed(client)).toBe('closed');
    }
    const client = await machines.dial(port, 'm1');
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
    const older = await machines.dial(port, 'first', { ...(await machines.identity('m1')), will });
    await new Promise((resolve) => older.once('connect', resolve));
    const gone = closed(older);
    const newer = await machines.dial(port, 'second', await machines.identity('m1'));
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
    const client = await machines.dial(port, 'm1');
    client.publish(topicOf(TOWN, 'm1', 'records'), Buffer.alloc(8 * 2 ** 20), { qos: 1 });
    expect(await closed(client)).toBe('closed');
    const after = await machines.join(port, 'm1');
    await after.send('presence', presence('m1'));
    await until(
      () => taken.length,
      (n) => n === 1,
    );
    await after.leave();
  });

  it('closes a machine whose certificate is not accepted any more, and lets it in no more', async () => {
    const client = await machines.dial(port, 'm7');
    await new Promise((resolve) => client.once('connect', resolve));
    const stays = await machines.dial(port, 'm8');
    await new Promise((resolve) => stays.once('connect', resolve));
    const { cert } = await machines.identity('m7');
    refused.add(new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase());
    expect(client.connected).toBe(true);
    const gone = closed(client);
    await listener.recheck();
    expect(await gone).toBe('closed');
    expect(stays.connected).toBe(true);
    const again = await machines.dial(port, 'm7');
    const denied = new Promise((resolve) => again.once('error', resolve).once('connect', () => resolve('let in')));
    expect(await denied).toMatchObject({ code: 5 });
    await stays.endAsync();
  });

  it('refuses to start on a port that is taken', async () => {
    const second = new EmbeddedBroker({ pki, town: TOWN, host: '127.0.0.1', port: port, logger, isAccepted });
    await expect(second.start()).rejects.toMatchObject({ code: 'server/port-taken' });
    await second.stop();
  });
});
