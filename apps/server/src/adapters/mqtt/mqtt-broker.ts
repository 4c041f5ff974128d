import { CHANNELS, jsonParserOf, type Parsed, parseTopic, topicOf } from '@yinzheng/contract';
import type { MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { Broker, MachineChannel, MachineMessage, MachineMessageHandler, MessageOf, ServerChannel } from '../../ports/broker.ts';

/** A batch of 256 journal records is a tenth of this. */
export const MAX_PAYLOAD_BYTES = 2 ** 20;
/** Messages of one machine that wait for the handler; what comes on top is dropped and will be sent again, since it gets no acknowledgement. */
const MAX_WAITING = 256;

const MACHINE_CHANNELS = (Object.keys(CHANNELS) as (keyof typeof CHANNELS)[]).filter(
  (name): name is MachineChannel => CHANNELS[name].from === 'machine',
);

const parsers = Object.fromEntries(MACHINE_CHANNELS.map((name) => [name, jsonParserOf(CHANNELS[name].message)])) as Record<
  MachineChannel,
  (json: Uint8Array) => Parsed<MessageOf<MachineChannel>>
>;

export interface MqttBrokerOptions {
  readonly town: string;
  /** Opens the connection; it connects again by itself when it breaks. */
  readonly connect: () => MqttClient;
  readonly logger: Logger;
}

/** How many messages came, and what became of those that reached no handler's end. */
export interface BrokerCounts {
  received: number;
  malformed: number;
  dropped: number;
  failed: number;
}

/** The port over any MQTT 3.1.1 broker. MQTT's own acknowledgement says no more than that the message was read. */
export class MqttBroker implements Broker {
  readonly counts: BrokerCounts = { received: 0, malformed: 0, dropped: 0, failed: 0 };
  readonly #options: MqttBrokerOptions;
  readonly #waiting = new Map<string, MachineMessage[]>();
  readonly #running = new Set<Promise<void>>();
  #client: MqttClient | undefined;
  #handler: MachineMessageHandler | undefined;

  constructor(options: MqttBrokerOptions) {
    this.#options = options;
  }

  subscribe(handler: MachineMessageHandler): void {
    this.#handler = handler;
  }

  /** Resolves when messages flow; rejects when the broker cannot be reached within `timeoutMs`. */
  async start(timeoutMs = 15_000): Promise<void> {
    const client = this.#options.connect();
    this.#client = client;
    let lastError: Error | undefined;
    client.on('error', (error) => {
      if (error.message !== lastError?.message) this.#options.logger.warn({ reason: error.message }, 'MQTT');
      lastError = error;
    });
    client.on('message', (topic, payload) => this.#receive(topic, payload));
    if (!client.connected) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`the MQTT broker cannot be reached: ${lastError?.message ?? 'no answer'}`)),
          timeoutMs,
        );
        client.once('connect', () => {
          clearTimeout(timer);
          resolve();
        });
      }).catch(async (cause) => {
        await client.endAsync(true);
        throw cause;
      });
    }
    await client.subscribeAsync(
      MACHINE_CHANNELS.map((channel) => topicOf(this.#options.town, '+', channel)),
      { qos: 1 },
    );
  }

  /** Lets handlers under way end; what still waits is left to be sent again. */
  async stop(): Promise<void> {
    for (const queue of this.#waiting.values()) queue.length = 0;
    await Promise.all(this.#running);
    await this.#client?.endAsync();
  }

  async publish<C extends ServerChannel>(machine: string, channel: C, message: MessageOf<C>): Promise<void> {
    // The library would keep it in memory until the broker is back; whoever sends again keeps it in the database.
    if (!this.#client?.connected) throw new Error('the MQTT broker is away');
    await this.#client.publishAsync(topicOf(this.#options.town, machine, channel), JSON.stringify(message), { qos: 1 });
  }

  #receive(topic: string, payload: Uint8Array): void {
    this.counts.received++;
    const to = parseTopic(topic);
    // The broker clears a retained message by an empty one.
    if (to === null || payload.length === 0) return;
    const { machine } = to;
    const channel = to.channel as MachineChannel;
    const parsed = payload.length > MAX_PAYLOAD_BYTES ? null : parsers[channel](payload);
    if (parsed?.ok && parsed.value.dev === machine) this.#enqueue({ machine, channel, message: parsed.value } as MachineMessage);
    else
      this.#refuse(
        machine,
        channel,
        parsed === null ? `${payload.length} bytes` : parsed.ok ? `dev ${parsed.value.dev}` : parsed.problem.message.en,
      );
  }

  #refuse(machine: string, channel: string, reason: string): void {
    this.counts.malformed++;
    this.#options.logger.warn({ machine, channel, reason, malformed: this.counts.malformed }, 'message does not fit the contract');
  }

  #enqueue(incoming: MachineMessage): void {
    const { machine } = incoming;
    const waiting = this.#waiting.get(machine);
    if (!waiting) {
      this.#waiting.set(machine, [incoming]);
      const running = this.#drain(machine).finally(() => this.#running.delete(running));
      this.#running.add(running);
    } else if (waiting.length < MAX_WAITING) {
      waiting.push(incoming);
    } else {
      this.counts.dropped++;
    }
  }

  /** One machine's messages, in order, until none waits. */
  async #drain(machine: string): Promise<void> {
    const waiting = this.#waiting.get(machine) ?? [];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await this.#handler?.(next);
      } catch (cause) {
        this.counts.failed++;
        this.#options.logger.error({ err: cause, machine, channel: next.channel }, 'message not taken');
      }
    }
    this.#waiting.delete(machine);
  }
}
