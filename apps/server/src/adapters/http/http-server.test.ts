import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../ports/refused.ts';
import type { Call, Handlers } from './handlers.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';

interface Session {
  readonly person: string;
}

const seen: unknown[] = [];
const logged: string[] = [];
let isStreamOver = false;

const handlers = {
  session: {
    signInByPassword: async (call: Call<never, Session>) => {
      const { password } = call.body as { password: string };
      if (password !== 'right') throw new Refused('session/wrong-credentials');
      call.beginSession('token-1', 3600);
      return null;
    },
    show: async (call: { session: Session }) => ({
      person: { id: call.session.person, name: '示例·经办人甲' },
      posts: [],
      isOfficer: false,
      passkeys: [],
    }),
    signOut: async (call: { endSession(): void }) => {
      call.endSession();
      return null;
    },
    passkeySignInOptions: async () => {
      throw new Error('secret detail');
    },
    town: async () => ({ code: 'not a town' }),
  },
  requests: {
    draft: async (call: { body: unknown; files: { name: string; bytes: Uint8Array }[]; idempotencyKey?: string }) => {
      seen.push(
        call.body,
        call.files.map(({ name, bytes }) => [name, bytes.length]),
        call.idempotencyKey,
      );
      throw new Refused('matter/barred', { name: '无犯罪记录证明', basis: '民发〔2020〕20号', office: '派出所' }, '/matter');
    },
    preview: async (call: unknown) => {
      seen.push(call);
      return { body: Readable.from([Buffer.from('RI'), Buffer.from('FF')]), cacheControl: 'private, max-age=60', saveAs: '第一页.webp' };
    },
  },
  notices: {
    stream: async ({ signal }: { signal: AbortSignal }) => ({
      events: (async function* () {
        yield { n: 1 };
        yield { n: 2 };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        isStreamOver = true;
      })(),
    }),
  },
  health: { ready: async () => ({ ready: true, version: '0.1.0' }) },
} as unknown as Handlers<Session>;

describe('the HTTP server', () => {
  let server: HttpServer;
  let base = '';
  let webDir = '';
  const cookie = { cookie: 'yinzheng=token-1' };

  beforeAll(async () => {
    webDir = await mkdtemp(path.join(tmpdir(), 'web-'));
    await mkdir(path.join(webDir, 'assets'));
    await writeFile(path.join(webDir, 'index.html'), '<!doctype html><title>印证</title>');
    await writeFile(path.join(webDir, 'sw.js'), '//');
    await writeFile(path.join(webDir, 'assets/main-abc123.js'), '//');
    server = createHttpServer<Session>({
      handlers,
      sessions: { load: async (token) => (token === 'token-1' ? { person: 'p1' } : null) },
      tiles: {
        write: async () => {},
        read: async (name) => (name === 'tile/0/000' || name === 'tile/0/001.p/3' || name === 'checkpoint' ? new Uint8Array([1, 2]) : null),
      },
      webDir,
      publicUrl: 'http://localhost:8420',
      logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
      host: '127.0.0.1',
      port: 0,
      isStrict: true,
    });
    base = `http://127.0.0.1:${await server.start()}`;
  });
  afterAll(async () => {
    await server.stop();
    await rm(webDir, { recursive: true });
  });

  const send = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(base + url, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const problemOf = async (response: Response) => ({
    status: response.status,
    ...((await response.json()) as { code: string; at?: string; message: { zh: string; en: string } }),
  });
  const signIn = (account: string, password: string) => send('POST', '/api/v1/session/password', { account, password, code: '123456' });

  it('answers by the contract, with headers that keep the page safe', async () => {
    const response = await send('GET', '/health');
    expect(await response.json()).toEqual({ ready: true, version: '0.1.0' });
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('knows who is signed in by a cookie that no script can read, and refuses everyone else', async () => {
    expect(await problemOf(await send('GET', '/api/v1/session'))).toMatchObject({ status: 401, code: 'session/none' });
    const signedIn = await signIn('a', 'right');
    const set = signedIn.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^yinzheng=token-1;/);
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Lax/);
    expect(set).not.toMatch(/Secure/);
    expect(await (await send('GET', '/api/v1/session', undefined, cookie)).json()).toMatchObject({ person: { id: 'p1' } });
    expect((await send('DELETE', '/api/v1/session', undefined, cookie)).headers.get('set-cookie')).toMatch(/Max-Age=0/);
  });

  it('says in both languages what does not fit, and where', async () => {
    expect(await problemOf(await send('POST', '/api/v1/session/password', { account: 'a', password: 'b', code: 12 }))).toMatchObject({
      status: 400,
      code: 'message/malformed',
      at: '/code',
      message: { zh: expect.stringContaining('/code'), en: expect.stringContaining('/code') },
    });
    for (const body of ['{', '[]', '{"account":"a","account2":"b"}', '{"__proto__":{}}', '']) {
      expect(await problemOf(await send('POST', '/api/v1/session/password', body))).toMatchObject({
        status: 400,
        code: 'message/malformed',
      });
    }
    expect(await problemOf(await send('POST', '/api/v1/session/password', 'a=b', { 'content-type': 'text/csv' }))).toMatchObject({
      code: 'message/malformed',
    });
    expect(await problemOf(await send('POST', '/api/v1/session/password', `"${'x'.repeat(5e6)}"`))).toMatchObject({
      status: 413,
      code: 'message/too-large',
    });
    expect(await problemOf(await send('GET', '/api/v1/requests/r1/pages/none/preview', undefined, cookie))).toMatchObject({
      code: 'message/malformed',
      at: 'params:/page',
    });
    expect(await problemOf(await send('GET', '/%zz'))).toMatchObject({ status: 400, code: 'message/malformed' });
    expect(await problemOf(await send('GET', '/api/v1/nothing'))).toMatchObject({ status: 404, code: 'route/unknown' });
  });

  it('gives a defect a number that the log knows, and keeps its detail to itself', async () => {
    const answer = await problemOf(await send('POST', '/api/v1/session/passkey-options'));
    expect(answer).toMatchObject({ status: 500, code: 'server/unexpected' });
    const { incident } = (answer as unknown as { params: { incident: string } }).params;
    expect(JSON.stringify(answer)).not.toContain('secret detail');
    expect(logged.find((line) => line.includes(incident))).toContain('secret detail');
    expect(await problemOf(await send('GET', '/api/v1/town'))).toMatchObject({ code: 'server/unexpected' });
  });

  it('refuses what another site makes a browser send', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect(
        await problemOf(await send('DELETE', '/api/v1/session', undefined, { ...cookie, ...headers } as Record<string, string>)),
      ).toMatchObject({
        status: 403,
        code: 'session/cross-site',
      });
    }
    expect(
      (await send('DELETE', '/api/v1/session', undefined, { ...cookie, origin: 'http://localhost:8420', 'sec-fetch-site': 'same-origin' }))
        .status,
    ).toBe(200);
  });

  it('takes files with their JSON, and passes a refusal on with its parameters', async () => {
    const form = new FormData();
    form.set('request', JSON.stringify({ matter: 'm', seal: 's', title: '证明', applicant: '甲', purpose: '', copies: 1 }));
    form.append('file', new Blob([new Uint8Array(70_000)]), '居住证明 1.pdf');
    form.append('file', new Blob([new Uint8Array(3)]), 'b.jpg');
    seen.length = 0;
    const response = await fetch(`${base}/api/v1/requests`, {
      method: 'POST',
      body: form,
      headers: { ...cookie, 'idempotency-key': 'abcdefgh' },
    });
    expect(await problemOf(response)).toMatchObject({
      status: 422,
      code: 'matter/barred',
      at: '/matter',
      message: { zh: expect.stringContaining('无犯罪记录证明') },
    });
    expect(seen).toEqual([
      expect.objectContaining({ title: '证明' }),
      [
        ['居住证明 1.pdf', 70_000],
        ['b.jpg', 3],
      ],
      'abcdefgh',
    ]);

    form.set('request', '{"matter":1}');
    expect(await problemOf(await fetch(`${base}/api/v1/requests`, { method: 'POST', body: form, headers: cookie }))).toMatchObject({
      code: 'message/malformed',
    });
    form.set('file', new Blob([new Uint8Array(65 * 2 ** 20)]), 'scan.pdf');
    expect(await problemOf(await fetch(`${base}/api/v1/requests`, { method: 'POST', body: form, headers: cookie }))).toMatchObject({
      status: 413,
      code: 'upload/too-large',
      at: 'scan.pdf',
    });
    expect(await problemOf(await send('POST', '/api/v1/requests', {}, cookie))).toMatchObject({ code: 'message/malformed' });
  });

  it('streams files with their own caching', async () => {
    seen.length = 0;
    const response = await send('GET', '/api/v1/requests/r1/pages/2/preview?width=800', undefined, cookie);
    expect(await response.text()).toBe('RIFF');
    expect(seen).toEqual([
      expect.objectContaining({ params: { request: 'r1', page: 2 }, query: { width: 800 }, session: { person: 'p1' } }),
    ]);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toBe('private, max-age=60');
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('第一页.webp'));
  });

  it('streams events, and ends them when the client goes', async () => {
    const abort = new AbortController();
    const response = await fetch(`${base}/api/v1/events`, { headers: cookie, signal: abort.signal });
    let text = '';
    const reader = response.body?.getReader();
    while (!text.includes('"n":2')) text += new TextDecoder().decode((await reader?.read())?.value);
    expect(text).toContain('data: {"n":1}\n\n');
    abort.abort();
    for (let i = 0; i < 100 && !isStreamOver; i++) await sleep(20);
    expect(isStreamOver).toBe(true);
  });

  it('serves the ledger to everyone: full tiles for ever, the checkpoint afresh, and nothing that is no tile', async () => {
    const full = await send('GET', '/log/tile/0/000');
    expect(full.headers.get('cache-control')).toContain('immutable');
    expect(full.headers.get('access-control-allow-origin')).toBe('*');
    expect((await send('GET', '/log/tile/0/001.p/3')).headers.get('cache-control')).not.toContain('immutable');
    expect((await send('GET', '/log/checkpoint')).headers.get('cache-control')).toBe('no-cache');
    for (const bad of ['/log/tile/0/002', '/log/tile/..%2F..%2Fkey', '/log/tile/0/1'])
      expect((await problemOf(await send('GET', bad))).code).toBe('file/unknown');
  });

  it('serves the pages: hashed files for ever, the rest afresh, every page address to the router', async () => {
    expect((await send('GET', '/assets/main-abc123.js')).headers.get('cache-control')).toContain('immutable');
    expect((await send('GET', '/sw.js')).headers.get('cache-control')).toBe('no-cache');
    const page = await send('GET', '/v/some-code', undefined, { accept: 'text/html' });
    expect(await page.text()).toContain('印证');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await send('GET', '/assets/gone.js', undefined, { accept: 'text/html' })).status).toBe(404);
  });

  it('slows down who guesses, by account as well', async () => {
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await signIn('victim', `guess ${i}`)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses[11]).toBe(429);
  });

  it('names the port that is taken', async () => {
    const other = createHttpServer<Session>({
      handlers,
      sessions: { load: async () => null },
      tiles: { write: async () => {}, read: async () => null },
      webDir,
      publicUrl: base,
      logger: pino({ level: 'silent' }),
      host: '127.0.0.1',
      port: Number(new URL(base).port),
    });
    await expect(other.start()).rejects.toMatchObject({ code: 'server/port-taken' });
    await other.stop();
  });

  it('lives on after broken HTTP', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write('GET / HTTP/9.9\r\n\u0000garbage\r\n\r\n'));
      socket
        .on('error', () => {})
        .on('close', () => resolve())
        .resume();
    });
    expect((await send('GET', '/health')).status).toBe(200);
  });
});
