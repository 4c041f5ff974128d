import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problem } from '@yinzheng/contract';

/** What a route gets: the parts of the path after its prefix, and the body. */
export interface Call {
  readonly rest: string;
  readonly json: () => Promise<Record<string, unknown>>;
  readonly bytes: () => Promise<Uint8Array>;
  readonly contentType: string;
  readonly answer: ServerResponse;
  readonly onClosed: (act: () => void) => void;
}

/** `METHOD /path` or `METHOD /prefix/*` → what to do. A result is sent as JSON; undefined means that the route has answered by itself. */
export type Routes = Readonly<Record<string, (call: Call) => Promise<unknown>>>;

export interface LocalHttp {
  readonly url: string;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/**
 * A small HTTP server for this device alone, bound to the loopback address. Other web pages in the device's browser are kept
 * out: foreign Host names (DNS rebinding), foreign origins and form posts are refused.
 */
export async function serveLocally(port: number, routes: Routes, log: (message: string) => void): Promise<LocalHttp> {
  const server = createServer((request, answer) => {
    handle(request, answer, routes).catch((cause: Error) => {
      log(`${request.method} ${request.url}: ${cause.stack ?? cause}`);
      if (!answer.headersSent) sendJson(answer, 500, problem('machine/failed', { detail: cause.message }));
      else answer.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(request: IncomingMessage, answer: ServerResponse, routes: Routes): Promise<void> {
  answer.setHeader('content-security-policy', POLICY);
  answer.setHeader('x-content-type-options', 'nosniff');
  answer.setHeader('cache-control', 'no-store');
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!isOurs(request)) return sendJson(answer, 403, problem('session/cross-site'));
  const asked = `${request.method} ${pathname}`;
  const name = Object.keys(routes).find((it) => (it.endsWith('/*') ? asked.startsWith(it.slice(0, -1)) : asked === it));
  const route = name === undefined ? undefined : routes[name];
  if (!route || name === undefined) return sendJson(answer, 404, problem('route/unknown'));

  const contentType = request.headers['content-type']?.split(';')[0] ?? '';
  const isForm = request.method === 'POST' && !['application/json', 'application/pdf'].includes(contentType);
  if (isForm) return sendJson(answer, 415, problem('message/malformed', { at: '/', detail: 'content-type' }));
  const bytes = (): Promise<Uint8Array> => readBody(request);
  const json = async (): Promise<Record<string, unknown>> => {
    const value: unknown = JSON.parse(Buffer.from(await bytes()).toString('utf8') || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  };
  const rest = asked.slice(name.length - 1);
  try {
    const result = await route({ rest, json, bytes, contentType, answer, onClosed: (act) => request.on('close', act) });
    if (result !== undefined) sendJson(answer, 200, result);
  } catch (cause) {
    if (cause instanceof SyntaxError) return sendJson(answer, 400, problem('message/malformed', { at: '/', detail: 'JSON' }));
    if (cause instanceof RangeError) return sendJson(answer, 413, problem('message/too-large', { limit: cause.message }));
    throw cause;
  }
}

function isOurs({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  return isLocal && (headers.origin === undefined || headers.origin === `http://${host}`);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError(`${MAX_BODY_BYTES / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function sendJson(answer: ServerResponse, status: number, value: unknown): void {
  answer.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
