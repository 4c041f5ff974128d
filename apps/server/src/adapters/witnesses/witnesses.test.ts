import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server as NetServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cosignaturesIn, cosigner, type NoteKey, parseVkey } from '@yinzheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GrowingLog, growingLog } from '../../../../../test/arbitraries/growing-log.ts';
import { seedNamed } from '../../../../../test/arbitraries/town.ts';
import { startWitness } from '../../../../../test/kit/witness-process.ts';
import type { WitnessLine } from '../../ports/witnesses.ts';
import { httpWitnesses } from './http-witnesses.ts';
import { MemoryWitnesses } from './memory-witnesses.ts';

const keyOf = (vkey = ''): NoteKey => {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(key.code);
  return key.value;
};
const ORIGIN = 'log.example';

interface Bench {
  readonly line: WitnessLine;
  readonly url: string;
  readonly key: NoteKey;
  stop(): Promise<unknown>;
}

async function overHttp(logKey: string): Promise<Bench> {
  const data = mkdtempSync(path.join(tmpdir(), 'yinzheng-line-'));
  const witness = await startWitness({ name: 'w.example', data, args: ['--log', logKey] });
  return {
    line: httpWitnesses(),
    url: `${witness.url}/`,
    key: keyOf(witness.vkeys[0]),
    stop: () => witness.kill().then(() => rmSync(data, { recursive: true })),
  };
}

async function inMemory(logKey: string): Promise<Bench> {
  const line = new MemoryWitnesses(() => 1_800_000_000);
  const it = await cosigner('w.example', seedNamed('w'));
  line.add('memory:w', it, [keyOf(logKey)]);
  return { line, url: 'memory:w', key: it.key, stop: async () => {} };
}

describe.each([
  ['over HTTP', overHttp],
  ['in memory', inMemory],
])('a witness %s', (_, make) => {
  let bench: Bench;
  let log: GrowingLog;
  let fork: GrowingLog;
  beforeAll(async () => {
    [log, fork] = await Promise.all([growingLog(ORIGIN, 30), growingLog(ORIGIN, 30, 'other ', 3)]);
    bench = await make(log.vkey);
  });
  afterAll(() => bench.stop());
  const ask = async (of: GrowingLog, old: number, size: number) =>
    bench.line.addCheckpoint(bench.url, { old, proof: await of.proof(old, size), checkpoint: await of.note(size) });

  it('signs what grew, and names its size to whoever is behind', async () => {
    const answer = await ask(log, 0, 10);
    expect(answer.kind).toBe('answered');
    const lines = answer.kind === 'answered' ? await cosignaturesIn(answer.text, await log.note(10), [bench.key]) : [];
    expect(lines).toHaveLength(1);
    expect(await ask(log, 0, 20)).toEqual({ kind: 'other-size', size: 10 });
    expect(await ask(log, 10, 20)).toMatchObject({ kind: 'answered' });
    expect(await ask(log, 20, 20)).toMatchObject({ kind: 'answered' });
  });

  it('accuses a fork, and refuses logs that it does not know', async () => {
    expect(await ask(fork, 20, 25)).toMatchObject({ kind: 'inconsistent' });
    expect(await ask(await growingLog('stranger.example', 3), 0, 3)).toMatchObject({ kind: 'refused' });
    expect(await ask(log, 20, 10)).toMatchObject({ kind: 'refused' });
  });

  it('is away where nobody listens', async () => {
    const nowhere = bench.url.startsWith('http') ? 'http://127.0.0.1:1' : 'memory:nobody';
    const call = { old: 0, proof: [], checkpoint: await log.note(3) };
    expect(await bench.line.addCheckpoint(nowhere, call)).toMatchObject({ kind: 'away' });
  });
});

describe('whatever a witness over HTTP does', () => {
  const line = httpWitnesses({ timeoutMs: 400 });
  const servers: (Server | NetServer)[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }
  });
  async function addressOf(server: Server | NetServer): Promise<string> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const answering = async (listener: RequestListener) =>
    line.addCheckpoint(await addressOf(createServer(listener)), { old: 0, proof: [], checkpoint: 'x\n' });

  it.each([
    ['hangs', () => {}, { kind: 'away' }],
    [
      'drips',
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      },
      { kind: 'away' },
    ],
    [
      'never stops talking',
      (_, response) => {
        const more = (): void => void (response.write('x'.repeat(60_000)) ? setImmediate(more) : response.once('drain', more));
        response.writeHead(200);
        more();
      },
      { kind: 'refused', detail: 'its answer is too long' },
    ],
    ['hangs up', (request) => request.socket.destroy(), { kind: 'away' }],
    ['is broken', (_, response) => response.writeHead(503).end(), { kind: 'away', detail: 'status 503' }],
    ['sends us elsewhere', (_, response) => response.writeHead(307, { location: '/other' }).end(), { kind: 'away' }],
    ['names no size', (_, response) => response.writeHead(409).end('many\n'), { kind: 'refused' }],
    [
      'wants to wait for a year',
      (_, response) => response.writeHead(429, { 'retry-after': '31536000' }).end(),
      { kind: 'later', afterMs: 60_000 },
    ],
    ['wants to wait', (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(), { kind: 'later', afterMs: 7_000 }],
    [
      'writes to our terminal',
      (_, response) => response.writeHead(422).end('\u001b[2Jno\nmore'),
      { kind: 'inconsistent', detail: '[2Jno more' },
    ],
  ] as [string, RequestListener, object][])('one that %s is told apart in time', async (_, listener, expected) => {
    expect(await answering(listener)).toMatchObject(expected);
  });

  it('one that speaks no HTTP is away', async () => {
    const url = await addressOf(createNetServer((socket) => void socket.end('SSH-2.0-OpenSSH\r\n')));
    expect(await line.addCheckpoint(url, { old: 0, proof: [], checkpoint: 'x\n' })).toMatchObject({ kind: 'away' });
  });
});
