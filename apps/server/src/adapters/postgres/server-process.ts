import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../../ports/refused.ts';
import type { Account } from './account.ts';
import { serverArguments } from './settings.ts';

export interface ServerPlan {
  readonly program: string;
  readonly clusterDir: string;
  readonly socketDir: string;
  readonly logFile: string;
  readonly account: Account;
  readonly isThrowaway: boolean;
}

export interface ServerProcess {
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

/** A socket's path may have 107 bytes at most, so a deep folder's socket goes to a short one. */
export async function prepareSocketDir(clusterDir: string, account: Account): Promise<string> {
  const beside = `${clusterDir}.socket`;
  const short = path.join(tmpdir(), `yinzheng-${createHash('sha256').update(clusterDir).digest('hex').slice(0, 16)}`);
  const dir = Buffer.byteLength(beside) < 85 ? beside : short;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { uid, mode } = await stat(dir);
  if (![account.uid, process.getuid?.()].includes(uid) || (mode & 0o077) !== 0) {
    throw new Refused('data/not-writable', { path: dir, detail: `uid ${uid}, mode ${(mode & 0o777).toString(8)}` });
  }
  if (account.uid !== undefined) await chown(dir, account.uid, account.gid);
  return dir;
}

/** The log's last lines, for a refusal that says what is wrong. */
export const lastLines = async (log: string): Promise<string> =>
  (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-6).join('\n');

const hasEnded = (server: ChildProcess) => server.exitCode !== null || server.signalCode !== null || server.pid === undefined;

/** Line 1 of the lock file is the server's pid, line 8 its state; an older server's file may still be there. */
async function isReady(clusterDir: string, pid: number | undefined): Promise<boolean> {
  const lines = (await readFile(path.join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

async function launch({ program, clusterDir, socketDir, logFile, account, isThrowaway }: ServerPlan): Promise<ServerProcess | null> {
  const log = await open(logFile, 'w', 0o600);
  // A group of its own: Ctrl-C in the terminal reaches us, and we stop it when nothing needs it any more.
  const server = spawn(program, ['-D', clusterDir, ...serverArguments(socketDir, isThrowaway)], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
  });
  const exited = once(server, 'exit').catch(() => undefined);
  await log.close();
  while (!(await isReady(clusterDir, server.pid))) {
    if (hasEnded(server)) return null;
    await sleep(20);
  }
  server.unref();
  return {
    exited,
    async stop() {
      if (!hasEnded(server)) server.kill('SIGINT');
      const crashStop = setTimeout(() => server.kill('SIGQUIT'), 30_000);
      server.ref();
      await exited;
      clearTimeout(crashStop);
    },
  };
}

/** Starts the server and waits until it answers. Workers of a killed server may hold its memory for a moment more: then tries again. */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  for (let attempt = 0; ; attempt++) {
    const server = await launch(plan);
    if (server) return server;
    const detail = await lastLines(plan.logFile);
    if (/No space left on device/.test(detail)) throw new Refused('data/disk-full', { path: plan.clusterDir, freeMiB: 0, neededMiB: 64 });
    if (attempt >= 20 || !/is still in use|lock file ".*" already exists/.test(detail)) {
      throw new Refused('database/did-not-start', { detail, log: plan.logFile });
    }
    await sleep(500);
  }
}
