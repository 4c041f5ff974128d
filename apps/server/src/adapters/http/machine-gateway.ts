import type { TLSSocket } from 'node:tls';
import { ROUTES, type Route } from '@yinzheng/contract';
import fastify, { type FastifyBaseLogger, type FastifyRequest } from 'fastify';
import type { Pki } from '../../ports/pki.ts';
import { Refused } from '../../ports/refused.ts';
import { Attempts } from './attempts.ts';
import { type Binding, bindRoute, type Identity } from './bind-route.ts';
import type { GatewayHandlers } from './handlers.ts';
import type { HttpServer } from './http-server.ts';
import { type Address, close, common, listen, TIMEOUTS } from './listen.ts';
import { answerError, sendProblem } from './problems.ts';

export interface MachineGatewayOptions extends Address {
  readonly handlers: GatewayHandlers;
  readonly pki: Pick<Pki, 'ca' | 'server'>;
  readonly logger: FastifyBaseLogger;
  readonly isStrict?: boolean;
  /** Whether the machine may come with this certificate (SHA-256, hex). */
  readonly isAccepted: (machine: string, certificate: string) => Promise<boolean>;
}

/** The machine of this connection by its certificate, asked of TLS once a connection; null without a certificate of our CA. */
const peers = new WeakMap<object, Peer | null>();

interface Peer {
  readonly machine: string;
  readonly certificate: string;
}

function peerOf(socket: TLSSocket): Peer | null {
  let peer = peers.get(socket);
  if (peer === undefined) {
    const { subject, fingerprint256 } = socket.authorized ? socket.getPeerCertificate() : {};
    peer =
      subject?.OU === 'machine' && typeof subject.CN === 'string' && fingerprint256 !== undefined
        ? { machine: subject.CN, certificate: fingerprint256.replaceAll(':', '').toLowerCase() }
        : null;
    peers.set(socket, peer);
  }
  return peer;
}

/** The listener for machines: HTTPS by the town's CA. Enrolment needs no client certificate, files do. */
export function createMachineGateway({
  handlers,
  pki,
  logger,
  isAccepted,
  isStrict = false,
  ...address
}: MachineGatewayOptions): HttpServer {
  const closing = new AbortController();
  const { http, ...timeouts } = TIMEOUTS;
  const server = fastify({
    https: {
      ...http,
      cert: pki.server.certificate,
      key: pki.server.key,
      ca: pki.ca,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
    },
    ...common(logger),
    ...timeouts,
  });
  const attempts = new Attempts();

  async function identify(request: FastifyRequest, route: Route): Promise<Identity> {
    if (route.caller !== 'machine') return {};
    const peer = peerOf(request.raw.socket as TLSSocket);
    if (!peer || !(await isAccepted(peer.machine, peer.certificate))) throw new Refused('machine/bad-signature', {}, 'certificate');
    return { machine: peer.machine };
  }

  const enrol: Binding['handle'] = async (call: never) => {
    const { ip } = call as { ip: string };
    attempts.check([ip]);
    try {
      return await handlers.machines.enrol(call);
    } catch (cause) {
      if (cause instanceof Refused) attempts.fail([ip]);
      throw cause;
    }
  };

  return {
    async start() {
      server.setErrorHandler(answerError);
      server.setNotFoundHandler((_, reply) => sendProblem(reply, new Refused('route/unknown')));
      server.addContentTypeParser(['image/jpeg', 'application/octet-stream'], { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body),
      );
      const shared = { identify, closing: closing.signal, isStrict };
      bindRoute(server, { route: ROUTES.machines.enrol, handle: enrol, ...shared });
      bindRoute(server, { route: ROUTES.machines.fetchFile, handle: handlers.machines.fetchFile, ...shared });
      bindRoute(server, { route: ROUTES.machines.storeFile, handle: handlers.machines.storeFile, ...shared });
      return listen(server, address);
    },
    async stop() {
      closing.abort();
      await close(server);
    },
  };
}
