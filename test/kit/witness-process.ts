import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { formatAddCheckpoint } from '@yinzheng/ledger';
import type { GrowingLog } from '../arbitraries/growing-log.ts';

export interface WitnessProcess {
  readonly url: string;
  readonly vkeys: readonly string[];
  readonly pid: number;
  /** Everything it said so far. */
  readonly lines: readonly string[];
  /** Resolves with the exit code or the signal that ended it. */
  kill(signal?: NodeJS.Signals): Promise<number | string>;
  hangUp(): void;
}

const PROGRAM = path.resolve(import.meta.dirname, '../../apps/cli/src/main.ts');

/** `yinzheng witness` as its own process; it ends with this one. */
export async function startWitness(it: {
  readonly name: string;
  readonly data: string;
  readonly args: readonly string[];
  readonly port?: number;
}): Promise<WitnessProcess> {
  const args = [PROGRAM, 'witness', '--name', it.name, '--data', it.data, '--port', String(it.port ?? 0), '--with-parent', ...it.args];
  const child: ChildProcess = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const lines: string[] = [];
  const ready = new Promise<{ url: string; vkeys: string[] }>((resolve) => {
    for (const input of [child.stdout, child.stderr])
      if (input)
        createInterface({ input }).on('line', (line) => {
          lines.push(line);
          if (line.startsWith('{"ready"')) resolve(JSON.parse(line));
        });
  });
  const early = ended.then((how) => Promise.reject(new Error(`the witness ended (${how}):\n${lines.join('\n')}`)));
  early.catch(() => {});
  const { url, vkeys } = await Promise.race([ready, early]);
  return {
    url,
    vkeys,
    pid: child.pid ?? 0,
    lines,
    kill(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
    hangUp: () => void child.kill('SIGHUP'),
  };
}

/** What one call got. */
export interface WitnessReply {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly headers: Headers;
}

export async function postCheckpoint(url: string, body: string, headers: Record<string, string> = {}): Promise<WitnessReply> {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body, headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text(), headers: response.headers };
}

/** The call that moves a witness from one size of a log to another. */
export const callOf = async (log: GrowingLog, old: number, size: number): Promise<string> =>
  formatAddCheckpoint({ old, proof: await log.proof(old, size), checkpoint: await log.note(size) });
