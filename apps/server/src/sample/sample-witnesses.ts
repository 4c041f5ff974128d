import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Policy, parsePolicy } from '@yinzheng/ledger';
import type { Keyring } from '../ports/keyring.ts';
import { endProcess } from './end-process.ts';

/** Who might witness a town's ledger: two neighbouring cities and a newspaper. */
const NAMES = ['witness.lishui.example', 'witness.taizhou.example', 'witness.daily.example'] as const;
const QUORUM = 2;

const PROGRAM = path.resolve(import.meta.dirname, '../../../cli/src/main.ts');
const READY_WITHIN_MS = 30_000;
/** Killed by whoever wants to see what happens without it, it stays away long enough to be missed. */
const AWAY_MS = 15_000;

interface Running {
  readonly url: string;
  readonly vkey: string;
}

export interface SampleWitnesses {
  /** The log's keys as they are now: a new one is no stranger to the witnesses when it begins to sign. */
  readonly know: (keys: Pick<Keyring, 'log'>) => void;
  /** The log's policy, once all of them answer. */
  readonly policy: Promise<Policy>;
  readonly stop: () => Promise<void>;
}

/** Runs `yinzheng witness` three times, each with its own key and state under the data folder. */
export function startSampleWitnesses(data: string, keys: Pick<Keyring, 'log'>): SampleWitnesses {
  const folder = path.join(data, 'witnesses');
  const logs = path.join(folder, 'logs');
  let known = '';
  const know = ({ log }: Pick<Keyring, 'log'>): boolean => {
    const lines = log.map(({ vkey }) => `log ${vkey}\n`).join('');
    if (lines === known) return false;
    known = lines;
    writeFileSync(logs, lines, { mode: 0o600 });
    return true;
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  know(keys);
  const started = NAMES.map((name) => startWitness(path.join(folder, name), name, logs));
  return {
    know: (now) => {
      if (know(now)) for (const { readAgain } of started) readAgain();
    },
    policy: Promise.all(started.map(({ ready }) => ready)).then((running) => policyOf(known, running)),
    stop: async () => {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
}

function policyOf(logs: string, running: readonly Running[]): Policy {
  const lines = [
    ...running.map(({ vkey, url }, at) => `witness ${NAMES[at]} ${vkey} ${url}`),
    `group sample ${QUORUM} ${NAMES.join(' ')}`,
    'quorum sample',
  ];
  const policy = parsePolicy(`${logs}${lines.join('\n')}\n`);
  if (!policy.ok) throw new Error(`the sample's policy is wrong at line ${policy.params?.line}`);
  return policy.value;
}

function startWitness(folder: string, name: string, logs: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let child = launch(folder, name, logs, 0);
  let isStopping = false;
  let back: NodeJS.Timeout | undefined;
  const ready = readyLine(child, name);
  const watch = (it: ChildProcess, port: number): void =>
    void it.once('exit', (_code, signal) => {
      if (isStopping || signal !== 'SIGKILL') return;
      back = setTimeout(() => {
        child = launch(folder, name, logs, port);
        watch(child, port);
      }, AWAY_MS);
    });
  ready.then(({ url }) => watch(child, Number(new URL(url).port))).catch(() => {}); // the caller hears of it through `ready`
  return {
    ready,
    readAgain: () => void child.kill('SIGHUP'),
    async stop(): Promise<void> {
      isStopping = true;
      clearTimeout(back);
      await endProcess(child);
    },
  };
}

function launch(folder: string, name: string, logs: string, port: number): ChildProcess {
  const log = openSync(path.join(folder, 'log'), 'a', 0o600);
  try {
    return spawn(
      process.execPath,
      [PROGRAM, 'witness', '--name', name, '--data', folder, '--logs', logs, '--port', String(port), '--with-parent'],
      { stdio: ['pipe', 'pipe', log], detached: true }, // as the sample's machine: its pipe closes with us, and we stop it in order
    );
  } finally {
    closeSync(log);
  }
}

async function readyLine(child: ChildProcess, name: string): Promise<Running> {
  const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the sample's witness ${name} ended (exit ${code})`)));
  died.catch(() => {}); // once it is ready, its end shows in the checkpoints
  const late = new Promise<never>((_, reject) =>
    setTimeout(reject, READY_WITHIN_MS, new Error(`the sample's witness ${name} did not start`)).unref(),
  );
  const ready = new Promise<Running>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const { url, vkeys } = JSON.parse(line) as { readonly url: string; readonly vkeys: readonly [string] };
      resolve({ url, vkey: vkeys[0] });
    });
  });
  return Promise.race([ready, died, late]);
}
