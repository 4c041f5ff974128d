import { CHANNELS, type Channel, topicOf } from '../src/device/topics.ts';
import { describe, type Json } from './components.ts';

const SUMMARIES: Readonly<Record<Channel, string>> = {
  commands: describe({ zh: '给印章机的指令', en: 'Commands to a machine; the same id always gets the first answer again' }),
  acknowledgements: describe({ zh: '流水已入账的签名回执', en: 'Signed word that journal records are durable in the ledger' }),
  records: describe({ zh: '印章机流水', en: 'Journal records, in order; delivered at least once, each takes effect once' }),
  'command-states': describe({ zh: '指令办理情况', en: 'What became of a command' }),
  presence: describe({ zh: '在线状态（保留；遗嘱为离线）', en: 'Presence, retained; the will says offline' }),
};

const channelOf = (name: Channel): Json => ({
  address: topicOf('{town}', '{machine}', name),
  description: SUMMARIES[name],
  parameters: {
    town: { description: '街道（乡镇）代码 / division code of the town' },
    machine: { description: '印章机编号，即客户端证书的 CN / the machine’s id, the CN of its certificate' },
  },
  messages: { [name]: { $ref: `#/components/messages/${name}` } },
});

const operationOf = (name: Channel): Json => ({
  action: CHANNELS[name].from === 'server' ? 'send' : 'receive',
  channel: { $ref: `#/channels/${name}` },
  summary: SUMMARIES[name],
  bindings: { mqtt: { qos: 1, retain: CHANNELS[name].retain, bindingVersion: '0.2.0' } },
});

const messageOf = (name: Channel): Json => ({
  name,
  contentType: 'application/json',
  // Through JSON, so that what is compared is what is written.
  payload: JSON.parse(JSON.stringify(CHANNELS[name].message)),
});

/** AsyncAPI 3 of the messages between server and machines; the actions are the server's. MQTT 3.1.1 over TLS. */
export function asyncApi(version: string): Json {
  const each = (of: (name: Channel) => Json): Json =>
    Object.fromEntries((Object.keys(CHANNELS) as Channel[]).map((name) => [name, of(name)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: '印证 Yinzheng：印章机',
      version,
      license: { name: 'Apache-2.0' },
      description: '由 packages/contract 生成，请勿手改。\n\nGenerated from packages/contract; do not edit.',
    },
    defaultContentType: 'application/json',
    servers: {
      broker: {
        host: 'localhost:8883',
        protocol: 'secure-mqtt',
        protocolVersion: '3.1.1',
        security: [{ $ref: '#/components/securitySchemes/machine' }],
      },
    },
    channels: each(channelOf),
    operations: each(operationOf),
    components: {
      securitySchemes: { machine: { type: 'X509', description: '印章机的客户端证书 / The machine’s client certificate' } },
      messages: each(messageOf),
    },
  };
}
