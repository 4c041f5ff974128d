import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../apps/cli/src/export/command.ts';
import type { SampleLog } from '../arbitraries/log.ts';

/** What a command said, and its exit code. */
export interface Said {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Writes a log's files into a folder of its own, with its key beside them as verifiers look for it. The caller removes it. */
export async function logFolder({ files, vkey }: Pick<SampleLog, 'files' | 'vkey'>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yinzheng-log-'));
  for (const [name, bytes] of [...files, ['log.vkey', Buffer.from(`${vkey}\n`)] as const]) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  return folder;
}

/** `yinzheng export`, in this process. */
export async function exportArchive(...args: readonly string[]): Promise<Said> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await run(args, { env: { LANG: 'en_GB.UTF-8' }, print: say, complain: say });
  return { code, lines };
}

/** Every file of a folder, by its path with slashes. */
export async function filesOf(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const it of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!it.isFile()) continue;
    const file = path.join(it.parentPath, it.name);
    files.set(path.relative(folder, file).replaceAll(path.sep, '/'), await readFile(file));
  }
  return files;
}
