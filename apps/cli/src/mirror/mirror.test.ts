import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkLog, cosigner, openCheckpoint, type Policy, parsePolicy, policyOf, sha256, sha256Hex, utf8 } from '@yinzheng/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filler, logOf, logOfSize, type SampleLog } from '../../../../test/arbitraries/log.ts';
import { type LogServer, serveLogFiles } from '../../../../test/arbitraries/log-server.ts';
import { folderLog } from '../log-files/folder-log.ts';

const BIN = join(import.meta.dirname, '../../bin/yinzheng.mjs');
const NAME = 'mirror.example/yinzheng';
const ORIGIN_HASH = sha256Hex(utf8('yuhai.example/log'));

let folder = '';
let server: LogServer;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yinzheng-mirror-'));
  server = await serveLogFiles(new Map());
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await server.stop();
  rmSync(folder, { recursive: true });
});

function start(...args: readonly string[]) {
  const env = { PATH: process.env.PATH ?? '', LANG: 'en_GB.UTF-8' };
  const child = spawn(process.execPath, [BIN, 'mirror', ...args], { env });
  children.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk;
  });
  return { child, said, closed: once(child, 'close') };
}

async function mirror(...args: readonly string[]) {
  const { said, closed } = start(...args);
  const [status] = await closed;
  return { status, ...said };
}

const follow = (log: SampleLog, ...more: readonly string[]) =>
  ['--log', log.vkey, server.url, '--data', join(folder, 'copies'), '--name', NAME, ...more] as const;
const copy = () => folderLog(join(folder, 'copies', ORIGIN_HASH));
const keyIn = (stdout: string) => /mirror key (\S+)/.exec(stdout)?.[1] ?? '';

function policy(text: string): Policy {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed.value;
}
const trusting = (log: SampleLog, vkey: string) => policy(`log ${log.vkey}\nwitness mirror ${vkey}\nquorum mirror\n`);

describe('yinzheng mirror', () => {
  it('keeps a whole copy as the log grows, and says so by its cosignature', async () => {
    const sizes = [0, 1, 255, 256, 300, 513, 1100];
    const log = await logOfSize(1100);
    let vkey = '';
    for (const size of sizes) {
      server.files = (await logOf(log.entries.slice(0, size))).files;
      const { status, stdout, stderr } = await mirror(...follow(log, '--once'));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      vkey ||= keyIn(stdout);
      expect(keyIn(stdout)).toBe(vkey);
      expect(await checkLog(copy(), { policy: trusting(log, vkey) })).toMatchObject({
        ok: true,
        checkpoint: { size, witnesses: [{ name: 'mirror' }] },
      });
    }
    expect(statSync(join(folder, 'copies/mirror.key')).mode & 0o777).toBe(0o600);
    // What became full has no partial forms any more.
    const first = readdirSync(join(folder, 'copies', ORIGIN_HASH, 'tile/0'));
    expect(first.toSorted()).toEqual(['000', '001', '002', '003', '004.p']);
  });

  it('fetches nothing twice, and goes on with what the log has added to its signatures', async () => {
    const log = await logOfSize(700);
    server.files = log.files;
    expect((await mirror(...follow(log, '--once'))).status).toBe(0);
    server.asked.length = 0;
    expect((await mirror(...follow(log, '--once'))).status).toBe(0);
    expect(server.asked).toEqual(['checkpoint']);

    const note = new TextDecoder().decode(log.files.get('checkpoint'));
    const opened = await openCheckpoint(log.vkey, note);
    if (!opened.ok) throw new Error(opened.code);
    const witness = await cosigner('witness', sha256(utf8('witness')));
    server.files = new Map([...log.files, ['checkpoint', utf8(note + (await witness.cosign(opened.value, 1_800_000_000)))]]);
    const again = await mirror(...follow(log, '--once'));
    // Ours once, however often it is made anew, and the log's own.
    expect(new TextDecoder().decode((await copy().read('checkpoint')) ?? new Uint8Array()).match(/^— \S+/gm)).toEqual([
      '— yuhai.example/log',
      '— witness',
      `— ${NAME}`,
    ]);
    const both = policy(`log ${log.vkey}\nwitness w ${witness.vkey}\nwitness m ${keyIn(again.stdout)}\ngroup all all w m\nquorum all\n`);
    expect(await checkLog(copy(), { policy: both })).toMatchObject({ ok: true, remarks: [] });
  });

  it('waits for the witnesses that its policy asks for', async () => {
    const log = await logOfSize(20);
    server.files = log.files;
    const witness = await cosigner('witness', sha256(utf8('witness')));
    const file = join(folder, 'log.policy');
    writeFileSync(file, `log ${log.vkey} ${server.url}\nwitness w ${witness.vkey}\nquorum w\n`);
    const waiting = await mirror('--policy', file, '--data', join(folder, 'copies'), '--name', NAME, '--once');
    expect(waiting).toMatchObject({ status: 1, stderr: expect.stringContaining('only 0 witnesses') });
    expect(await copy().read('checkpoint')).toBeNull();
  });

  it('publishes nothing that the log did not sign, and goes on when the log is itself again', async () => {
    const log = await logOfSize(900);
    const whole = new Map(log.files);
    for (const path of ['tile/entries/001', 'tile/1/000.p/3', 'tile/0/003.p/132', 'tile/entries/003.p/132', 'checkpoint']) {
      const bytes = Uint8Array.from(whole.get(path) as Uint8Array);
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      server.files = new Map([...whole, [path, bytes]]);
      expect((await mirror(...follow(log, '--once'))).status, path).not.toBe(0);
      expect(await copy().read('checkpoint')).toBeNull();
    }
    server.files = new Map([...whole].filter(([path]) => path !== 'tile/entries/002'));
    expect(await mirror(...follow(log, '--once'))).toMatchObject({ status: 2, stderr: expect.stringContaining('lacks tile/entries/002') });
    server.files = whole;
    server.asked.length = 0;
    expect((await mirror(...follow(log, '--once'))).status).toBe(0);
    const policy = policyOf(log.vkey);
    if (policy.ok) expect(await checkLog(copy(), { policy: policy.value })).toMatchObject({ ok: true });
  });

  it('refuses a fork loudly, keeps both notes as evidence, and its own copy', async () => {
    const log = await logOfSize(600);
    const branch = await logOf([...log.entries.slice(0, 450), ...Array.from({ length: 300 }, (_, at) => filler(1_000_000 + at))]);
    server.files = log.files;
    expect((await mirror(...follow(log, '--once'))).status).toBe(0);
    const before = await copy().read('checkpoint');
    server.files = branch.files;
    for (const _ of [1, 2]) {
      const forked = await mirror(...follow(log, '--once'));
      expect(forked).toMatchObject({ status: 1, stderr: expect.stringContaining('has FORKED') });
    }
    expect(await copy().read('checkpoint')).toEqual(before);
    const evidence = readdirSync(join(folder, 'copies/evidence', ORIGIN_HASH)).filter((name) => name.endsWith('.checkpoint'));
    expect(evidence).toHaveLength(2);
    for (const name of evidence) {
      const note = readFileSync(join(folder, 'copies/evidence', ORIGIN_HASH, name), 'utf8');
      expect((await openCheckpoint(log.vkey, note)).ok).toBe(true);
    }
    // Of the same size too, and of a smaller one.
    for (const size of [600, 500]) {
      server.files = (await logOf(branch.entries.slice(0, size))).files;
      expect((await mirror(...follow(log, '--once'))).status).toBe(1);
    }
    server.files = (await logOf(log.entries.slice(0, 300))).files;
    expect(await mirror(...follow(log, '--once'))).toMatchObject({ status: 0, stdout: expect.stringContaining('an earlier checkpoint') });
    expect(await copy().read('checkpoint')).toEqual(before);
  });

  it('is killed at any moment, again and again, and has a true copy at each; it goes on where it stopped', async () => {
    const log = await logOfSize(9_000);
    const policy = policyOf(log.vkey);
    if (!policy.ok) throw new Error(policy.code);
    server.delayMs = 2;
    for (const size of [4_000, 9_000]) {
      server.files = (await logOf(log.entries.slice(0, size))).files;
      // After its first look, its first tile, among its bundles, and while it writes the last of them.
      for (const answers of [1, 2, 4, 7, 12, 20]) {
        server.asked.length = 0;
        const { child, closed } = start(...follow(log, '--every', '1'));
        // Towards the end there is little left to ask for: then it is killed when it has been quiet for a while.
        for (let quiet = 0; server.asked.length < answers && quiet < 150; quiet += server.asked.length > 0 ? 1 : 0) await pause(2);
        await pause(answers % 5);
        child.kill('SIGKILL');
        await closed;
        if (await copy().read('checkpoint')) expect(await checkLog(copy(), { policy: policy.value })).toMatchObject({ ok: true });
      }
    }
    server.asked.length = 0;
    const { status, stdout } = await mirror(...follow(log, '--once'));
    expect(status).toBe(0);
    expect(await checkLog(copy(), { policy: trusting(log, keyIn(stdout)) })).toMatchObject({ ok: true, checkpoint: { size: 9_000 } });
    expect(readdirSync(join(folder, 'copies', ORIGIN_HASH, 'drafts'))).toEqual([]);
  });

  it('does not fetch again what lay there whole when it was killed', async () => {
    const log = await logOfSize(50 * 256);
    server.files = log.files;
    expect((await mirror(...follow(log, '--once'))).status).toBe(0);
    rmSync(join(folder, 'copies', ORIGIN_HASH, 'checkpoint'));
    rmSync(join(folder, 'copies', ORIGIN_HASH, 'tile/entries/007'));
    server.asked.length = 0;
    expect((await mirror(...follow(log, '--once'))).status).toBe(0);
    expect(server.asked.filter((path) => path.startsWith('tile/entries'))).toEqual(['tile/entries/007']);
  });

  it('serves its copies as a log does, with its figures', async () => {
    const log = await logOfSize(300);
    server.files = log.files;
    const { said, child, closed } = start(...follow(log, '--every', '1', '--listen', '127.0.0.1:0'));
    const url = await until(() => /copies at (\S+)\//.exec(said.stdout)?.[1]);
    await until(() => existsSync(join(folder, 'copies', ORIGIN_HASH, 'checkpoint')) || undefined);
    const get = (path: string, headers = {}) => fetch(`${url}/${path}`, { headers });
    const checkpoint = await get(`${ORIGIN_HASH}/checkpoint`);
    expect(checkpoint.headers.get('cache-control')).toBe('no-cache');
    expect(await checkpoint.text()).toContain(`— ${NAME} `);
    const full = await get(`${ORIGIN_HASH}/tile/entries/000`);
    expect(full.headers.get('cache-control')).toContain('immutable');
    expect(full.headers.get('access-control-allow-origin')).toBe('*');
    expect(new Uint8Array(await full.arrayBuffer())).toEqual(log.files.get('tile/entries/000'));
    expect((await get(`${ORIGIN_HASH}/tile/0/001.p/44`)).headers.get('cache-control')).not.toContain('immutable');
    for (const path of [
      `${ORIGIN_HASH}/tile/0/002`,
      `${ORIGIN_HASH}/../mirror.key`,
      `${ORIGIN_HASH}/tile/..%2f..%2f..%2fmirror.key`,
      'mirror.key',
    ])
      expect((await get(path)).status).toBe(404);
    expect(await (await get('metrics')).text()).toContain('yinzheng_mirror_size{log="yuhai.example/log"} 300');
    const vkey = keyIn(said.stdout);
    expect(await (await fetch(url as string)).text()).toContain(vkey);
    // And another mirror can follow it as it follows the log.
    const second = ['--log', log.vkey, `${url}/${ORIGIN_HASH}`, '--data', join(folder, 'second'), '--name', 'second', '--once'];
    expect((await mirror(...second)).status).toBe(0);
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
  });

  it('answers 2 when it was asked wrongly, or the log does not answer', async () => {
    const log = await logOfSize(3);
    for (const args of [
      [],
      ['--log', log.vkey],
      ['--log', 'no key', server.url],
      follow(log, '--every', '0'),
      follow(log, '--listen', 'x'),
    ])
      expect((await mirror(...args, '--once')).status).toBe(2);
    const nameless = ['--log', log.vkey, server.url, '--data', join(folder, 'other'), '--once'];
    expect(await mirror(...nameless)).toMatchObject({ status: 2, stderr: expect.stringContaining('--name') });
    const dead = ['--log', log.vkey, 'http://127.0.0.1:1', '--data', join(folder, 'other'), '--name', NAME, '--once'];
    expect(await mirror(...dead)).toMatchObject({ status: 2, stderr: expect.stringContaining('did not finish') });
    // Named by now, and for good.
    expect(await mirror(...nameless, '--name', 'another')).toMatchObject({ status: 2, stderr: expect.stringContaining(NAME) });
    writeFileSync(join(folder, 'other/mirror.key'), 'short');
    expect(await mirror(...nameless)).toMatchObject({ status: 2, stderr: expect.stringContaining('mirror.key') });
    expect(await mirror(...follow(log, '--once', '--name', 'a b'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no spaces'),
    });
    expect((await mirror('--help')).status).toBe(0);
  });
});

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await pause(25);
  }
  throw new Error('it did not come');
}
