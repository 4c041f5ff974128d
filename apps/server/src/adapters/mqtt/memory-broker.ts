import { CHANNELS, jsonParserOf } from '@yinzheng/contract';
import type { Broker, MachineChannel, MachineMessage, MachineMessageHandler, MessageOf, ServerChannel } from '../../ports/broker.ts';

export interface MemoryMachine {
  /** As the machine would publish it; what does not fit the contract goes nowhere. Resolves when the handler has ended, even badly. */
  send(channel: MachineChannel, message: unknown): Promise<void>;
  /** What was published to it while it was here. */
  readonly received: readonly { readonly channel: ServerChannel; readonly message: unknown }[];
  leave(): void;
}

/** A broker in memory, for tests: same order, same refusals, JSON in between. */
export class MemoryBroker implements Broker {
  readonly counts = { malformed: 0, failed: 0 };
  readonly #here = new Map<string, { channel: ServerChannel; message: unknown }[]>();
  readonly #last = new Map<string, Promise<void>>();
  #handler: MachineMessageHandler | undefined;

  subscribe(handler: MachineMessageHandler): void {
    this.#handler = handler;
  }

  async publish<C extends ServerChannel>(machine: string, channel: C, message: MessageOf<C>): Promise<void> {
    this.#here.get(machine)?.push({ channel, message: JSON.parse(JSON.stringify(message)) });
  }

  connect(machine: string): MemoryMachine {
    const received: { channel: ServerChannel; message: unknown }[] = [];
    this.#here.set(machine, received);
    return {
      received,
      send: (channel, message) => this.#take(machine, channel, message),
      leave: () => void (this.#here.get(machine) === received && this.#here.delete(machine)),
    };
  }

  #take(machine: string, channel: MachineChannel, message: unknown): Promise<void> {
    const parsed = jsonParserOf(CHANNELS[channel].message)(JSON.stringify(message) ?? '');
    if (!parsed.ok || parsed.value.dev !== machine) {
      this.counts.malformed++;
      return Promise.resolve();
    }
    const incoming = { machine, channel, message: parsed.value } as MachineMessage;
    const taken = (this.#last.get(machine) ?? Promise.resolve()).then(async () => {
      try {
        await this.#handler?.(incoming);
      } catch {
        this.counts.failed++;
      }
    });
    this.#last.set(machine, taken);
    return taken;
  }
}
