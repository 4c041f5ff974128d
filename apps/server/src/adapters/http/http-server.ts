import fastifyMultipart from '@fastify/multipart';
import { ROUTES, type Route } from '@yinzheng/contract';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { Refused } from '../../ports/refused.ts';
import type { TileStore } from '../../ports/tiles.ts';
import { Attempts } from './attempts.ts';
import { type Binding, bindRoute } from './bind-route.ts';
import type { Handlers } from './handlers.ts';
import { type Address, close, common, listen, TIMEOUTS } from './listen.ts';
import { serveLog } from './log-files.ts';
import { answerError } from './problems.ts';
import { securityHeaders } from './security.ts';
import { identifyBySession, type Sessions, sessionCookie } from './sessions.ts';
import { Turnstile } from './turnstile.ts';
import { MULTIPART_LIMITS } from './uploads.ts';
import { serveWeb } from './web-files.ts';

export interface HttpServerOptions<Session> extends Address {
  readonly handlers: Handlers<Session>;
  readonly sessions: Sessions<Session>;
  readonly tiles: Pick<TileStore, 'read'>;
  /** Folder of the built pages; without it only the API is served. */
  readonly webDir: string;
  /** Where people reach this server, e.g. `https://seal.example.cn`; decides cookies, HSTS and what counts as our own site. */
  readonly publicUrl: string;
  readonly logger: FastifyBaseLogger;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy?: string;
  /** Checks answers against the contract too. For tests. */
  readonly isStrict?: boolean;
}

export interface HttpServer {
  /** Resolves with the port once calls are answered. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

type Handle = Binding['handle'];
type Table = Readonly<Record<string, Readonly<Record<string, Handle | undefined>> | undefined>>;

/** Sign-ins count failures by address and by account; a name that does not exist counts the same. */
function guarded(handle: Handle, attempts: Attempts): Handle {
  return async (call: never) => {
    const { ip, body } = call as { ip: string; body?: { account?: string; credentialId?: string } };
    const [address, account] = [`ip ${ip}`, `account ${body?.account ?? body?.credentialId ?? ip}`];
    attempts.check([address, account]);
    // Counted before it is known: a thousand guesses at once must not all pass the check.
    attempts.fail([account]);
    try {
      const answer = await handle(call);
      attempts.forgive(account);
      return answer;
    } catch (cause) {
      if (cause instanceof Refused) attempts.fail([address]);
      else attempts.forgive(account);
      throw cause;
    }
  };
}

/** The main server: API, live notices, the ledger's public files and the pages, from the contract's route table. */
export function createHttpServer<Session>(options: HttpServerOptions<Session>): HttpServer {
  const { handlers, publicUrl, logger, isStrict = false } = options;
  const closing = new AbortController();
  const server = fastify({
    ...common(logger),
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 512 },
    ...TIMEOUTS,
  });

  async function prepare(): Promise<void> {
    const isHttps = publicUrl.startsWith('https:');
    const cookies = sessionCookie(isHttps);
    const identify = identifyBySession(options.sessions, cookies, new URL(publicUrl).origin);
    const attempts = new Attempts();
    const visitors = new Turnstile();
    server.setErrorHandler(answerError);
    server.addHook('onRequest', securityHeaders(isHttps));
    await server.register(fastifyMultipart, { limits: MULTIPART_LIMITS, throwFileSizeLimit: false });
    for (const [area, routes] of Object.entries(ROUTES as Readonly<Record<string, Readonly<Record<string, Route>>>>)) {
      for (const [name, route] of Object.entries(routes)) {
        const handle = (handlers as unknown as Table)[area]?.[name];
        if (!handle) continue;
        const isSignIn = name === 'signInByPassword' || name === 'signInByPasskey';
        bindRoute(server, {
          route,
          handle: isSignIn ? guarded(handle, attempts) : handle,
          identify,
          ...(area === 'sheetChecks' ? { admit: (ip: string) => visitors.enter(ip) } : {}),
          cookies,
          closing: closing.signal,
          isStrict,
        });
      }
    }
    serveLog(server, options.tiles);
    await serveWeb(server, options.webDir);
  }

  return {
    async start() {
      await prepare();
      return listen(server, options);
    },
    async stop() {
      closing.abort();
      await close(server);
    },
  };
}
