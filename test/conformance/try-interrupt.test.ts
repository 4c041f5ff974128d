import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SAMPLES, startTry, type TryProcess } from './try-process.ts';

const CONTRACT = path.join(SAMPLES, 'repair-contract.pdf');
/** The sleeve is open, the first sheet is about to be laid. */
const IN_USE = 'opens the sleeve';
const GONE_WITHIN_MS = 30_000;
const WITHIN_MS = 180_000;

async function untilNothingIsLeft(tried: TryProcess): Promise<void> {
  for (const began = Date.now(); tried.leftovers().length > 0 && Date.now() - began < GONE_WITHIN_MS; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(tried.leftovers()).toEqual([]);
}

it(
  'Ctrl-C in the middle of a use ends all of it before the command ends, and leaves no evidence that is half done',
  async () => {
    const tried = await startTry([CONTRACT, '--out', 'proof']);
    await tried.said(IN_USE);
    tried.kill('SIGINT');
    expect(await tried.ended).toBe(130);
    expect(tried.leftovers()).toEqual([]);
    expect(existsSync(path.join(tried.folder, 'proof'))).toBe(false);
    expect(tried.lines.join('\n')).not.toContain('✗');
    tried.remove();
  },
  WITHIN_MS,
);

it(
  'kill -9 in the middle of a use: server, database and machine end by themselves, and take their data with them',
  async () => {
    const tried = await startTry([CONTRACT, '--out', 'proof']);
    await tried.said(IN_USE);
    tried.kill('SIGKILL');
    expect(await tried.ended).toBe('SIGKILL');
    await untilNothingIsLeft(tried);
    expect(readdirSync(tried.folder).filter((name) => name.startsWith('proof'))).toEqual([]);
    tried.remove();
  },
  WITHIN_MS,
);
