import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Policy, parsePolicy } from '@yinzheng/ledger';
import { startWitness, type WitnessProcess } from './witness-process.ts';

const NAMES = ['w1.example', 'w2.example', 'w3.example'] as const;

/** Three witnesses of a log as three processes, of whom two are enough. */
export interface ThreeWitnesses {
  readonly policy: Policy;
  /** By its number from 0. */
  kill(which: number): Promise<void>;
  /** Back at its old address, with its key and its memory. */
  restart(which: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startThreeWitnesses(logKey: string): Promise<ThreeWitnesses> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yinzheng-three-'));
  const args = ['--log', logKey];
  const running: WitnessProcess[] = await Promise.all(NAMES.map((name) => startWitness({ name, data: path.join(folder, name), args })));
  const policy = parsePolicy(
    [
      `log ${logKey}`,
      ...running.map(({ vkeys, url }, at) => `witness ${NAMES[at]} ${vkeys[0]} ${url}`),
      `group all ${NAMES.length - 1} ${NAMES.join(' ')}`,
      'quorum all\n',
    ].join('\n'),
  );
  if (!policy.ok) throw new Error(JSON.stringify(policy.params));
  const at = (which: number): WitnessProcess => running[which] as WitnessProcess;
  return {
    policy: policy.value,
    kill: async (which) => void (await at(which).kill('SIGKILL')),
    async restart(which) {
      const name = NAMES[which] as string;
      running[which] = await startWitness({ name, data: path.join(folder, name), args, port: Number(new URL(at(which).url).port) });
    },
    async stop() {
      await Promise.all(running.map((it) => it.kill('SIGKILL')));
      rmSync(folder, { recursive: true });
    },
  };
}
