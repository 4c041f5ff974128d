import { readFile } from 'node:fs/promises';
import { type Check, fail, type NoteKey, pass } from '@yinzheng/ledger';
import { type Bilingual, both, chooseLanguages, type Language } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import { wrongUsage } from '../usage.ts';
import { openWitnessFolder, type WitnessFolder } from './folder.ts';
import { describeSelf } from './introduce.ts';
import { openMetrics } from './metrics.ts';
import { readOptions, USAGE, type WitnessOptions } from './options.ts';
import { describeRefusal } from './problems.ts';
import { openRate } from './rate.ts';
import { createService } from './service.ts';
import { parseLogKey, parseLogsFile, type TrustedLogs, trustLogs } from './trusted-logs.ts';

const STOPPED = 0;
const FAILED = 1;
const NOT_ASKED = 2;

/** `yinzheng witness`: one witness as one process, until it is told to stop. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const read = readOptions(args);
  const languages = chooseLanguages((read.ok && read.value?.lang) || undefined, terminal.env);
  const complain = (text: Bilingual): void => {
    for (const language of languages) terminal.complain(text[language]);
  };
  if (!read.ok) {
    complain(wrongUsage(read, USAGE));
    return NOT_ASKED;
  }
  if (!read.value) {
    for (const language of languages) terminal.print(USAGE[language]);
    return STOPPED;
  }
  const options = read.value;
  const logs = await readLogs(options);
  const folder = logs.ok ? await openWitnessFolder(options) : logs;
  if (!logs.ok || !folder.ok) {
    if (!folder.ok) complain(describeRefusal(folder));
    return logs.ok ? FAILED : NOT_ASKED;
  }
  const say = (text: Bilingual): void =>
    terminal.complain(`${new Date().toISOString()} ${languages.map((language) => text[language]).join(' · ')}`);
  try {
    await serve(options, folder.value, logs.value, { say, languages, print: terminal.print });
    return STOPPED;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    complain(both(`见证方停止了：${detail}`, `The witness ended: ${detail}`));
    return FAILED;
  } finally {
    folder.value.memory.close();
  }
}

interface Voice {
  /** A line of the log. */
  readonly say: (text: Bilingual) => void;
  readonly print: (line: string) => void;
  readonly languages: readonly Language[];
}

async function serve(options: WitnessOptions, folder: WitnessFolder, first: TrustedLogs, { say, print, languages }: Voice): Promise<void> {
  let logs = first;
  let url = options.url ?? '';
  const monotonicMs = () => performance.now();
  const parts = { ...folder, logs: () => logs };
  const about = (): string => describeSelf(folder, logs, url, languages);
  const service = createService({
    ...parts,
    metrics: openMetrics(parts),
    perLog: openRate(options.perLog, monotonicMs),
    perAddress: openRate(options.perAddress, monotonicMs),
    isBehindProxy: options.isBehindProxy,
    now: () => new Date(),
    about: () => `${about()}\n`,
    onEvidence: (kind, origin, size, file) => {
      const kept = file === null ? both('证据先前已保存', 'kept before') : both(`证据在 ${file}`, `evidence in ${file}`);
      say(
        kind === 'fork'
          ? both(
              `‼ 账本分叉：${origin} 在 ${size} 条处签了两个树根，${kept.zh}`,
              `‼ FORK: ${origin} signed two roots at ${size}; ${kept.en}`,
            )
          : both(
              `‼ 不能证明只增不改：${origin}，${size} 条，${kept.zh}`,
              `‼ NOT SHOWN TO HAVE ONLY GROWN: ${origin} at ${size}; ${kept.en}`,
            ),
      );
    },
    onError: (cause) => {
      const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      say(both(`出错：${detail}`, `failed: ${detail}`));
    },
  });
  const port = await service.start(options.host, options.port);
  const reload = async (): Promise<void> => {
    const read = await readLogs(options);
    if (read.ok) logs = read.value;
    const words = read.ok ? both(`已重读账本名单：${logs.size} 本`, `read the logs again: ${logs.size}`) : describeRefusal(read);
    say(read.ok ? words : both(`名单未变：${words.zh}`, `The list stays as it was: ${words.en}`));
  };
  const onHangup = (): void => void reload();
  process.on('SIGHUP', onHangup);
  const end = endOf(options.withParent);
  // Whoever hears that it runs may tell it to end at once.
  url ||= `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  print(about());
  if (options.withParent)
    process.stdout.write(`${JSON.stringify({ ready: true, url, vkeys: folder.cosigners.map(({ vkey }) => vkey) })}\n`);
  await end;
  process.off('SIGHUP', onHangup);
  say(both('正在停止', 'stopping'));
  await service.stop();
}

/** The keys from the command line and from the file. Refuses with `cli/bad-log`, `cli/unreadable` {path, detail}. */
async function readLogs({ logKeys, logsFile }: WitnessOptions): Promise<Check<TrustedLogs>> {
  const keys: NoteKey[] = [];
  for (const vkey of logKeys) {
    const key = parseLogKey(vkey);
    if (!key.ok) return key;
    keys.push(key.value);
  }
  if (logsFile !== undefined) {
    const text = await readFile(logsFile, 'utf8').catch((cause: Error) => cause);
    if (text instanceof Error) return fail('cli/unreadable', { path: logsFile, detail: text.message });
    const inFile = parseLogsFile(text);
    if (!inFile.ok) return inFile;
    keys.push(...inFile.value);
  }
  return pass(trustLogs(keys));
}

/** Resolves when the process is told to end, or when the program that started it is gone. */
function endOf(withParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      process.stdin.destroy(); // an open pipe would keep the process
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
    if (!withParent) return;
    process.stdin.on('end', end).on('error', end).resume();
    for (const gone of [process.stdout, process.stderr]) gone.on('error', () => {}); // nobody reads what is said from then on
  });
}
