import { parserOf, type Route, type TSchema } from '@yinzheng/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../ports/refused.ts';
import { sendEvents } from './events.ts';
import type { EventsReply, FileReply } from './handlers.ts';
import { bodyParser, fieldParser, textParser } from './parse-call.ts';
import { readMultipart } from './uploads.ts';

/** Who calls, found from the request's headers or certificate before its body is read. */
export interface Identity {
  readonly session?: unknown;
  readonly machine?: string;
}

export interface Binding {
  readonly route: Route;
  readonly handle: (call: never) => Promise<unknown>;
  readonly identify: (request: FastifyRequest, route: Route) => Promise<Identity> | Identity;
  /** Lets the call in before its body is read, or refuses; gives what to do when the caller has gone. */
  readonly admit?: (ip: string) => () => void;
  /** Aborted when the server stops. */
  readonly closing: AbortSignal;
  readonly cookies?: { begin(reply: FastifyReply, token: string, maxAgeSeconds: number): void; end(reply: FastifyReply): void };
  /** Checks answers against the contract as well; a wrong one is a defect. For tests. */
  readonly isStrict?: boolean;
}

const NO_STORE = 'no-store';
const MAX_RAW_BYTES = 32 * 2 ** 20;
const identities = new WeakMap<FastifyRequest, Identity>();

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(key)) return key;
  throw new Refused('message/malformed', { at: 'Idempotency-Key', detail: '[A-Za-z0-9_-]{8,64}' }, 'Idempotency-Key');
}

function whenGone(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
}

const attachment = (name: string) =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;

function sendFile(reply: FastifyReply, mediaType: string, file: FileReply): FastifyReply {
  reply.header('cache-control', file.cacheControl ?? NO_STORE).type(file.mediaType ?? mediaType);
  if (file.headers) reply.headers(file.headers);
  if (file.saveAs) reply.header('content-disposition', attachment(file.saveAs));
  return reply.send(
    file.body instanceof Uint8Array ? Buffer.from(file.body.buffer, file.body.byteOffset, file.body.byteLength) : file.body,
  );
}

/** Puts one route of the contract on a server: identify → parse → handle → answer, with everything compiled beforehand. */
export function bindRoute(server: FastifyInstance, { route, handle, identify, admit, cookies, closing, isStrict = false }: Binding): void {
  const params = textParser(route.params, 'params');
  const query = textParser(route.query, 'query');
  const body = bodyParser(route);
  const field = fieldParser(route);
  const mediaType = 'mediaType' in route.response ? (route.response.mediaType as string) : null;
  const isRaw = route.method === 'PUT' && !route.body;
  const checkAnswer = isStrict && mediaType === null ? parserOf(route.response as TSchema) : null;

  server.route({
    method: route.method,
    url: route.path,
    ...(isRaw ? { bodyLimit: MAX_RAW_BYTES } : {}),
    async onRequest(request, reply) {
      const leave = admit?.(request.ip);
      if (leave) reply.raw.once('close', leave);
      identities.set(request, await identify(request, route));
    },
    async handler(request, reply) {
      const multipart = route.multipart ? await readMultipart(request, route.upload) : null;
      const call = {
        ...identities.get(request),
        params: params(request.params),
        query: query(request.query),
        body: multipart ? field(multipart.json) : body(request.body),
        files: multipart?.files,
        bytes: isRaw ? request.body : undefined,
        ip: request.ip,
        idempotencyKey: idempotencyKey(request),
        get signal() {
          return whenGone(reply, closing);
        },
        beginSession: (token: string, maxAgeSeconds: number) => cookies?.begin(reply, token, maxAgeSeconds),
        endSession: () => cookies?.end(reply),
      };
      const answer = await handle(call as never);
      if (mediaType === 'text/event-stream') return sendEvents(reply, (answer as EventsReply).events, whenGone(reply, closing));
      if (mediaType !== null) return sendFile(reply, mediaType, answer as FileReply);
      const parsed = checkAnswer?.(answer);
      if (parsed && !parsed.ok)
        throw new Error(`${route.method} ${route.path} answered against the contract: ${JSON.stringify(parsed.problem)}`);
      return reply
        .header('cache-control', NO_STORE)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer ?? null));
    },
  } as Parameters<FastifyInstance['route']>[0]);
}
