import { CHANNELS, type Channel, parseTopic, topicOf } from '@yinzheng/contract';
import mqtt from 'mqtt';
import type { TlsParts } from './https.ts';

/** The line to the server: MQTT 3.1.1 over TLS, QoS 1, reconnecting for ever. */
export interface Uplink {
  readonly isOnline: boolean;
  /** Sends when online; a message that the line loses is not kept: whoever needs it answered sends it again. */
  publish(channel: Channel, message: unknown): void;
  stop(lastWords: { readonly channel: Channel; readonly message: unknown }): Promise<void>;
}

export interface UplinkParts {
  readonly url: string;
  readonly tls: TlsParts;
  readonly town: string;
  readonly machine: string;
  /** What the broker says for us when the line breaks, as of the moment of connecting. */
  readonly will: () => unknown;
  readonly onOnline: () => void;
  readonly onOffline: () => void;
  readonly onMessage: (channel: Channel, payload: Uint8Array) => void;
  readonly log: (message: string) => void;
}

export function openUplink(it: UplinkParts): Uplink {
  const topic = (channel: Channel): string => topicOf(it.town, it.machine, channel);
  const will = () => ({ topic: topic('presence'), payload: Buffer.from(JSON.stringify(it.will())), qos: 1 as const, retain: true });
  const client = mqtt.connect(it.url, {
    ...it.tls,
    protocolVersion: 4,
    clientId: it.machine,
    clean: true, // nothing rests on the broker's memory: both sides send again what was not answered
    resubscribe: false,
    reconnectPeriod: 1_000,
    connectTimeout: 10_000,
    keepalive: 20,
    will: will(),
    transformWsUrl: (url) => url,
  });

  client.on('connect', () => {
    client.subscribe([topic('commands'), topic('acknowledgements')], { qos: 1 }, (cause) => {
      if (cause) it.log(`cannot subscribe: ${cause.message}`);
      else it.onOnline();
    });
  });
  client.on('close', () => {
    client.options.will = will();
    it.onOffline();
  });
  client.on('error', (cause) => it.log(`mqtt: ${cause.message}`)); // it connects again by itself
  client.on('message', (name, payload) => {
    const parsed = parseTopic(name);
    if (parsed?.machine === it.machine && CHANNELS[parsed.channel].from === 'server') it.onMessage(parsed.channel, new Uint8Array(payload));
  });

  const send = (channel: Channel, message: unknown): Promise<unknown> =>
    client.publishAsync(topic(channel), JSON.stringify(message), { qos: 1, retain: CHANNELS[channel].retain });

  return {
    get isOnline() {
      return client.connected;
    },
    publish(channel, message) {
      if (client.connected) send(channel, message).catch((cause: Error) => it.log(`mqtt: ${cause.message}`));
    },
    async stop({ channel, message }) {
      const said = client.connected ? send(channel, message) : Promise.resolve();
      await Promise.race([said, new Promise((resolve) => setTimeout(resolve, 1_000))]).catch(() => undefined); // the will says the same
      await client.endAsync(true);
    },
  };
}
