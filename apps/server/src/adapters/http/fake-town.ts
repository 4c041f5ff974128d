import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { Refused } from '../../ports/refused.ts';
import type { Call, Handlers } from './handlers.ts';
import { createHttpServer } from './http-server.ts';

interface Session {
  readonly person: string;
}

const me = { person: { id: 'p0', name: '示例·经办人甲' }, posts: [], isOfficer: false, passkeys: [] };

export const cookie = { cookie: 'yinzheng=token-1' };

export const problemOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { code: string; at?: string; params?: Record<string, string>; message: { zh: string; en: string } }),
});

/** A server over real HTTP whose handlers answer like a town's would, with pages and a ledger of a few bytes. For tests. */
export async function startFakeTown(port = 0) {
  const seen: unknown[] = [];
  const logged: string[] = [];
  const streams = { over: 0 };
  const handlers = {
    session: {
      signInByPassword: async (call: Call<never, Session>) => {
        const { password } = call.body as { password: string };
        await new Promise((resolve) => setTimeout(resolve, 50)); // as a hash takes its time
        if (password !== 'right') throw new Refused('session/wrong-credentials');
        call.beginSession('token-1', 3600);
        return me;
      },
      show: async (call: { session: Session }) => ({ ...me, person: { ...me.person, id: call.session.person } }),
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
          streams.over++;
        })(),
      }),
    },
    health: { ready: async () => ({ ready: true, version: '0.1.0' }) },
  } as unknown as Handlers<Session>;
  const webDir = await mkdtemp(path.join(tmpdir(), 'web-'));
  await mkdir(path.join(webDir, 'assets'));
  await writeFile(path.join(webDir, 'index.html'), '<!doctype html><title>印证</title>');
  for (const script of ['sw.js', 'assets/main-abc123.js']) await writeFile(path.join(webDir, script), '//');
  const tiles = new Map(['tile/0/000', 'tile/0/001.p/3', 'checkpoint'].map((name) => [name, new Uint8Array([1, 2])]));
  const server = createHttpServer<Session>({
    handlers,
    sessions: { load: async (token) => (token === 'token-1' ? { person: 'p1' } : null) },
    tiles: { read: async (name) => tiles.get(name) ?? null },
    webDir,
    publicUrl: 'http://localhost:8420',
    logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    host: '127.0.0.1',
    port,
    isStrict: true,
  });
  const stop = () => server.stop().then(() => rm(webDir, { recursive: true }));
  const base = await server.start().then(
    (it) => `http://127.0.0.1:${it}`,
    (cause) => stop().then(() => Promise.reject(cause)),
  );
  const send = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(base + url, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { base, seen, logged, streams, send, stop };
}
