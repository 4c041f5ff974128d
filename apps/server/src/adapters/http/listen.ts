import type { AddressInfo } from 'node:net';
import { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { Refused } from '../../ports/refused.ts';
import { answerError, MAX_JSON_BYTES } from './problems.ts';

export interface Address {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** For every listener: a client that dribbles its headers or body is cut off; idle connections live a little longer than proxies keep theirs. */
export const TIMEOUTS = {
  keepAliveTimeout: 72_000,
  requestTimeout: 180_000,
  handlerTimeout: 120_000,
  http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16 * 1024 },
};

/** What both listeners share. A line per defect is ours to write (`answerError`), so no logger is made for each request. */
export const common = (logger: FastifyBaseLogger) => ({
  loggerInstance: logger,
  logController: new LogController({ disableRequestLogging: true }),
  childLoggerFactory: (parent: FastifyBaseLogger) => parent,
  frameworkErrors: answerError,
  bodyLimit: MAX_JSON_BYTES,
  exposeHeadRoutes: false,
});

/** Opens the listener; the port that it got. Refuses server/port-taken and server/port-forbidden. */
export async function listen(server: FastifyInstance, { host, port }: Address): Promise<number> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Refused('server/port-taken', { port, host });
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') throw new Refused('server/port-forbidden', { port, host });
    throw cause;
  }
  server.server.maxConnections = 4_000;
  return (server.server.address() as AddressInfo).port;
}

/** Lets calls under way finish for a while, then cuts what is left. */
export async function close(server: FastifyInstance, graceMs = 5_000): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), graceMs);
  await server.close();
  clearTimeout(cut);
}
