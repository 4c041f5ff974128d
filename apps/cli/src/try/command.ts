import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Problem, problem } from '@yinzheng/contract';
import { ApiRefusal } from '../api/client.ts';
import { type Bilingual, both, chooseLanguages } from '../language.ts';
import { plain, type Terminal } from '../terminal.ts';
import { MachineRefusal } from './operate-machine.ts';
import { openSampleTown, type SampleTown } from './sample-town.ts';
import { startServerProcess } from './server-process.ts';
import { stampDocument } from './stamp-document.ts';

const MAX_FILE_MIB = 64;
const USAGE = both(
  '用法：npm run try -- 文件.pdf [更多文件] [--out out]\n  在一套全新的系统上走完一份文件的全过程：申请、审批、授权、用印、存证。',
  'Usage: npm run try -- FILE.pdf [more files] [--out out]\n  The whole path of a document on a fresh system: ask, approve, authorise, use, prove.',
);

/** `yinzheng try`: stamps the user’s own files on a fresh embedded system with an emulated machine, and leaves the evidence. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const languages = chooseLanguages(undefined, terminal.env);
  const say = (text: Bilingual): void => terminal.print(languages.map((language) => text[language]).join('  ·  '));
  const { values, positionals } = readArguments(args);
  if (positionals.length === 0 || values.help) {
    for (const language of languages) terminal.print(USAGE[language]);
    return values.help ? 0 : 2;
  }

  // npm runs scripts in the project's folder; what the user typed is relative to where they stood.
  const from = terminal.env.INIT_CWD ?? process.cwd();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'yinzheng-try-'));
  const unhook = onInterrupt(() => rm(dataDir, { recursive: true, force: true }));
  let failures = 0;
  try {
    say(both('正在准备一套全新的系统…', 'Preparing a fresh system…'));
    const server = await startServerProcess({ dataDir, withMachine: true });
    try {
      const town = await openSampleTown(server.url);
      for (const file of positionals) {
        terminal.print('');
        say(both(`▶ ${plain(file)}`, plain(file)));
        failures += (await tryFile(
          server,
          town,
          { file: path.resolve(from, file), out: path.resolve(from, values.out), isOnly: positionals.length === 1 },
          say,
        ))
          ? 0
          : 1;
      }
      town.close();
    } finally {
      await server.stop();
    }
  } finally {
    unhook();
    await rm(dataDir, { recursive: true, force: true });
  }
  return failures === 0 ? 0 : 1;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string', default: 'out' }, help: { type: 'boolean', default: false } },
    });
  } catch {
    return { values: { out: 'out', help: false }, positionals: [] };
  }
}

/** Ctrl-C on the way leaves nothing behind. */
function onInterrupt(clean: () => Promise<void>): () => void {
  const stop = (): void => void clean().finally(() => process.exit(130));
  process.once('SIGINT', stop);
  return () => process.off('SIGINT', stop);
}

type Say = (text: Bilingual) => void;

async function tryFile(
  server: { readonly screen: string; readonly logKey: string },
  town: SampleTown,
  it: { readonly file: string; readonly out: string; readonly isOnly: boolean },
  say: Say,
): Promise<boolean> {
  try {
    await stampDocument(server, town, { ...it, bytes: await readUpload(it.file) }, say);
    return true;
  } catch (cause) {
    const refused = problemOf(cause, it.file);
    say(both(`  ✗ ${plain(refused.message.zh)}${refused.todo.zh}`, `${plain(refused.message.en)} ${refused.todo.en}  [${refused.code}]`));
    return false;
  }
}

class Unreadable extends Error {
  readonly problem: Problem;
  constructor(refused: Problem) {
    super(refused.code);
    this.problem = refused;
  }
}

async function readUpload(file: string): Promise<Uint8Array> {
  const name = path.basename(file);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Unreadable(problem('upload/none', {}, name));
  if (found.size > MAX_FILE_MIB * 2 ** 20) throw new Unreadable(problem('upload/too-large', { file: name, limitMiB: MAX_FILE_MIB }, name));
  return readFile(file);
}

function problemOf(cause: unknown, file: string): Problem {
  if (cause instanceof ApiRefusal || cause instanceof MachineRefusal || cause instanceof Unreadable) return cause.problem;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return {
    ...problem('server/unexpected', { incident: path.basename(file) }),
    message: both(`意外错误：${detail}`, `Something unexpected: ${detail}`),
  };
}
