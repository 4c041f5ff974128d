import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Check, type Cosigner, cosigner, fail, pass } from '@yinzheng/ledger';
import { openSeed } from '../seed-file/seed-file.ts';
import { type EvidenceBox, openEvidence } from './evidence.ts';
import { hasMemory, type Memory, openMemory } from './memory.ts';
import type { WitnessOptions } from './options.ts';

/** What a witness keeps: its keys, what it cosigned last, what it refused. */
export interface WitnessFolder {
  readonly cosigners: readonly Cosigner[];
  readonly memory: Memory;
  readonly evidence: EvidenceBox;
}

const KEY_FILES = { cosignature: 'ed25519.key', 'cosignature-ml-dsa-44': 'ml-dsa-44.key' } as const;

/**
 * Opens the folder of a witness, or makes it. Refuses with `cli/bad-seed`, `cli/other-name`, and `cli/no-memory` when there is a key whose
 * past is gone.
 */
export async function openWitnessFolder({ data, name, algorithms }: WitnessOptions): Promise<Check<WitnessFolder>> {
  const folder = path.resolve(data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const hasKey = Object.values(KEY_FILES).some((file) => existsSync(path.join(folder, file)));
  // The memory before the key: a start that is broken off leaves no key without one. A file that is there and empty remembers nothing.
  const memory = hasKey && !hasMemory(folder) ? fail('cli/no-memory', { path: folder }) : openMemory(folder, name, hasKey);
  if (!memory.ok) return memory;
  const cosigners: Cosigner[] = [];
  for (const algorithm of algorithms) {
    const seed = await openSeed(path.join(folder, KEY_FILES[algorithm]));
    if (!seed.ok) {
      memory.value.close();
      return seed;
    }
    cosigners.push(await cosigner(name, seed.value, algorithm));
  }
  return pass({ cosigners, memory: memory.value, evidence: openEvidence(path.join(folder, 'evidence')) });
}
