import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { logOf, machineRecords, recordEntry, rosterEntries } from '../../arbitraries/log.ts';
import { town } from '../../arbitraries/town.ts';
import { residentMiB } from '../process-figures.ts';
import type { LedgerStand } from './ledger-stand.ts';

const CLI = path.resolve(import.meta.dirname, '../../../apps/cli/src/main.ts');

/** The log as it was under one checkpoint, as a folder of its files: what an outsider has. */
export async function folderAt(stand: LedgerStand, it: { readonly size: number; readonly note: string }): Promise<string> {
  const folder = path.join(stand.scratchDir, `at-${it.size}`);
  await mkdir(folder);
  await writeFile(path.join(folder, 'checkpoint'), it.note);
  await symlink(path.join(stand.logDir, 'tile'), path.join(folder, 'tile'));
  return folder;
}

export interface Checked {
  readonly entries: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly peakResidentMiB: number;
}

/** `yinzheng verify FOLDER` as its own process: every tile, bundle and entry, the roster, the journals; `all`: every signature too. */
export async function checkWhole(folder: string, vkey: string, signatures: 'all' | 'roster'): Promise<Checked> {
  const began = performance.now();
  const { text, peakResidentMiB } = await yinzheng(['verify', folder, '--key', vkey, '--signatures', signatures, '--json']);
  const seconds = (performance.now() - began) / 1_000;
  const entries = Number(/"size": (\d+)/.exec(text)?.[1]);
  return { entries, seconds, perSecond: entries / seconds, peakResidentMiB };
}

/** `yinzheng mirror --once` as its own process: fetches the log over HTTP, checks it, keeps it durably. */
export async function copyWhole(stand: LedgerStand, folder: string): Promise<Checked> {
  const server = createServer((request, response) => {
    const file = createReadStream(path.join(folder, request.url ?? ''));
    file.on('error', () => response.writeHead(404).end()).pipe(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const data = path.join(stand.scratchDir, 'mirror');
  const began = performance.now();
  const { peakResidentMiB } = await yinzheng([
    'mirror',
    '--log',
    stand.vkey,
    url,
    '--data',
    data,
    '--name',
    'mirror.example/bench',
    '--once',
  ]);
  const seconds = (performance.now() - began) / 1_000;
  server.close();
  const entries = Number(/^[^\n]+\n(\d+)\n/.exec(await readFile(path.join(folder, 'checkpoint'), 'utf8'))?.[1]);
  await rm(data, { recursive: true });
  return { entries, seconds, perSecond: entries / seconds, peakResidentMiB };
}

/** A log in which everything is truly signed, to see what the signatures cost. */
export async function signedLog(stand: LedgerStand, count: number): Promise<{ readonly folder: string; readonly vkey: string }> {
  const records = await machineRecords(await town(), count);
  const { files, vkey } = await logOf([...(await rosterEntries()), ...records.map(recordEntry)]);
  const folder = path.join(stand.scratchDir, 'signed');
  for (const [name, bytes] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  return { folder, vkey };
}

/** Runs the command line as anyone would; throws with what it said unless it answers 0. */
async function yinzheng(args: readonly string[]): Promise<{ readonly text: string; readonly peakResidentMiB: number }> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [text, said] = ['', ''];
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  let peakResidentMiB = 0;
  const watch = setInterval(async () => {
    const now = await residentMiB(child.pid ?? 0).catch(() => 0); // it may just have ended
    peakResidentMiB = Math.max(peakResidentMiB, now);
  }, 100);
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  clearInterval(watch);
  if (code !== 0) throw new Error(`yinzheng ${args.join(' ')} answered ${code}\n${text.slice(-2_000)}${said.slice(-2_000)}`);
  return { text, peakResidentMiB };
}
