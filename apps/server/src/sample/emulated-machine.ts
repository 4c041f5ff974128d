import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Config } from '../config.ts';
import { endProcess } from './end-process.ts';

export interface EmulatedMachine {
  readonly screenUrl: string;
  readonly stop: () => Promise<void>;
}

const PROGRAM = path.resolve(import.meta.dirname, '../../../machine/src/main.ts');
const READY_WITHIN_MS = 30_000;

/** Runs the seal machine's own program with emulated parts, enrolling it first when it is new. */
export async function startEmulatedMachine(config: Config, takeTicket: () => Promise<unknown>): Promise<EmulatedMachine> {
  const data = path.join(path.resolve(config.data), 'machine');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const ticket = await takeTicket();
  if (ticket) await enrol(data, ticket);
  let child = launch(config, data);
  let isStopping = false;
  const screenUrl = await readyLine(child);
  const watch = (it: ChildProcess): void =>
    void it.once('exit', (_code, signal) => {
      // The panel's power cut kills it without a word; power comes back.
      if (isStopping || signal !== 'SIGKILL') return;
      child = launch(config, data);
      watch(child);
    });
  watch(child);
  return {
    screenUrl,
    stop: () => {
      isStopping = true;
      return endProcess(child);
    },
  };
}

const launch = (config: Config, data: string): ChildProcess =>
  spawn(process.execPath, [PROGRAM, 'run', '--data', data, '--emulate', '--screen-port', String(config.screenPort), '--with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'], // our end of its input closes with us
    detached: true, // Ctrl-C reaches us alone; we stop it in order
  });

async function enrol(data: string, ticket: unknown): Promise<void> {
  const file = path.join(data, 'ticket.json');
  await writeFile(file, JSON.stringify(ticket), { mode: 0o600 });
  const child = spawn(process.execPath, [PROGRAM, 'enrol', file, '--data', data], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  await unlink(file);
  if (code !== 0) throw new Error(`the sample machine could not enrol (exit ${code})`);
}

async function readyLine(child: ChildProcess): Promise<string> {
  const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the sample machine ended (exit ${code})`)));
  died.catch(() => {}); // after it is ready, its end is told by the machine list
  const late = new Promise<never>((_, reject) =>
    setTimeout(reject, READY_WITHIN_MS, new Error('the sample machine did not start')).unref(),
  );
  const ready = new Promise<string>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = line.startsWith('{') ? (JSON.parse(line) as { ready?: boolean; screen?: string }) : {};
      if (said.ready && said.screen) resolve(said.screen);
    });
  });
  return Promise.race([ready, died, late]);
}
