import type { TSchema } from 'typebox';
import { AcknowledgementMessage, CommandMessage, CommandStateMessage, PresenceMessage, RecordsMessage } from './messages.ts';

/** The last word of a topic says which message it carries. QoS 1 throughout, MQTT 3.1.1. */
export const CHANNELS = {
  commands: { from: 'server', message: CommandMessage, retain: false },
  acknowledgements: { from: 'server', message: AcknowledgementMessage, retain: false },
  records: { from: 'machine', message: RecordsMessage, retain: false },
  'command-states': { from: 'machine', message: CommandStateMessage, retain: false },
  presence: { from: 'machine', message: PresenceMessage, retain: true },
} as const satisfies Record<string, { from: 'server' | 'machine'; message: TSchema; retain: boolean }>;

export type Channel = keyof typeof CHANNELS;

/** `yinzheng/<town>/machines/<machine>/<channel>`; pass `+` for the machine to subscribe to all. */
export const topicOf = (town: string, machine: string, channel: Channel): string => `yinzheng/${town}/machines/${machine}/${channel}`;

/** The parts of a topic, or null when it is none of ours. */
export function parseTopic(topic: string): { readonly town: string; readonly machine: string; readonly channel: Channel } | null {
  const [root, town, machines, machine, channel, ...rest] = topic.split('/');
  if (root !== 'yinzheng' || machines !== 'machines' || rest.length > 0 || !town || !machine || !channel) return null;
  return Object.hasOwn(CHANNELS, channel) ? { town, machine, channel: channel as Channel } : null;
}
