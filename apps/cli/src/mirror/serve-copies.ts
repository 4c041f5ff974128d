import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type LogFiles, tilePathKind } from '@yinzheng/ledger';
import { PROMETHEUS_TYPE } from '../prometheus.ts';

/** What is served: each copy under the hash of its origin, and texts made anew at each call. */
export interface Served {
  readonly copies: ReadonlyMap<string, LogFiles>;
  readonly metrics: () => string;
  readonly index: () => string;
}

/** It is public; other sites' pages verify with it. */
const OPEN = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff' };
const compress = promisify(gzip);

export interface Serving {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves copies as c2sp.org/tlog-tiles does. Resolves when it listens. */
export async function serveCopies(served: Served, { host, port }: { readonly host: string; readonly port: number }): Promise<Serving> {
  const server = createServer((request, response) => {
    answer(served, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, OPEN).end();
    });
  });
  await listen(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

async function answer({ copies, metrics, index }: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, { ...OPEN, allow: 'GET, HEAD' }).end();
  const [path = ''] = (request.url ?? '').split('?');
  if (path === '/') return send(request, response, 'text/plain; charset=utf-8', 'no-store', Buffer.from(index()));
  if (path === '/metrics') return send(request, response, PROMETHEUS_TYPE, 'no-store', Buffer.from(metrics()));
  const [, hash = '', name = ''] = /^\/([0-9a-f]{64})\/(.+)$/.exec(path) ?? [];
  const kind = tilePathKind(name);
  const bytes = name === 'checkpoint' || kind ? await copies.get(hash)?.read(name) : null;
  if (!bytes) return void response.writeHead(404, { ...OPEN, 'content-type': 'text/plain' }).end('not found\n');
  if (name === 'checkpoint') return send(request, response, 'text/plain; charset=utf-8', 'no-cache', bytes);
  // A full tile never changes. A partial one neither, but it goes when the full one is there.
  const caching = kind === 'partial' ? 'public, max-age=600' : 'public, max-age=31536000, immutable';
  // Entries are text and shrink to a fifth; hashes do not shrink.
  const isSmaller = name.startsWith('tile/entries/') && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (isSmaller) response.setHeader('content-encoding', 'gzip');
  return send(request, response, 'application/octet-stream', caching, isSmaller ? await compress(bytes, { level: 1 }) : bytes);
}

function send(request: IncomingMessage, response: ServerResponse, type: string, caching: string, bytes: Uint8Array): void {
  response.writeHead(200, {
    ...OPEN,
    vary: 'accept-encoding',
    'content-type': type,
    'cache-control': caching,
    'content-length': bytes.length,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
