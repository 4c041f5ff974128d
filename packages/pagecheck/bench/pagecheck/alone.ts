import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { openCheckWorkers, type SheetCheck } from '../../src/mod.ts';
import { costOf } from './cost.ts';

/** What one check worker costs in a process of its own, a page at a time: nothing of the corpus or of the bench is in it. */
export interface Alone {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of the whole process, Node included. */
  readonly peakMiB: number;
}

const LIMITS = { workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1536 };
/** The first check of a process loads models and WebAssembly: it counts for memory, not for time. */
const WARM = 1;

/** Means over the checks given, each once. */
export async function alone(checks: readonly SheetCheck[]): Promise<Alone> {
  const dir = mkdtempSync(join(tmpdir(), 'pagecheck-alone-'));
  try {
    const files = checks.map((_, at) => join(dir, `${at}.bin`));
    checks.forEach((check, at) => {
      writeFileSync(files[at] as string, serialize(check));
    });
    const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, ...files]);
    return JSON.parse(stdout) as Alone;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function measured(files: readonly string[]): Promise<Alone> {
  const workers = openCheckWorkers(LIMITS);
  const run = async (file: string): Promise<void> => void (await workers.checkSheet(deserialize(readFileSync(file)) as SheetCheck));
  for (const file of files.slice(0, WARM)) await run(file);
  const { wallMs, cpuMs } = await costOf(async () => {
    for (const file of files) await run(file);
  });
  await workers.close();
  return { wallMs: wallMs / files.length, cpuMs: cpuMs / files.length, peakMiB: process.resourceUsage().maxRSS / 1024 };
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await measured(process.argv.slice(2))));
