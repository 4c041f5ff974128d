import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OfficeKind } from '@yinzheng/pagecheck';
import { OFFICE_SETTINGS } from './office-settings.ts';

export interface OfficeOptions {
  /** LibreOffice's `soffice`, or a program that takes the same arguments. */
  readonly program: string;
  /** Wall time of one file, and of CPU. */
  readonly timeoutMs: number;
  /** Address space of the program; LibreOffice itself takes about 1 GiB of it. Kept on Linux and macOS only. */
  readonly maxMemoryMiB: number;
  /** Of the PDF. */
  readonly maxBytes: number;
}

export type Converted =
  | { readonly ok: true; readonly pdf: Uint8Array }
  | { readonly ok: false; readonly code: 'upload/damaged' | 'upload/took-too-long' };

export interface OfficeConverter {
  /** One file at a time, the others wait. Never rejects for what a file holds. */
  convert(bytes: Uint8Array, kind: OfficeKind): Promise<Converted>;
  /** Ends what runs. */
  stop(): Promise<void>;
}

/** Looks for LibreOffice on the PATH; null when there is none. */
export async function findOfficeProgram(searchPath: string): Promise<string | null> {
  const names = process.platform === 'win32' ? ['soffice.exe'] : ['soffice', 'libreoffice'];
  for (const folder of searchPath.split(path.delimiter).filter((it) => path.isAbsolute(it))) {
    for (const name of names) if (await isProgram(path.join(folder, name))) return path.join(folder, name);
  }
  return null;
}

export const isProgram = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * Turns strangers' office files into PDF in a process of its own: a new profile each time, macros, links and network off, ended with all
 * its children when it takes too long. The file keeps no name of its own.
 */
export function openOfficeConverter(options: OfficeOptions): OfficeConverter {
  let last: Promise<unknown> = Promise.resolve();
  let running: ChildProcess | null = null;
  const convert = async (bytes: Uint8Array, kind: OfficeKind): Promise<Converted> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'yinzheng-office-'));
    try {
      const input = path.join(folder, `input.${kind}`);
      await writeFile(input, bytes);
      await mkdir(path.join(folder, 'profile', 'user'), { recursive: true });
      await writeFile(path.join(folder, 'profile', 'user', 'registrymodifications.xcu'), OFFICE_SETTINGS);
      const isInTime = await run(options, folder, input, (child) => {
        running = child;
      });
      if (!isInTime) return { ok: false, code: 'upload/took-too-long' };
      const output = path.join(folder, 'input.pdf');
      const size = await stat(output).then(
        (it) => it.size,
        () => 0, // it could not be opened: the program made nothing, whatever it says by its exit code
      );
      if (size > options.maxBytes) return { ok: false, code: 'upload/took-too-long' };
      return size > 0 ? { ok: true, pdf: await readFile(output) } : { ok: false, code: 'upload/damaged' };
    } finally {
      running = null;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  };
  return {
    convert: (bytes, kind) => {
      const next = last.then(() => convert(bytes, kind));
      last = next.catch(() => {}); // its caller hears of it
      return next;
    },
    stop: async () => {
      if (running) end(running);
      await last;
    },
  };
}

/** False when the time was over. */
function run({ program, timeoutMs, maxMemoryMiB }: OfficeOptions, folder: string, input: string, started: (child: ChildProcess) => void) {
  const profile = pathToFileURL(path.join(folder, 'profile')).href;
  const args = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nologo', `-env:UserInstallation=${profile}`];
  args.push('--convert-to', 'pdf', '--outdir', folder, input);
  // The shell only sets limits and becomes the program; what it is given are arguments, never text that it would read.
  const limits = `ulimit -t ${Math.ceil(timeoutMs / 1000)}; ulimit -v ${maxMemoryMiB * 1024}; exec "$0" "$@"`;
  const [command, ...rest] = process.platform === 'win32' ? [program, ...args] : ['/bin/sh', '-c', limits, program, ...args];
  const env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' };
  return new Promise<boolean>((resolve, reject) => {
    const child = spawn(command as string, rest, { cwd: folder, env, stdio: 'ignore', detached: true, windowsHide: true });
    started(child);
    let isInTime = true;
    const clock = setTimeout(() => {
      isInTime = false;
      end(child);
    }, timeoutMs);
    child.on('error', (cause) => {
      clearTimeout(clock);
      reject(cause);
    });
    child.on('exit', () => {
      clearTimeout(clock);
      end(child); // what it left behind
      resolve(isInTime);
    });
  });
}

/** The program and all that it started: they are one group. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause; // ESRCH: nothing of it is left
  }
}
