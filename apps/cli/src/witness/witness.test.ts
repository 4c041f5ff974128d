import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyRoot, formatAddCheckpoint, openCheckpointWith, parseVkey, sha256Hex, signCheckpoint, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GrowingLog, growingLog } from '../../../../test/arbitraries/growing-log.ts';
import { logNamed } from '../../../../test/arbitraries/town.ts';
import { callOf, postCheckpoint, startWitness, type WitnessProcess } from '../../../../test/kit/witness-process.ts';

const NAME = 'witness.lishui.example';
const PROGRAM = path.resolve(import.meta.dirname, '../main.ts');
const keyOf = (vkey: string) => {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(key.code);
  return key.value;
};

let folder = '';
let made = 0;
const newFolder = (): string => {
  made += 1;
  return path.join(folder, `w${made}`);
};
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yinzheng-witness-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A log of its own, so that no test stands on what another did. */
let origins = 0;
const nextOrigin = (): string => {
  origins += 1;
  return `log-${origins}.example`;
};

describe('a witness over HTTP', () => {
  let witness: WitnessProcess;
  let data = '';
  let logsFile = '';
  const add = (body: string, headers?: Record<string, string>) => postCheckpoint(witness.url, body, headers);

  beforeAll(async () => {
    data = newFolder();
    logsFile = path.join(folder, 'logs');
    const vkeys = await Promise.all(Array.from({ length: 20 }, async (_, n) => (await logNamed(`log-${n + 1}.example`)).vkey));
    writeFileSync(logsFile, `# our neighbours\n${vkeys.map((vkey) => `log ${vkey}\n`).join('')}`);
    witness = await startWitness({ name: NAME, data, args: ['--logs', logsFile, '--ml-dsa', '--lang', 'en'] });
  });
  afterAll(() => witness.kill());

  const knownLog = (most = 40): Promise<GrowingLog> => growingLog(nextOrigin(), most);

  it('cosigns by each of its keys, from nothing, on from there, and the same again', async () => {
    const log = await knownLog();
    for (const [old, size] of [
      [0, 7],
      [7, 20],
      [20, 20],
    ] as const) {
      const { status, type, text } = await add(await callOf(log, old, size));
      expect(status, text).toBe(200);
      expect(type).toMatch(/^text\/plain/);
      expect(text).toMatch(/^(— \S+ \S+\n){2}$/);
      const opened = await openCheckpointWith([keyOf(log.vkey)], witness.vkeys.map(keyOf), (await log.note(size)) + text);
      expect(opened.ok && opened.value.note.signatures.map(({ key }) => key.type)).toEqual([
        'signature',
        'cosignature',
        'cosignature-ml-dsa-44',
      ]);
    }
  });

  it('gives the same lines to the same call a moment later', async () => {
    const log = await knownLog();
    const first = await add(await callOf(log, 0, 9));
    expect(await add(await callOf(log, 9, 9))).toMatchObject({ status: 200, text: first.text });
  });

  it('tells a caller with another size the one it knows: 409', async () => {
    const log = await knownLog();
    expect(await add(await callOf(log, 3, 9))).toMatchObject({ status: 409, type: 'text/x.tlog.size', text: '0\n' });
    await add(await callOf(log, 0, 9));
    for (const [old, size] of [
      [0, 12],
      [5, 12],
      [0, 5],
    ] as const)
      expect(await add(await callOf(log, old, size))).toMatchObject({ status: 409, type: 'text/x.tlog.size', text: '9\n' });
  });

  it('does not know other logs: 404', async () => {
    expect(await add(await callOf(await growingLog('stranger.example', 3), 0, 3))).toMatchObject({ status: 404 });
  });

  it('believes only the log’s own key: 403', async () => {
    const origin = nextOrigin();
    const log = await growingLog(origin, 5);
    const note = await log.note(5);
    const other = (await signCheckpoint({ origin, size: 4, root: log.root(4) }, await logNamed(origin))).split('\n\n')[1];
    const wrong = [
      `${note.split('\n\n')[0]}\n\n${other}`,
      note.replace(`— ${origin}`, '— someone.example'),
      note.replace('\n5\n', '\n4\n'),
    ];
    for (const checkpoint of wrong)
      expect(await add(formatAddCheckpoint({ old: 0, proof: [], checkpoint }))).toMatchObject({ status: 403 });
  });

  it('cannot read what is no call, and takes no old size above the new one: 400', async () => {
    const log = await knownLog();
    const body = await callOf(log, 0, 9);
    for (const it of ['', 'old 0\n', body.replace('old 0', 'old 00'), body.replace('old 0\n\n', 'old 0\nAAAA\n\n'), body.slice(0, -1)])
      expect(await add(it), JSON.stringify(it)).toMatchObject({ status: 400 });
    await add(body);
    expect(await add(await callOf(log, 9, 5))).toMatchObject({ status: 400 });
  });

  it('cosigns nothing that did not only grow: 422', async () => {
    const origin = nextOrigin();
    const [log, fork] = await Promise.all([growingLog(origin, 40), growingLog(origin, 40, 'other ', 5)]);
    const proof = await log.proof(9, 20);
    expect(await add(formatAddCheckpoint({ old: 0, proof, checkpoint: await log.note(9) }))).toMatchObject({ status: 422 });
    await add(await callOf(log, 0, 9));
    for (const body of [
      await callOf(fork, 9, 20),
      formatAddCheckpoint({ old: 9, proof: proof.slice(1), checkpoint: await log.note(20) }),
      formatAddCheckpoint({ old: 9, proof: [], checkpoint: await fork.note(9) }),
      formatAddCheckpoint({ old: 9, proof: [emptyRoot()], checkpoint: await log.note(9) }),
    ])
      expect(await add(body)).toMatchObject({ status: 422 });
    const empty = await signCheckpoint({ origin: nextOrigin(), size: 0, root: log.root(1) }, await logNamed(`log-${origins}.example`));
    expect(await add(formatAddCheckpoint({ old: 0, proof: [], checkpoint: empty }))).toMatchObject({ status: 422 });
    expect(await add(await callOf(log, 9, 20))).toMatchObject({ status: 200 });
  });

  it('keeps both notes of a fork, says so aloud and counts it; rubbish it counts apart', async () => {
    const origin = nextOrigin();
    const [log, fork] = await Promise.all([growingLog(origin, 20), growingLog(origin, 20, 'other ', 5)]);
    await add(await callOf(log, 0, 9));
    for (let time = 0; time < 3; time += 1) await add(formatAddCheckpoint({ old: 9, proof: [], checkpoint: await fork.note(9) }));
    await add(formatAddCheckpoint({ old: 9, proof: [], checkpoint: await log.note(20) }));
    // Even where the answer is that the caller is behind.
    await add(await callOf(fork, 5, 9));
    const evidence = path.join(data, 'evidence');
    const hash = sha256Hex(utf8(origin)).slice(0, 16);
    const files = readdirSync(evidence).filter((name) => name.includes(hash));
    expect(files.map((name) => name.split('-')[0]).sort()).toEqual(['fork', 'unproven']);
    const text = readFileSync(path.join(evidence, files.find((name) => name.startsWith('fork')) ?? ''), 'utf8');
    expect(text).toContain(await log.note(9));
    expect(text).toContain(await fork.note(9));
    expect(witness.lines.some((line) => line.includes('FORK') && line.includes(origin))).toBe(true);
    const metrics = await (await fetch(`${witness.url}/metrics`)).text();
    expect(metrics).toContain(`yinzheng_witness_contradictions{origin="${origin}",kind="fork"} 1\n`);
    expect(metrics).toContain(`yinzheng_witness_contradictions{origin="${origin}",kind="unproven"} 1\n`);
    expect(metrics).toContain(`yinzheng_witness_log_size{origin="${origin}"} 9\n`);
    expect(metrics).toMatch(/yinzheng_witness_requests_total\{status="422"\} \d+\n/);
  });

  it('shows monitors what it cosigned last', async () => {
    const origin = nextOrigin();
    const log = await growingLog(origin, 20);
    const address = `${witness.url}/${sha256Hex(utf8(origin))}/checkpoint`;
    expect((await fetch(address)).status).toBe(404);
    const { text } = await add(await callOf(log, 0, 9));
    const stranger = (await signCheckpoint({ origin: 'x', size: 0, root: emptyRoot() }, await logNamed('x'))).split('\n\n')[1];
    const signedTwice = formatAddCheckpoint({ old: 9, proof: [], checkpoint: (await log.note(9)) + stranger });
    expect((await add(signedTwice)).status).toBe(200);
    const shown = await fetch(address);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await shown.text()).toBe((await log.note(9)) + text);
  });

  it('takes no other methods, addresses or sizes: 405, 404, 413', async () => {
    expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${witness.url}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${witness.url}/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await fetch(`${witness.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
    expect(await add('x'.repeat(70_000))).toMatchObject({ status: 413 });
    expect(await (await fetch(witness.url)).text()).toContain(`witness ${NAME} ${witness.vkeys[0]} ${witness.url}`);
  });

  it('lets one connection ask many times', async () => {
    const socket = connect(Number(new URL(witness.url).port), '127.0.0.1');
    const answers: string[] = [];
    socket.on('data', (chunk) => void answers.push(chunk.toString()));
    for (let time = 1; time <= 3; time += 1) {
      socket.write('GET /metrics HTTP/1.1\r\nhost: w\r\n\r\n');
      while (answers.join('').split('HTTP/1.1 200').length <= time) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    socket.destroy();
    expect(answers.join('')).not.toMatch(/connection: close/i);
  });

  it('reads its list of logs again when told, and keeps the old one when the new one is broken', async () => {
    const log = await growingLog('new.example', 5);
    const body = await callOf(log, 0, 5);
    expect((await add(body)).status).toBe(404);
    const said = async (text: string) => {
      while (!witness.lines.some((line) => line.includes(text))) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const before = readFileSync(logsFile, 'utf8');
    writeFileSync(logsFile, 'log nonsense\n');
    witness.hangUp();
    await said('The list stays as it was');
    expect((await add(body)).status).toBe(404);
    writeFileSync(logsFile, `${before}log ${log.vkey} https://new.example\n`);
    witness.hangUp();
    await said('read the logs again: 21');
    expect((await add(body)).status).toBe(200);
  });
});

describe('two callers at once', () => {
  it('never roll a log back, in whichever order they come', async () => {
    const witness = await startWitness({ name: NAME, data: newFolder(), args: await logArgs('race.example') });
    const log = await growingLog('race.example', 400);
    let size = 0;
    for (let round = 0; round < 60; round += 1) {
      const [small, large] = [size + 1 + (round % 3), size + 4 + (round % 5)];
      const calls = [await callOf(log, size, small), await callOf(log, size, large)];
      if (round % 2 === 1) calls.reverse();
      const replies = await Promise.all(calls.map((body) => postCheckpoint(witness.url, body)));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
      const winner = replies.find(({ status }) => status === 200)?.text ?? '';
      const cosigned = await openCheckpointWith([keyOf(log.vkey)], witness.vkeys.map(keyOf), (await log.note(small)) + winner);
      const won = cosigned.ok ? small : large;
      expect(replies.find(({ status }) => status === 409)?.text).toBe(`${won}\n`);
      size = won;
    }
    await witness.kill();
  });
});

describe('limits', () => {
  it('hold a log and an address back: 429 with the time to come again', async () => {
    const args = await logArgs('busy.example');
    const log = await growingLog('busy.example', 40);
    const perLog = await startWitness({ name: NAME, data: newFolder(), args: [...args, '--per-log', '3'] });
    const statuses: number[] = [];
    for (let size = 0; size < 5; size += 1)
      statuses.push((await postCheckpoint(perLog.url, await callOf(log, Math.min(size, 3), size + 1))).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const reply = await postCheckpoint(perLog.url, await callOf(log, 3, 4));
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    await perLog.kill();

    const perAddress = await startWitness({ name: NAME, data: newFolder(), args: [...args, '--per-address', '2', '--behind-proxy'] });
    const from = async (address: string) =>
      (await postCheckpoint(perAddress.url, 'nothing', { 'x-forwarded-for': `6.6.6.6, ${address}` })).status;
    expect([await from('1.1.1.1'), await from('1.1.1.1'), await from('1.1.1.1'), await from('2.2.2.2')]).toEqual([400, 400, 429, 400]);
    expect([await from('2001:db8::1'), await from('2001:db8:0:0:9::2'), await from('2001:db8::3')]).toEqual([400, 400, 429]);
    await perAddress.kill();
  });
});

describe('the folder of a witness', () => {
  const start = async (data: string, ...more: string[]) =>
    startWitness({ name: NAME, data, args: [...(await logArgs('a.example')), ...more] });

  it('keeps one key for its owner alone, and says so when it cannot be trusted', async () => {
    const data = newFolder();
    const first = await start(data);
    await first.kill();
    const second = await start(data);
    expect(second.vkeys).toEqual(first.vkeys);
    expect(await second.kill()).toBe(0);
    const key = path.join(data, 'ed25519.key');
    if (process.platform !== 'win32') {
      expect(statSync(key).mode & 0o777).toBe(0o600);
      chmodSync(key, 0o640);
      await expect(start(data)).rejects.toThrow('chmod 600');
      chmodSync(key, 0o600);
    }
    writeFileSync(key, 'short');
    await expect(start(data)).rejects.toThrow('5 ≠ 32 bytes');
  });

  it('is no witness any more when it has lost its memory, and nobody else’s', async () => {
    const data = newFolder();
    await (await start(data)).kill();
    await expect(startWitness({ name: 'other.example', data, args: await logArgs('a.example') })).rejects.toThrow(NAME);
    for (const name of readdirSync(data)) if (name.startsWith('state')) rmSync(path.join(data, name));
    await expect(start(data)).rejects.toThrow('might vouch for a fork');
    // What a full disk or a careless copy may leave.
    writeFileSync(path.join(data, 'state.sqlite'), '');
    await expect(start(data)).rejects.toThrow('might vouch for a fork');
  });

  it('can cosign by ML-DSA-44 alone', async () => {
    const witness = await start(newFolder(), '--only-ml-dsa');
    expect(witness.vkeys.map((vkey) => keyOf(vkey).type)).toEqual(['cosignature-ml-dsa-44']);
    await witness.kill();
  });
});

it('explains itself in both languages, and what is wrong with how it was asked', () => {
  const yinzheng = (...args: string[]) =>
    spawnSync(process.execPath, [PROGRAM, 'witness', ...args], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  const help = yinzheng('--help');
  expect(help).toMatchObject({ status: 0, stderr: '' });
  for (const text of ['用法：yinzheng witness', 'Usage: yinzheng witness', 'kill -HUP']) expect(help.stdout).toContain(text);
  for (const args of [[], ['--name', 'w'], ['--name', 'a b', '--log', 'x'], ['--name', 'w', '--log', 'x', '--port', 'y']])
    expect(yinzheng(...args), args.join(' ')).toMatchObject({ status: 2 });
  expect(yinzheng('--name', 'w', '--log', 'nonsense', '--data', newFolder())).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('nonsense'),
  });
});

const logArgs = async (...names: string[]): Promise<string[]> =>
  (await Promise.all(names.map(async (name) => ['--log', (await logNamed(name)).vkey]))).flat();
