import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeS3 {
  readonly url: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What the store holds, by name. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** How the next requests go: each answers with a status, hangs, is cut off — before it is carried out or after —, or goes well. */
  readonly weather: Weather[];
  /** As a store from before conditional writes: takes the headers and heeds them not. */
  ignoresConditions: boolean;
  stop(): Promise<void>;
}

type Weather = 'well' | 'hang' | 'cut-before' | 'cut-after' | number;

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const etagOf = (bytes: Uint8Array) => `"${createHash('md5').update(bytes).digest('hex')}"`;
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * A small S3 over HTTP: objects in memory, conditional writes, listing. Checks signatures (AWS Signature Version 4) by the specification,
 * not with the library that makes them.
 */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Uint8Array>();
  const weather: Weather[] = [];
  const it = { bucket: 'town', region: 'cn-test-1', accessKeyId: 'AKTEST', secretAccessKey: 'secret/+of test', ignoresConditions: false };

  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const now = weather.shift() ?? 'well';
    if (now === 'hang') return;
    if (now === 'cut-before') return void request.socket.destroy();
    if (typeof now === 'number') return fail(response, now, 'SlowDown');
    const wrong = wrongSignature(request, body, it);
    if (wrong !== null) return fail(response, 403, 'SignatureDoesNotMatch', wrong);
    if (now === 'cut-after') {
      answer(request, body, objects, it, null);
      return void request.socket.destroy();
    }
    answer(request, body, objects, it, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(it, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    weather,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

interface Rules {
  readonly bucket: string;
  readonly ignoresConditions: boolean;
}

/** Carries the request out; `response` null: nobody hears of it. */
function answer(
  request: IncomingMessage,
  body: Buffer,
  objects: Map<string, Uint8Array>,
  it: Rules,
  response: ServerResponse | null,
): void {
  const url = new URL(request.url ?? '/', 'http://s3');
  const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const name = rest.join('/');
  const end = (status: number, headers: Record<string, string> = {}, bytes?: Uint8Array | string) =>
    response?.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : bytes);
  if (bucket !== it.bucket) return void (response && fail(response, 404, 'NoSuchBucket'));
  const known = objects.get(name);
  if (request.method === 'GET' && name === '') {
    const prefix = url.searchParams.get('prefix') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    return void end(
      200,
      {},
      `<ListBucketResult>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`,
    );
  }
  if (request.method === 'PUT') {
    const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
    const isAllowed = (!noneMatch || !known) && (!match || (known !== undefined && etagOf(known) === match));
    if (!isAllowed && !it.ignoresConditions) return void (response && fail(response, 412, 'PreconditionFailed'));
    objects.set(name, Uint8Array.from(body));
    return void end(200, { etag: etagOf(body) });
  }
  if (request.method === 'DELETE') {
    objects.delete(name);
    return void end(204);
  }
  if (!known) return void (response && fail(response, 404, 'NoSuchKey'));
  end(200, { etag: etagOf(known) }, known);
}

function fail(response: ServerResponse, status: number, code: string, message = ''): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

/** What is wrong with the request's signature, or null. */
function wrongSignature(
  request: IncomingMessage,
  body: Buffer,
  it: Pick<FakeS3, 'region' | 'accessKeyId' | 'secretAccessKey'>,
): string | null {
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-content-sha256': digest } = request.headers as Record<string, string>;
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(authorization);
  if (!parts) return 'no signature';
  const [, credential = '', signedHeaders = '', signature] = parts;
  const day = date.slice(0, 8);
  const scope = `${day}/${it.region}/s3/aws4_request`;
  if (credential !== `${it.accessKeyId}/${scope}`) return `credential ${credential}`;
  if (digest !== sha256(body)) return 'the body is not what was signed';
  const names = signedHeaders.split(';');
  for (const needed of ['host', 'x-amz-date', 'x-amz-content-sha256']) if (!names.includes(needed)) return `${needed} is not signed`;
  const url = new URL(request.url ?? '/', 'http://s3');
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
    query.join('&'),
    headers.join(''),
    signedHeaders,
    digest,
  ].join('\n');
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${it.secretAccessKey}`, day), it.region));
  const expected = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
  return expected === signature ? null : 'the signature is another';
}
