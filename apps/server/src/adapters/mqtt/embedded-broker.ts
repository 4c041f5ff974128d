import type { AddressInfo } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { Pki } from '../../ports/pki.ts';
import { Refused } from '../../ports/refused.ts';
import { mayPublish, maySubscribe, type Peer, peerOf } from './access.ts';
import { MAX_PAYLOAD_BYTES } from './mqtt-broker.ts';
import { packetSizeWatch } from './packet-size.ts';

export interface EmbeddedBrokerOptions {
  readonly pki: Pick<Pki, 'ca' | 'server'>;
  readonly town: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly logger: Logger;
  /** Whether the machine may come with this certificate (SHA-256, hex): it may have been given a newer one, or lost its key. */
  readonly isAccepted: (machine: string, certificate: string) => Promise<boolean>;
}

/** `aedes` is MQTT 3.1.1; the code goes to the client in CONNACK. */
const NOT_AUTHORISED = 5;

/**
 * The MQTT broker inside the server: TLS 1.2 or newer by the town's CA, nobody without a certificate. It keeps retained messages (presence) in
 * memory and nothing for machines that are away. The newest connection of a machine wins; an older one is closed first.
 */
export class EmbeddedBroker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #peers = new WeakMap<object, Peer>();
  readonly #connected = new Map<string, Client>();
  #aedes: Aedes | undefined;
  #server: Server | undefined;

  constructor(options: EmbeddedBrokerOptions) {
    this.#options = options;
  }

  /** Resolves with the port once machines can connect. Refuses server/port-taken. */
  async start(): Promise<number> {
    const { pki, host, port, logger } = this.#options;
    const aedes = await this.#createBroker();
    this.#aedes = aedes;
    const server = createServer({
      cert: pki.server.certificate,
      key: pki.server.key,
      ca: pki.ca,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      handshakeTimeout: 10_000,
    });
    server.maxConnections = 4_000;
    server.on('secureConnection', (socket) => this.#accept(aedes, socket));
    server.on('tlsClientError', (error, socket) => {
      logger.debug({ from: socket.remoteAddress, reason: error.message }, 'TLS refused');
      socket.destroy();
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    }).catch((cause: NodeJS.ErrnoException) => {
      throw new Refused(cause.code === 'EADDRINUSE' ? 'server/port-taken' : 'server/port-forbidden', { host, port });
    });
    return (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => (this.#server?.listening ? this.#server.close(resolve) : resolve(undefined)));
    await new Promise<void>((resolve) => (this.#aedes ? this.#aedes.close(resolve) : resolve()));
    await closed;
  }

  /** The server's own client: the same protocol over a pipe in this process, so that no TLS is paid for it. */
  connectInProcess(clientId: string): MqttClient {
    const aedes = this.#aedes;
    if (!aedes) throw new Error('the broker is not started');
    const open = () => {
      const [ours, theirs] = duplexPair();
      this.#peers.set(theirs, { role: 'server' });
      // Unlike sockets, one side does not notice that the other is destroyed.
      theirs.once('close', () => ours.destroy());
      ours.once('close', () => theirs.destroy());
      aedes.handle(theirs);
      return ours;
    };
    return new MqttClient(open as ConstructorParameters<typeof MqttClient>[0], {
      clientId,
      clean: true,
      keepalive: 0,
      reconnectPeriod: 200,
    });
  }

  #accept(aedes: Aedes, socket: TLSSocket): void {
    const peer = peerOf(socket);
    if (!peer) return void socket.destroy();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    this.#peers.set(socket, peer);
    aedes.handle(socket);
    const isTooLarge = packetSizeWatch(MAX_PAYLOAD_BYTES + 1024);
    // aedes reads by 'readable'; this only looks at what it reads.
    socket.on('data', (chunk) => {
      if (!isTooLarge(chunk)) return;
      this.#options.logger.warn({ peer }, 'packet too large');
      socket.destroy();
    });
  }

  #takeOver(client: Client, machine: string, go: () => void): void {
    const older = this.#connected.get(machine);
    this.#connected.set(machine, client);
    if (!older || older === client) {
      go();
      return;
    }
    this.#options.logger.warn({ machine }, 'a newer connection of this machine takes over');
    older.close(go);
  }

  /** Asks again of everyone who is connected, and closes those who may not be any more: the roster has changed. */
  async recheck(): Promise<void> {
    await Promise.all(
      [...this.#connected].map(async ([machine, client]) => {
        const peer = this.#peer(client);
        if (client.connected && peer?.role === 'machine' && !(await this.#options.isAccepted(machine, peer.certificate))) client.close();
      }),
    );
  }

  #peer(client: Client | null): Peer | undefined {
    return client ? this.#peers.get((client as Client & { conn: Duplex }).conn) : { role: 'server' };
  }

  async #createBroker(): Promise<Aedes> {
    const { town, logger } = this.#options;
    const denied = (what: string, client: Client | null, topic: string) => {
      logger.warn({ peer: this.#peer(client), topic }, `${what} denied`);
      return new Error(`${what} denied: ${topic}`);
    };
    const aedes = await Aedes.createBroker({
      concurrency: 500,
      keepaliveLimit: 0,
      // A session that outlives its connection would gather messages in memory for as long as the machine is away.
      preConnect: (_, packet, done) => {
        packet.clean = true;
        done(null, true);
      },
      authenticate: (client, _user, _password, done) => {
        const peer = this.#peer(client);
        if (!peer) return done(Object.assign(new Error('no certificate'), { returnCode: NOT_AUTHORISED }) as AuthenticateError, false);
        if (peer.role === 'server') return done(null, true);
        const refuse = () =>
          done(Object.assign(new Error('certificate not accepted'), { returnCode: NOT_AUTHORISED }) as AuthenticateError, false);
        this.#options.isAccepted(peer.machine, peer.certificate).then(
          (isAccepted) => (isAccepted ? this.#takeOver(client, peer.machine, () => done(null, true)) : refuse()),
          (cause: unknown) => {
            logger.error({ err: cause, peer }, 'cannot tell whether the certificate is accepted');
            refuse();
          },
        );
      },
      authorizePublish: (client, packet, done) => {
        const peer = this.#peer(client);
        done(peer && mayPublish(peer, town, packet.topic, packet.retain) ? null : denied('publishing', client, packet.topic));
      },
      authorizeSubscribe: (client, subscription, done) => {
        const peer = this.#peer(client);
        const isAllowed = peer !== undefined && maySubscribe(peer, town, subscription.topic);
        if (!isAllowed) denied('subscribing', client, subscription.topic);
        done(null, isAllowed ? subscription : null);
      },
    });
    aedes.on('clientDisconnect', (client) => {
      const peer = this.#peer(client);
      if (peer?.role === 'machine' && this.#connected.get(peer.machine) === client) this.#connected.delete(peer.machine);
    });
    aedes.on('clientError', (client, error) => logger.debug({ peer: this.#peer(client), reason: error.message }, 'MQTT client failed'));
    aedes.on('connectionError', (_, error) => logger.debug({ reason: error.message }, 'MQTT connection refused'));
    return aedes;
  }
}
