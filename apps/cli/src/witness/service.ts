import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Refused, reasonOf, sha256Hex, utf8, WITNESS_STATUS } from '@yinzheng/ledger';
import { PROMETHEUS_TYPE } from '../prometheus.ts';
import { callerAddress } from './caller-address.ts';
import { cosignCheckpoint, type WitnessParts } from './cosign-checkpoint.ts';
import type { Metrics } from './metrics.ts';
import type { Rate } from './rate.ts';

export interface ServiceOptions extends WitnessParts {
  readonly metrics: Metrics;
  readonly perAddress: Rate;
  readonly isBehindProxy: boolean;
  /** What a visitor of the root is told. */
  readonly about: () => string;
  readonly onError: (cause: unknown) => void;
}

export interface Service {
  /** Resolves with the port. */
  start(host: string, port: number): Promise<number>;
  /** Answers what has been asked, then ends; what takes longer than five seconds is cut off. */
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A proof of 63 hashes and a checkpoint with a hundred ML-DSA-44 signatures would be larger than anything honest. */
const BODY_LIMIT = 64 * 1024;
const BODY_WITHIN_MS = 10_000;
const TEXT = 'text/plain; charset=utf-8';

/** The HTTP face of c2sp.org/tlog-witness, with `/metrics` and a page at the root beside it. */
export function createService(options: ServiceOptions): Service {
  const server = createServer({ requestTimeout: BODY_WITHIN_MS, headersTimeout: 5_000, keepAliveTimeout: 65_000 }, (request, response) => {
    void answer(options, request)
      .catch((cause: unknown): Answer => {
        // A caller that hung up in the middle is its own affair.
        if (!request.destroyed || request.complete) options.onError(cause);
        return { status: 500, body: '见证方出错，没有见证 The witness failed; nothing was cosigned\n' };
      })
      .then((it) => {
        if (request.url === ADD) options.metrics.answered(it.status);
        send(request, response, it);
      });
  });
  server.maxConnections = 1_000;
  return {
    start: (host, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      }),
  };
}

const ADD = '/add-checkpoint';

async function answer(options: ServiceOptions, request: IncomingMessage): Promise<Answer> {
  const { url = '', method } = request;
  if (url === ADD) return method === 'POST' ? add(options, request) : notAllowed('POST');
  const read = reading(options, url);
  if (!read) return { status: 404, body: '没有这个地址 There is nothing at this address\n' };
  return method === 'GET' || method === 'HEAD' ? read() : notAllowed('GET, HEAD');
}

const notAllowed = (allow: string): Answer => ({ status: 405, body: `${allow}\n`, headers: { allow } });

async function add(options: ServiceOptions, request: IncomingMessage): Promise<Answer> {
  const afterS = options.perAddress.take(callerAddress(request, options.isBehindProxy));
  if (afterS > 0) return tooOften(afterS);
  const body = await readBody(request);
  if (body === null) return { status: 413, body: `≤ ${BODY_LIMIT} bytes\n`, headers: { connection: 'close' } };
  const cosigned = await cosignCheckpoint(options, body);
  return cosigned.ok ? { status: 200, body: cosigned.value.join('') } : refusal(cosigned);
}

function refusal(refused: Refused): Answer {
  const { code, params } = refused;
  if (code === 'cli/too-often') return tooOften(Number(params?.afterS));
  // A caller that is merely behind reads the size and comes again.
  if (code === 'witness/other-size') return { status: 409, body: `${params?.size}\n`, headers: { 'content-type': 'text/x.tlog.size' } };
  const { zh, en } = reasonOf(code, params);
  return { status: WITNESS_STATUS[code] ?? 500, body: `${zh}\n${en}\n${code}\n` };
}

const tooOften = (afterS: number): Answer => ({
  status: 429,
  body: `太频繁 Too often: ${afterS} s\n`,
  headers: { 'retry-after': String(afterS) },
});

function reading({ metrics, memory, logs, about }: ServiceOptions, url: string): (() => Answer) | null {
  if (url === '/') return () => ({ status: 200, body: about() });
  if (url === '/metrics') return () => ({ status: 200, body: metrics.text(), headers: { 'content-type': PROMETHEUS_TYPE } });
  const [, hash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(url) ?? [];
  if (hash === undefined) return null;
  return () => {
    const origins = new Set([...memory.all().map(({ origin }) => origin), ...logs().keys()]);
    const origin = [...origins].find((it) => sha256Hex(utf8(it)) === hash);
    const known = origin === undefined ? null : memory.known(origin);
    if (!known) return { status: 404, body: '没有为这本账见证过 No checkpoint of this log was cosigned here\n' };
    return { status: 200, body: known.note + known.cosignatures.join(''), headers: { 'cache-control': 'public, max-age=5' } };
  };
}

/** The body as text; null when it is too long. Bytes that are not UTF-8 become marks that no checkpoint holds. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': TEXT,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
