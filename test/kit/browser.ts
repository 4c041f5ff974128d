import { randomBytes } from 'node:crypto';
import { sha256Hex, utf8 } from '@yinzheng/ledger';
import type { Ports } from '../../apps/server/src/ports/ports.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it
  readonly body: any;
  readonly headers: Headers;
}

export interface TestFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Calls the server as a person's browser does. JSON answers are read, others come as bytes. */
export interface Browser {
  /** The person's id; empty for a visitor. */
  readonly person: string;
  readonly cookie: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** `multipart/form-data`: the JSON field, then the files. */
  upload(path: string, json: unknown, files: readonly TestFile[], idempotencyKey?: string): Promise<Answer>;
}

/** The session that a sign-in leaves in a person's browser, good for a day. */
export async function openSession({ store, clock }: Pick<Ports, 'store' | 'clock'>, person: string): Promise<string> {
  const token = randomBytes(16).toString('hex');
  const until = new Date(clock.now().getTime() + 86_400_000);
  await store.transact(({ people }) => people.openSession(sha256Hex(utf8(token)), person, null, until));
  return `yinzheng=${token}`;
}

/** A browser at `url`, with the cookie of a session or none. */
export function openBrowser(url: string, person = '', cookie = ''): Browser {
  async function call(method: string, path: string, body?: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(url + path, { method, headers: { cookie, ...headers }, ...(body === undefined ? {} : { body }) });
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const answered = isJson ? await response.json() : new Uint8Array(await response.arrayBuffer());
    return { status: response.status, body: answered, headers: response.headers };
  }
  const json = { 'content-type': 'application/json' };
  return {
    person,
    cookie,
    get: (path) => call('GET', path),
    post: (path, body) => (body === undefined ? call('POST', path) : call('POST', path, JSON.stringify(body), json)),
    put: (path, body) => call('PUT', path, JSON.stringify(body), json),
    delete: (path) => call('DELETE', path),
    upload(path, fields, files, idempotencyKey) {
      const form = new FormData();
      form.set('request', JSON.stringify(fields));
      for (const { name, bytes } of files) form.append('file', new Blob([Uint8Array.from(bytes)]), name);
      return call('POST', path, form, idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey });
    },
  };
}
