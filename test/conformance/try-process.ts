import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const PROGRAM = path.join(ROOT, 'apps/cli/src/main.ts');
export const SAMPLES = path.join(ROOT, 'samples/documents');

/** `yinzheng try` under way, in a world of its own: what it leaves anywhere can be told apart. */
export interface TryProcess {
  readonly folder: string;
  /** Everything said so far. */
  readonly lines: readonly string[];
  /** Resolves when a line with this text came; rejects when the process ended before. */
  said(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Files in the temporary folder, and living processes of this run. */
  leftovers(): readonly string[];
  remove(): void;
}

export async function startTry(args: readonly string[]): Promise<TryProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yinzheng-conformance-'));
  const temporary = mkdtempSync(path.join(folder, 'tmp-'));
  for (const it of [folder, temporary]) await chmod(it, 0o711); // PostgreSQL may run under an account of its own
  const env = { ...process.env, TMPDIR: temporary, INIT_CWD: folder, LANG: 'C', LC_ALL: '' };
  const child = spawn(process.execPath, [PROGRAM, 'try', ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      for (const watch of watchers) watch();
    });
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    folder,
    lines,
    said: (text) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const watch = (): void => void (lines.some((line) => line.includes(text)) && resolve());
      watchers.add(watch);
      watch();
      void ended.then((how) => reject(new Error(`ended (${how}) without saying ${text}:\n${lines.join('\n')}`)));
      return promise.finally(() => watchers.delete(watch));
    },
    kill: (signal) => void child.kill(signal),
    ended,
    leftovers: () => [...readdirSync(temporary), ...processesOf(temporary)],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Processes whose command or environment names the folder; none where there is no /proc. */
function processesOf(folder: string): readonly string[] {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return ''; // gone, or not ours
    }
  };
  let pids: readonly string[] = [];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // not Linux
  }
  return pids
    .filter((pid) => `${read(`/proc/${pid}/cmdline`)}${read(`/proc/${pid}/environ`)}`.includes(folder))
    .map((pid) => `process ${pid}`);
}
