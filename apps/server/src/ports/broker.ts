import type { CHANNELS, Channel, Static } from '@yinzheng/contract';

type From<S extends 'server' | 'machine'> = { [C in Channel]: (typeof CHANNELS)[C]['from'] extends S ? C : never }[Channel];

export type ServerChannel = From<'server'>;
export type MachineChannel = From<'machine'>;
export type MessageOf<C extends Channel> = Static<(typeof CHANNELS)[C]['message']>;

/** One message from a machine, already parsed by contract; `machine` is the one whose certificate published it. */
export type MachineMessage = {
  [C in MachineChannel]: { readonly machine: string; readonly channel: C; readonly message: MessageOf<C> };
}[MachineChannel];

export type MachineMessageHandler = (incoming: MachineMessage) => Promise<void>;

/**
 * Messages to and from machines over MQTT 3.1.1, QoS 1. No broker is trusted with durability: what must not be lost is written to
 * the database first, acknowledged by an application message after, and sent again until it is acknowledged.
 */
export interface Broker {
  /** Resolves when the broker has the message. A machine that is away gets it when it comes back only if the broker still has it then. */
  publish<C extends ServerChannel>(machine: string, channel: C, message: MessageOf<C>): Promise<void>;
  /**
   * One handler for all machines, set before `start()`. Messages of one machine are handled one after another, in order; those of
   * several at once. Malformed or oversized messages never reach it. When it rejects, that is logged; the machine sends again,
   * since no application acknowledgement came.
   */
  subscribe(handler: MachineMessageHandler): void;
}
