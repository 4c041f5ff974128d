import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { problem } from '@yinzheng/contract';
import { type Bilingual, both, chooseLanguages } from '../language.ts';
import { plain, type Terminal } from '../terminal.ts';
import { folderFor } from './out-folder.ts';
import { isFolder, notThere, OwnRefusal, sentence, troubleOf, unreadable } from './problems.ts';
import { openSampleTown, type SampleTown } from './sample-town.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { stampDocument } from './stamp-document.ts';

const MAX_FILE_MIB = 64;
const INTERRUPTED = 130;
const USAGE = both(
  '用法：npm run try -- 文件.pdf [更多文件] [--out out]\n  在一套全新的系统上走完一份文件的全过程：申请、审批、授权、用印、存证。',
  'Usage: npm run try -- FILE.pdf [more files] [--out out]\n  The whole path of a document on a fresh system: ask, approve, authorise, use, prove.',
);

/**
 * `yinzheng try`: stamps the user’s own files on a fresh embedded system with an emulated machine, and leaves the evidence.
 * 0 when every file came through, 1 when one did not, 2 for wrong usage, 130 when it was interrupted.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const languages = chooseLanguages(undefined, terminal.env);
  const say = (text: Bilingual): void => terminal.print(languages.map((language) => text[language]).join('  ·  '));
  const options = readArguments(args);
  if (options.files.length === 0 || options.help) {
    for (const language of languages) terminal.print(USAGE[language]);
    return options.help ? 0 : 2;
  }

  // npm runs scripts in the project's folder; what the user typed is relative to where they stood.
  const from = path.resolve(terminal.env.INIT_CWD ?? process.cwd());
  const dataDir = await mkdtemp(path.join(tmpdir(), 'yinzheng-try-'));
  const { signal, release } = untilInterrupted(() => say(both('\n正在停止…', 'Stopping…')));
  let server: ServerProcess | null = null;
  try {
    say(both('正在准备一套全新的系统…', 'Preparing a fresh system…'));
    server = await startServerProcess({ dataDir, withMachine: true, isThrowaway: true, signal });
    const isClean = await tryFiles(server, { ...options, from, out: path.resolve(from, options.out), signal }, terminal, say);
    return signal.aborted ? INTERRUPTED : isClean ? 0 : 1;
  } catch (cause) {
    if (signal.aborted) return INTERRUPTED;
    terminal.complain(cause instanceof Error ? cause.message : String(cause)); // the server explained itself, in both languages
    return 1;
  } finally {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    release();
  }
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string', default: 'out' }, help: { type: 'boolean', short: 'h', default: false } },
    });
    return { ...values, files: positionals };
  } catch {
    return { out: 'out', help: false, files: [] };
  }
}

/** The first Ctrl-C (or TERM, or a closed terminal) ends the work in order; after a second one the server cleans up by itself. */
function untilInterrupted(onFirst: () => void) {
  const controller = new AbortController();
  const stop = (): void => {
    release();
    onFirst();
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const release = (): void => {
    for (const name of signals) process.off(name, stop);
  };
  for (const name of signals) process.on(name, stop);
  return { signal: controller.signal, release };
}

interface Trial {
  readonly files: readonly string[];
  readonly from: string;
  readonly out: string;
  readonly signal: AbortSignal;
}

/** Each file for itself: one that is refused does not keep the others. True when all came through. */
async function tryFiles(server: ServerProcess, it: Trial, terminal: Terminal, say: (text: Bilingual) => void): Promise<boolean> {
  const town = await openSampleTown(server.url);
  const taken = new Set<string>();
  let isClean = true;
  for (const name of it.files) {
    if (it.signal.aborted) break;
    terminal.print(`\n▶ ${plain(name)}`);
    try {
      await tryFile(server, town, path.resolve(it.from, name), it, taken, say);
    } catch (cause) {
      isClean = false;
      if (!it.signal.aborted) say(sentence(troubleOf(cause)));
    }
  }
  town.close();
  return isClean;
}

async function tryFile(
  server: ServerProcess,
  town: SampleTown,
  file: string,
  { from, out, files }: Trial,
  taken: Set<string>,
  say: (text: Bilingual) => void,
): Promise<void> {
  const bytes = await readUpload(file);
  const folder = await folderFor(out, { source: file, isOnly: files.length === 1, taken });
  await stampDocument(server, town, { file, bytes, folder, shown: path.relative(from, folder) || '.' }, say);
}

async function readUpload(file: string): Promise<Uint8Array> {
  const name = path.basename(file);
  const found = await stat(file).catch(() => null);
  if (!found) throw notThere(name);
  if (!found.isFile()) throw isFolder(name);
  if (found.size > MAX_FILE_MIB * 2 ** 20) throw new OwnRefusal(problem('upload/too-large', { file: name, limitMiB: MAX_FILE_MIB }, name));
  return readFile(file).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
}
