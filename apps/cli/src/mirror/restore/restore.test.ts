import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkLog, policyOf, sha256Hex, utf8 } from '@yinzheng/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filler, logOf, logOfSize, type SampleLog } from '../../../../../test/arbitraries/log.ts';
import { type LogServer, serveLogFiles } from '../../../../../test/arbitraries/log-server.ts';
import { runCli } from '../../../../../test/kit/cli-process.ts';
import { folderLog } from '../../log-files/folder-log.ts';

let folder = '';
let mirror: LogServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yinzheng-restore-'));
  mirror = await serveLogFiles(new Map());
});
afterEach(async () => {
  await mirror.stop();
  rmSync(folder, { recursive: true });
});

const restore = (...args: readonly string[]) => runCli('mirror', 'restore', '--to', join(folder, 'log'), ...args);

const put = (path: string, bytes: Uint8Array | string): string => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
  return join(folder, path);
};
const noteOf = ({ files }: SampleLog) => files.get('checkpoint') as Uint8Array;
const from = ({ vkey }: SampleLog) => ['--from', mirror.url, '--key', vkey] as const;
const check = ({ vkey }: SampleLog) => {
  const policy = policyOf(vkey);
  if (!policy.ok) throw new Error(policy.code);
  return checkLog(folderLog(join(folder, 'log')), { policy: policy.value });
};

describe('yinzheng mirror restore', () => {
  it('gives a log that lost everything its files back, and they are the same', async () => {
    const log = await logOfSize(1000);
    mirror.files = log.files;
    const known = put('known', Buffer.concat([noteOf(log), utf8('\n')]));
    expect(await restore(...from(log), '--known', known)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('is restored: 1000 entries, 1000 fetched'),
    });
    expect(await check(log)).toMatchObject({ ok: true, checkpoint: { size: 1000 } });
    for (const [path, bytes] of log.files) expect(new Uint8Array(readFileSync(join(folder, 'log', path))), path).toEqual(bytes);
  });

  it('mends what is damaged, keeps what is whole, and takes the checkpoint that is left for what is known', async () => {
    const log = await logOfSize(1000);
    mirror.files = log.files;
    for (const [path, bytes] of log.files) put(`log/${path}`, bytes);
    put('log/tile/entries/001', 'garbage');
    put('log/tile/0/002', new Uint8Array(8192));
    rmSync(join(folder, 'log/tile/1'), { recursive: true });
    expect(await restore(...from(log))).toMatchObject({ status: 0, stdout: expect.stringContaining('256 fetched, 744 were whole') });
    expect(await check(log)).toMatchObject({ ok: true });
    expect(mirror.asked.filter((path) => path.startsWith('tile/entries'))).toEqual(['tile/entries/001']);
  });

  it('finds the copy under the mirror’s own address or folder too', async () => {
    const log = await logOfSize(10);
    const hash = sha256Hex(utf8('yuhai.example/log'));
    for (const [path, bytes] of log.files) put(`copies/${hash}/${path}`, bytes);
    const known = put('known', noteOf(log));
    expect((await restore('--from', join(folder, 'copies'), '--key', log.vkey, '--known', known)).status).toBe(0);
    expect(await check(log)).toMatchObject({ ok: true });
  });

  it('refuses a mirror of another history, one that is behind, and one that nobody can compare; it writes nothing', async () => {
    const log = await logOfSize(1000);
    const branch = await logOf(log.entries.toSpliced(500, 1, filler(1_000_000)));
    mirror.files = branch.files;
    const known = put('known', noteOf(log));
    expect(await restore(...from(log), '--known', known)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('their first 1000 entries differ'),
    });
    const early = put('early', noteOf(await logOfSize(800)));
    expect(await restore(...from(log), '--known', early, '--allow-ahead')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('first 800'),
    });
    mirror.files = (await logOfSize(900)).files;
    expect(await restore(...from(log), '--known', known)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('holds 900 entries'),
    });
    const none = new Map<string, Uint8Array>();
    mirror.files = none;
    expect((await restore(...from(log), '--known', known)).status).toBe(1);
    mirror.files = log.files;
    expect(await restore(...from(log))).toMatchObject({ status: 1, stderr: expect.stringContaining('--known') });
    mirror.files = new Map([...log.files, ['checkpoint', utf8('no note')]]);
    expect(await restore(...from(log), '--known', known)).toMatchObject({ status: 1, stderr: expect.stringContaining('note/malformed') });
    expect(existsSync(join(folder, 'log/tile'))).toBe(false);
    expect(readdirSync(join(folder, 'log'))).toEqual(['drafts']);
  });

  it('takes from a mirror that is a little behind what the folder has not, and proves it by the newest checkpoint', async () => {
    const log = await logOfSize(1000);
    for (const [path, bytes] of log.files) if (path.includes('.p/') || path === 'checkpoint') put(`log/${path}`, bytes);
    mirror.files = (await logOfSize(900)).files;
    expect(await restore(...from(log))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1000 entries, 768 fetched, 232 were whole'),
    });
    expect(await check(log)).toMatchObject({ ok: true, checkpoint: { size: 1000 } });
    // But not from one of another history.
    rmSync(join(folder, 'log/tile/entries/001'));
    mirror.files = (await logOf(log.entries.slice(0, 900).toSpliced(300, 1, filler(1_000_000)))).files;
    expect(await restore(...from(log))).toMatchObject({ status: 1, stderr: expect.stringContaining('their first 900 entries differ') });
  });

  it('asks before it restores more than is known, and then leaves the edge from which the log goes on', async () => {
    const log = await logOfSize(1000);
    mirror.files = log.files;
    const early = await logOfSize(700);
    const known = put('known', noteOf(early));
    expect(await restore(...from(log), '--known', known)).toMatchObject({ status: 1, stderr: expect.stringContaining('--allow-ahead') });
    expect(await restore(...from(log), '--known', known, '--allow-ahead')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('300 entries more'),
    });
    put('log/checkpoint', noteOf(early));
    expect(await check(log)).toMatchObject({ ok: true, checkpoint: { size: 700 } });
    for (const path of ['tile/0/002.p/188', 'tile/1/000.p/2', 'tile/entries/002.p/188'])
      expect(new Uint8Array(readFileSync(join(folder, 'log', path))), path).toEqual(early.files.get(path));
  });

  it('answers 2 when it was asked wrongly, or the mirror’s files are not what it says', async () => {
    const log = await logOfSize(600);
    const known = put('known', noteOf(log));
    mirror.files = new Map([...log.files].filter(([path]) => path !== 'tile/entries/001'));
    expect(await restore(...from(log), '--known', known)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('lacks tile/entries/001'),
    });
    expect((await restore('--from', mirror.url)).status).toBe(2);
    expect((await restore('--key', log.vkey)).status).toBe(2);
    expect((await restore(...from(log), '--known', join(folder, 'none'))).status).toBe(2);
    expect((await restore('--help')).status).toBe(0);
  });
});
