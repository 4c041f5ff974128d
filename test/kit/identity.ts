import path from 'node:path';
import { sha256, utf8 } from '@yinzheng/ledger';
import type { TownIdentity } from '../../apps/server/src/ports/ports.ts';

/** The town of the samples, as the tests run it. */
export const TOWN: TownIdentity = {
  code: '330381002000',
  name: '瑞安市玉海街道',
  isSample: true,
  rpId: 'localhost',
  publicUrl: 'http://localhost:8420',
  origin: 'yuhai.example/log',
};

export const SAMPLES_DIR = path.resolve(import.meta.dirname, '../../samples/yuhai');

/** The same key for the same name in every run. */
export const seedNamed = (name: string): Uint8Array => sha256(utf8(`yinzheng test ${name}`));

export const OFFICER_SEEDS = [seedNamed('officer a'), seedNamed('officer b')] as const;

/** A body of the sample town with its seal and people; the director approves alone, the secretary may too. */
export const BINJIANG = {
  seal: 'binjiang-committee',
  machine: 'binjiang-01',
  clerk: 'binjiang-clerk',
  custodian: 'binjiang-custodian',
  director: 'binjiang-director',
  secretary: 'binjiang-secretary',
} as const;
