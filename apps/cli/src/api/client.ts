import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Problem } from '@yinzheng/contract';

/** The server's refusal, as it sent it. */
export class ApiRefusal extends Error {
  readonly problem: Problem;
  readonly status: number;

  constructor(problem: Problem, status: number) {
    super(`${problem.code}: ${problem.message.zh} ${problem.message.en}`);
    this.name = 'ApiRefusal';
    this.problem = problem;
    this.status = status;
  }
}

export interface Credentials {
  readonly account: string;
  readonly password: string;
  readonly code: string;
}

/** One person's connection to a Yinzheng server over its public HTTP API. Throws `ApiRefusal` for what is refused. */
export interface ApiClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  /** `request` as JSON, then the files; the same key is one act. */
  postFiles<T>(
    path: string,
    request: unknown,
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    idempotencyKey?: string,
  ): Promise<T>;
  bytes(path: string): Promise<Uint8Array>;
  /** A receipt as sent, and whether too few witnesses have cosigned yet, so that it is worth asking again. */
  receipt(path: string): Promise<{ readonly bytes: Uint8Array; readonly isAwaitingWitnesses: boolean }>;
  signIn(credentials: Credentials): Promise<void>;
  close(): void;
}

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly cookies: readonly string[];
  readonly receipt: string;
}

export function connectApi(serverUrl: string): ApiClient {
  const base = new URL(serverUrl);
  const isHttps = base.protocol === 'https:';
  const agent = isHttps ? undefined : new Agent({ keepAlive: true, maxSockets: 64 });
  let cookie = '';

  async function send(
    method: string,
    path: string,
    body?: { readonly bytes: Uint8Array; readonly type: string },
    extra: Record<string, string> = {},
  ): Promise<Answer> {
    const headers = {
      origin: base.origin,
      accept: 'application/json',
      ...(cookie ? { cookie } : {}),
      ...(body ? { 'content-type': body.type, 'content-length': String(body.bytes.length) } : {}),
      ...extra,
    };
    const answer = await new Promise<Answer>((resolve, reject) => {
      const call = (isHttps ? httpsRequest : httpRequest)(
        new URL(path, base),
        { method, headers, ...(agent ? { agent } : {}) },
        (response) => collect(response).then(resolve, reject),
      );
      call.on('error', reject).end(body?.bytes);
    });
    if (answer.cookies.length > 0) cookie = answer.cookies.map((it) => it.split(';', 1)[0]).join('; ');
    if (answer.status >= 400) throw refusalOf(answer);
    return answer;
  }

  const json = <T>({ bytes }: Answer): T => (bytes.length === 0 ? null : JSON.parse(bytes.toString('utf8'))) as T;
  const asJson = (body: unknown) =>
    body === undefined ? undefined : { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' };

  return {
    get: async <T>(path: string) => json<T>(await send('GET', path)),
    post: async <T>(path: string, body?: unknown) => json<T>(await send('POST', path, asJson(body))),
    put: async <T>(path: string, body: unknown) => json<T>(await send('PUT', path, asJson(body))),
    bytes: async (path) => (await send('GET', path)).bytes,
    async receipt(path) {
      const { bytes, receipt } = await send('GET', path);
      return { bytes, isAwaitingWitnesses: receipt === 'awaiting-witnesses' };
    },
    async postFiles<T>(
      path: string,
      request: unknown,
      files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
      key?: string,
    ) {
      const form = new FormData();
      form.set('request', JSON.stringify(request));
      for (const { name, bytes } of files) form.append('file', new Blob([Uint8Array.from(bytes)]), name);
      const encoded = new Response(form);
      const body = { bytes: new Uint8Array(await encoded.arrayBuffer()), type: encoded.headers.get('content-type') ?? '' };
      return json<T>(await send('POST', path, body, key === undefined ? {} : { 'idempotency-key': key }));
    },
    async signIn(credentials) {
      await send('POST', '/api/v1/session/password', asJson(credentials));
    },
    close: () => agent?.destroy(),
  };
}

async function collect(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { 'set-cookie': cookies = [], 'yinzheng-receipt': receipt = '' } = response.headers;
  return { status: response.statusCode ?? 0, bytes: Buffer.concat(chunks), cookies, receipt: String(receipt) };
}

function refusalOf({ status, bytes }: Answer): Error {
  try {
    const body = JSON.parse(bytes.toString('utf8')) as Problem;
    if (typeof body.code === 'string') return new ApiRefusal(body, status);
  } catch {
    // not JSON: not our server, or something between us
  }
  return new Error(`the answer could not be read (HTTP ${status})`);
}
