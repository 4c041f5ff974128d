import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { consistencyProof, tilesOf, toB64 } from '@yinzheng/ledger';
import { afterEach, describe, expect, it } from 'vitest';
import { filler, firstEntries, logOf, type SampleLog } from '../../../../test/arbitraries/log.ts';
import { logNamed } from '../../../../test/arbitraries/town.ts';
import { runCli } from '../../../../test/kit/cli-process.ts';

const folders: string[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

function folderOf(log: SampleLog): string {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-log-'));
  folders.push(folder);
  for (const [path, bytes] of [...log.files, ['log.vkey', Buffer.from(`${log.vkey}\n`)] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

async function verify(...args: readonly string[]) {
  const said = await runCli('verify', ...args);
  return { ...said, last: said.stdout.trimEnd().split('\n').at(-1) };
}

const sample = async (extra = 300): Promise<SampleLog> =>
  logOf([...(await firstEntries()), ...Array.from({ length: extra }, (_, number) => filler(number))]);

describe('yinzheng verify, given a whole log', () => {
  it('says that a true one is whole, offline, and which key it trusted', async () => {
    const log = await sample();
    const { status, stdout, stderr, last } = await verify(folderOf(log));
    expect({ status, stderr, last }).toEqual({
      status: 0,
      stderr: '',
      last: `Result: the log is whole and gap-free, ${log.entries.length} entries.`,
    });
    expect(stdout).toContain('beside the log');
    expect(stdout).toContain('request.decided 2');
  });

  it('names the file and the byte, the entry, and the reason, in both languages and for programs', async () => {
    const log = await sample();
    const folder = folderOf(log);
    const tile = readFileSync(join(folder, 'tile/0/000'));
    tile[77] = (tile[77] ?? 0) ^ 4;
    writeFileSync(join(folder, 'tile/0/000'), tile);
    unlinkSync(join(folder, `tile/entries/001.p/${log.entries.length - 256}`));
    const english = await verify(folder);
    expect(english.status).toBe(1);
    expect(english.stdout).toContain('✗ The tile tile/0/000 differs, from byte 77 on, from what the entries below it hash to');
    expect(english.stdout).toContain('log/missing-file');
    expect((await verify(folder, '--lang', 'zh')).stdout).toContain('树块 tile/0/000 从第 77 字节起');
    const { ok, report } = JSON.parse((await verify(folder, '--json')).stdout);
    expect(ok).toBe(false);
    expect(report.problems[0]).toMatchObject({ code: 'log/tile-wrong', path: 'tile/0/000', byte: 77 });
  });

  it('trusts only whom it is told to trust, and the founding', async () => {
    const folder = folderOf(await sample(3));
    const stranger = (await logNamed('yuhai.example/other')).vkey;
    expect(await verify(folder, '--key', stranger)).toMatchObject({ status: 1, stdout: expect.stringContaining('note/unsigned') });
    expect(await verify(folder, '--founding', '0'.repeat(64))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('receipt/other-founding'),
    });
    unlinkSync(join(folder, 'log.vkey'));
    expect(await verify(folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('--policy') });
  });

  it('reads it from a server too, and says so when none answers', async () => {
    const log = await sample();
    const server = createServer((request, response) => {
      const bytes = log.files.get((request.url ?? '').slice('/log/'.length));
      response.writeHead(bytes ? 200 : 404).end(bytes);
    });
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
    expect(await verify(url, '--key', log.vkey, '--signatures', 'roster')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('only the roster’s'),
    });
    expect(await verify(url)).toMatchObject({ status: 2, stderr: expect.stringContaining('--key') });
    log.files.delete('tile/entries/000');
    expect(await verify(url, '--key', log.vkey)).toMatchObject({ status: 1, stdout: expect.stringContaining('tile/entries/000') });
    expect(await verify('http://127.0.0.1:1/log', '--key', log.vkey)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('127.0.0.1:1'),
    });
  });
});

describe('yinzheng verify, given two checkpoints', () => {
  async function pair() {
    const log = await sample();
    const early = await logOf(log.entries.slice(0, 100));
    const folder = folderOf(log);
    writeFileSync(join(folder, 'early'), early.files.get('checkpoint') ?? '');
    return { log, folder, early: join(folder, 'early'), late: join(folder, 'checkpoint') };
  }

  it('says that the log only grew, by its tiles or by a proof, in either order', async () => {
    const { log, folder, early, late } = await pair();
    const result = `Result: the log grew from 100 to ${log.entries.length} entries and changed nothing.`;
    expect(await verify(early, late)).toMatchObject({ status: 0, last: result });
    expect(await verify(late, early, '--log', folder)).toMatchObject({ status: 0, last: result });
    expect((await verify(late, late)).last).toBe('Result: both are the same checkpoint.');
    const proof = (await consistencyProof(100, log.entries.length, tilesOf(log.source))).map((hash) => `${toB64(hash)}\n`);
    writeFileSync(join(folder, 'proof'), proof.join(''));
    expect(await verify(early, late, '--proof', join(folder, 'proof'))).toMatchObject({ status: 0, last: result });
    writeFileSync(join(folder, 'proof'), proof.slice(1).join(''));
    expect(await verify(early, late, '--proof', join(folder, 'proof'))).toMatchObject({ status: 1 });
  });

  it('calls two histories a fork, and the files the evidence', async () => {
    const { log, folder, late } = await pair();
    const branch = await logOf(log.entries.slice(0, 200).toSpliced(150, 1, filler(1_000_000)));
    const other = join(folder, 'other');
    writeFileSync(other, branch.files.get('checkpoint') ?? '');
    const { status, stdout, last } = await verify(other, late);
    expect(status).toBe(1);
    expect(stdout).toContain('whose first 200 entries differ');
    expect(last).toMatch(/has FORKED.*other and .*checkpoint/);
  });

  it('asks for the tiles when it lacks them, and takes no others', async () => {
    const { log, folder, early, late } = await pair();
    const path = `tile/0/001.p/${log.entries.length - 256}`;
    const tile = readFileSync(join(folder, path));
    writeFileSync(
      join(folder, path),
      tile.map((byte) => byte ^ 1),
    );
    expect(await verify(early, late)).toMatchObject({ status: 2, stderr: expect.stringContaining('is no tile of the later checkpoint') });
    unlinkSync(join(folder, path));
    expect(await verify(early, late)).toMatchObject({ status: 2, stderr: expect.stringContaining('--log') });
    writeFileSync(early, 'no checkpoint');
    expect(await verify(early, late)).toMatchObject({ status: 1, stdout: expect.stringContaining('note/malformed') });
    expect((await verify(early, join(folder, 'none'))).status).toBe(2);
  });
});
