import { connect, type MqttClient } from 'mqtt';
import type { Pki } from '../../ports/pki.ts';

/**
 * Our connection to a broker of someone else's keeping (`MQTT_URL`, mqtts://…): by our client certificate, `OU=server`. That broker must let
 * nobody in without a certificate of the town's CA, give each machine its own topics only, and take `username` and `password` of the URL if it wants them.
 */
export function connectExternal(url: string, clientId: string, pki: Pick<Pki, 'ca' | 'client'>): MqttClient {
  return connect(url, {
    clientId,
    clean: true,
    protocolVersion: 4,
    keepalive: 30,
    reconnectPeriod: 1_000,
    connectTimeout: 10_000,
    ca: pki.ca,
    cert: pki.client.certificate,
    key: pki.client.key,
  });
}
