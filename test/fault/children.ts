import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ACTS_OF_A_WRITER, type ChildPlan } from './ledger-child.ts';

export interface Child {
  readonly process: ChildProcess;
  /** Resolves with true when it has said so, with false when it ended before. */
  said(word: 'ack' | 'leads' | 'trap'): Promise<boolean>;
  /** What it said went wrong. */
  readonly errors: readonly string[];
  /** Resolves when it is gone and all it said has been heard. */
  readonly gone: Promise<void>;
}

/** Starts a ledger's process; `acknowledged` gains what it says was committed. */
export function startChild(plan: ChildPlan, acknowledged: Set<number>): Child {
  // Its code is compiled once for all children: starting is most of what a kill costs.
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'yinzheng-fault-cache') };
  const program = path.join(import.meta.dirname, 'ledger-child.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(plan)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const words = new Map<string, PromiseWithResolvers<boolean>>();
  const wordOf = (word: string) => {
    const known = words.get(word) ?? Promise.withResolvers<boolean>();
    words.set(word, known);
    return known;
  };
  const errors: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [word = '', ...rest] = line.split(' ');
    if (word === 'ack') for (let n = 0; n < Number(rest[1]); n += 1) acknowledged.add(Number(rest[0]) + n);
    if (word === 'error') errors.push(rest.join(' '));
    wordOf(word).resolve(true);
  });
  const gone = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(() => {
    for (const word of ['ack', 'leads', 'trap']) wordOf(word).resolve(false);
  });
  return { process: child, said: (word) => wordOf(word).promise, errors, gone };
}

/** Acts of one writer follow one another. */
export const writerOf = (act: number): number => Math.floor(act / ACTS_OF_A_WRITER);
