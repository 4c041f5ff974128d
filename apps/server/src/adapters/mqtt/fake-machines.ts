import { setTimeout as sleep } from 'node:timers/promises';
import { topicOf } from '@yinzheng/contract';
import { connect, type MqttClient } from 'mqtt';
import type { Pki } from '../../ports/pki.ts';

export const TOWN = '330381002000';
export const AT = '2026-11-22T06:00:00.000Z';
export const HASH = '0'.repeat(64);
export const presence = (dev: string, online = true) => ({
  v: 1,
  dev,
  online,
  boot: 1,
  head: { seq: 0, h: HASH },
  rosterSeq: 0,
  sleeves: [],
  at: AT,
});
export const commandState = (dev: string, command: string) => ({ v: 1, dev, command, state: 'accepted', at: AT });
export const revoke = (id: string) => ({ v: 1, id, kind: 'revoke', at: AT, jti: 'j1', reason: '' }) as const;

/** Polls until it holds; says what it last saw when it never does. */
export async function until<T>(look: () => T, holds: (seen: T) => boolean): Promise<T> {
  for (let i = 0; i < 250; i++) {
    if (holds(look())) return look();
    await sleep(20);
  }
  throw new Error(`never held; last seen ${JSON.stringify(look())}`);
}

export interface Machine {
  send(channel: 'presence' | 'records' | 'command-states', message: unknown): unknown;
  readonly received: readonly { readonly channel: string; readonly message: unknown }[];
  leave(): unknown;
}

/** Machines over real TLS, each with a certificate of the town; `request` makes a key and a certificate request. */
export function machinesOf(pki: Pki, request: (id: string) => Promise<{ readonly key: string; readonly csr: string }>) {
  const made = new Map<string, Promise<{ cert: string; key: string }>>();
  const identity = (id: string) => {
    const known = made.get(id) ?? request(id).then(async ({ key, csr }) => ({ key, cert: await pki.issueMachineCertificate(id, csr) }));
    made.set(id, known);
    return known;
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
  async function join(port: number, id: string): Promise<Machine> {
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
  return { identity, dial, join };
}
