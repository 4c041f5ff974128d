import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { Refused } from '../../ports/refused.ts';

export interface S3FolderOptions {
  /** Where the store answers, e.g. `https://s3.example.cn`; buckets are addressed by path. */
  readonly url: string;
  readonly bucket: string;
  /** What every name begins with: empty, or with a slash at the end. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** For one try. */
  readonly timeoutMs?: number;
  readonly tries?: number;
  /** Before the second try; doubles with each further one. */
  readonly pauseMs?: number;
}

export interface S3Object {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

type Method = 'GET' | 'HEAD' | 'PUT' | 'DELETE';

interface Call {
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Answers that may be other the next time: the store is busy, or another conditional write is under way. */
const PASSING = new Set([408, 409, 429, 500, 502, 503, 504]);

/**
 * Objects of an S3-compatible store under one prefix. A store answers a write when it is durable. Calls that fail on the way or with a
 * passing answer are tried again with growing pauses; a write may then have been carried out although it is told otherwise, which is why
 * whoever writes conditionally compares what is there.
 * Refuses storage/unreachable, storage/denied, storage/no-bucket, storage/no-conditions, storage/refused.
 */
export class S3Folder {
  readonly #options: S3FolderOptions;
  readonly #client: AwsClient;

  constructor(options: S3FolderOptions) {
    this.#options = options;
    const { region, accessKeyId, secretAccessKey } = options;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  }

  /** Makes sure that the bucket is there, that it is ours to write, and that conditions hold: a store that ignores them must not carry a ledger. */
  async start(): Promise<void> {
    const probe = new TextEncoder().encode('conditional writes\n');
    await this.create('conditions', probe);
    const isIgnored =
      (await this.create('conditions', probe)) || (await this.replace('conditions', probe, '"00000000000000000000000000000000"'));
    if (isIgnored) throw new Refused('storage/no-conditions', { url: this.#options.url });
  }

  async get(name: string): Promise<S3Object | null> {
    const answer = await this.#call('GET', name);
    if (answer.status === 404) return null;
    return { bytes: new Uint8Array(await answer.arrayBuffer()), etag: answer.headers.get('etag') ?? '' };
  }

  async has(name: string): Promise<boolean> {
    return (await this.#call('HEAD', name)).status !== 404;
  }

  /** False when there is an object of that name: it stays as it is. */
  async create(name: string, bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
    const { status } = await this.#call('PUT', name, { bytes, headers: { ...headers, 'if-none-match': '*' } });
    // A proxy that has lost its store says so; nothing was written.
    if (status === 404) throw new Refused('storage/refused', { key: name, status, detail: 'HTTP 404' });
    return status !== 412;
  }

  /** False when the object is not the one of that etag any more. */
  async replace(name: string, bytes: Uint8Array, etag: string, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
    const { status } = await this.#call('PUT', name, { bytes, headers: { ...headers, 'if-match': etag } });
    return status !== 412 && status !== 404;
  }

  /** Deleting what is not there is fine. */
  async delete(name: string): Promise<void> {
    await this.#call('DELETE', name);
  }

  /** Names below a folder (`tile/0/000.p/`), at most a thousand. */
  async list(folder: string): Promise<readonly string[]> {
    const { prefix } = this.#options;
    const xml = await (await this.#call('GET', '', { query: { 'list-type': '2', prefix: prefix + folder } })).text();
    return [...xml.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key.slice(prefix.length));
  }

  async #call(method: Method, name: string, call: Call = {}): Promise<Response> {
    const { tries = 5, pauseMs = 200 } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#try(method, name, call);
      if (answer instanceof Response && !PASSING.has(answer.status)) return this.#accept(name, answer);
      if (attempt === tries) throw await this.#unreachable(answer);
      await (answer instanceof Response && answer.body?.cancel());
      await sleep(pauseMs * 2 ** (attempt - 1));
    }
  }

  /** The answer with its whole body, or what kept it from coming. Each try is signed anew: a signature is good for some minutes. */
  async #try(method: Method, name: string, { bytes, headers = {}, query = {} }: Call): Promise<Response | Error> {
    const { url, bucket, prefix, timeoutMs = 10_000 } = this.#options;
    const target = new URL(name === '' ? `${url}/${bucket}` : `${url}/${bucket}/${prefix}${name}`);
    for (const [key, value] of Object.entries(query)) target.searchParams.set(key, value);
    const body = bytes && Buffer.from(bytes);
    const hash = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    const init = { method, headers: { ...headers, 'x-amz-content-sha256': hash }, ...(body && { body }) };
    const signed = await this.#client.sign(target.href, init);
    try {
      const answer = await fetch(signed, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
      const isEmpty = method === 'HEAD' || answer.status === 204;
      return new Response(isEmpty ? null : await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
    } catch (cause) {
      return cause instanceof Error ? cause : new Error(String(cause));
    }
  }

  async #accept(name: string, answer: Response): Promise<Response> {
    const { status } = answer;
    if (answer.ok || status === 412) return answer;
    const { bucket } = this.#options;
    const said = await answer.text();
    if (status === 404 && !said.includes('NoSuchBucket')) return answer;
    if (status === 404) throw new Refused('storage/no-bucket', { bucket });
    const detail = briefly(said, status);
    if (status === 401 || status === 403) throw new Refused('storage/denied', { bucket, detail });
    throw new Refused('storage/refused', { key: name, status, detail });
  }

  async #unreachable(answer: Response | Error): Promise<Refused> {
    const cause = answer instanceof Error ? (answer.cause ?? answer) : null;
    const detail = answer instanceof Response ? briefly(await answer.text(), answer.status) : String(cause);
    return new Refused('storage/unreachable', { url: this.#options.url, detail });
  }
}

/** S3 says what is wrong in XML: `<Code>AccessDenied</Code><Message>…</Message>`. */
function briefly(said: string, status: number): string {
  const [code, message] = ['Code', 'Message'].map((tag) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(said)?.[1]);
  return code ? `${code}${message ? `: ${message}` : ''}` : `HTTP ${status}`;
}
