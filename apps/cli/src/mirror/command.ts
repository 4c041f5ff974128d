import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cosigner, type LogFiles, type Refused, sha256Hex, utf8 } from '@yinzheng/ledger';
import { type Bilingual, both, chooseLanguages } from '../language.ts';
import { httpLog } from '../log-files/http-log.ts';
import { plain, type Terminal } from '../terminal.ts';
import { wrongUsage } from '../usage.ts';
import { type Followed, followLog, heldCheckpoint, type Round } from './follow-log.ts';
import { gatherLogs, type NamedLog } from './gather-logs.ts';
import { holdFolder } from './hold-folder.ts';
import { openIdentity } from './identity.ts';
import { openLogFolder } from './log-folder.ts';
import { count, type LogCounts, metricsText, noCounts } from './metrics.ts';
import { type MirrorOptions, readOptions, USAGE } from './options.ts';
import { restore } from './restore/command.ts';
import { serveCopies } from './serve-copies.ts';
import { describeFailure, describeRound } from './tell-round.ts';

const DONE = 0;
const REFUSED = 1;
const NOT_ASKED = 2;

/** `yinzheng mirror`: keeps verified copies of logs, cosigns and serves them; `mirror restore` gives a log its files back. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args[0] === 'restore') return restore(args.slice(1), terminal);
  const options = readOptions(args);
  const languages = chooseLanguages(options.ok ? options.value.lang : undefined, terminal.env);
  const tell = (print: (line: string) => void, text: Bilingual): void => {
    for (const language of languages) print(text[language]);
  };
  const refuse = (text: Bilingual): number => {
    tell(terminal.complain, text);
    return NOT_ASKED;
  };
  if (!options.ok) return refuse(wrongUsage(options, USAGE));
  if (options.value.help) {
    tell(terminal.print, USAGE);
    return DONE;
  }
  const logs = await gatherLogs(options.value);
  if (!logs.ok) return refuse(describeRefusal(logs));
  const { data, json } = options.value;
  const held = holdFolder(data);
  if (!held.ok) return refuse(describeRefusal(held));
  const mirror = await openIdentity(await openLogFolder(data), { ...options.value, dir: data });
  if (!mirror.ok) return refuse(describeRefusal(mirror));
  const say: Say = {
    line: (text) => json || tell(terminal.print, text),
    wrong: (text) => json || tell(terminal.complain, text),
    event: (event) => json && terminal.print(JSON.stringify(event)),
  };
  return keep(options.value, logs.value, mirror.value, say).finally(held.value);
}

interface Say {
  line(text: Bilingual): void;
  wrong(text: Bilingual): void;
  /** For programs, one line each. */
  event(event: unknown): void;
}

/** Follows every log until it is told to stop, or once. */
async function keep(options: MirrorOptions, logs: readonly NamedLog[], mirror: Cosigner, say: Say): Promise<number> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGTERM', stop).once('SIGINT', stop);
  const copies = new Map<string, LogFiles>();
  const counts = new Map<string, LogCounts>();
  const followed: Followed[] = [];
  for (const { log, policy, url } of logs) {
    const hash = sha256Hex(utf8(log.key.name));
    const folder = await openLogFolder(join(options.data, hash));
    const evidence = await openLogFolder(join(options.data, 'evidence', hash));
    copies.set(hash, folder);
    counts.set(log.key.name, noCounts((await heldCheckpoint(folder))?.size ?? 0));
    followed.push({ log, policy, source: httpLog(url, { signal: stopping.signal }), folder, evidence });
  }
  say.line(both(`镜像公钥 ${mirror.vkey}`, `mirror key ${mirror.vkey}`));
  const index = (): string =>
    `${mirror.vkey}\n${[...counts].map(([origin, { size }]) => `${sha256Hex(utf8(origin))} ${size} ${origin}\n`).join('')}`;
  const serving =
    options.listen && !options.once ? await serveCopies({ copies, metrics: () => metricsText(counts), index }, options.listen) : null;
  if (serving) say.line(both(`副本在 ${serving.url}/`, `copies at ${serving.url}/`));
  say.event({ event: 'started', vkey: mirror.vkey, url: serving?.url ?? null });

  try {
    const codes = await Promise.all(followed.map((it) => follow(it, counts, mirror, options, stopping.signal, say)));
    return Math.max(DONE, ...codes);
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    await serving?.stop();
  }
}

/** One log, round after round; a failed round is told and tried again. Answers with the exit code of the last. */
async function follow(
  it: Followed,
  counts: ReadonlyMap<string, LogCounts>,
  mirror: Cosigner,
  { once, everyS, data }: MirrorOptions,
  signal: AbortSignal,
  say: Say,
): Promise<number> {
  const origin = it.log.key.name;
  const own = counts.get(origin) ?? noCounts(0);
  for (;;) {
    let code = DONE;
    try {
      const round = await followLog(it, mirror, nowS());
      count(own, round, nowS());
      say.event({ event: round.kind, log: origin, ...round });
      const text = describeRound(origin, round, join(data, 'evidence', sha256Hex(utf8(origin))));
      code = isWell(round) ? DONE : REFUSED;
      if (text) (code === DONE ? say.line : say.wrong)(text);
    } catch (cause) {
      if (signal.aborted) return DONE;
      count(own, null, nowS());
      say.event({ event: 'failed', log: origin, detail: String(cause) });
      say.wrong(describeFailure(origin, cause));
      code = NOT_ASKED;
    }
    if (once || signal.aborted) return code;
    await pause(everyS * 1000, undefined, { signal }).catch(() => undefined); // woken to stop
    if (signal.aborted) return DONE;
  }
}

const isWell = ({ kind }: Round): boolean => kind === 'grew' || kind === 'same' || kind === 'behind';

const nowS = (): number => Math.floor(Date.now() / 1000);

function describeRefusal({ code, params }: Refused): Bilingual {
  const path = plain(String(params?.path));
  switch (code) {
    case 'cli/bad-key':
      return both(`不是账本公钥：${path}`, `This is not a log’s verifier key: ${path}`);
    case 'cli/bad-policy':
      return both(
        `信任策略 ${path} 第 ${params?.line} 行不对（${params?.detail}）`,
        `Line ${params?.line} of the trust policy ${path} is wrong (${params?.detail})`,
      );
    case 'cli/no-log':
      return both(`信任策略 ${path} 里没有带网址的账本`, `No log of the trust policy ${path} has a URL`);
    case 'cli/twice':
      return both(`账本 ${path} 指定了两次`, `The log ${path} is named twice`);
    case 'cli/in-use':
      return both(`另一个镜像正在使用文件夹 ${path}`, `Another mirror is using the folder ${path}`);
    case 'cli/bad-seed':
      return both(`私钥文件 ${path} 不可用（${params?.detail}）`, `The key file ${path} cannot be used (${params?.detail})`);
    case 'cli/bad-name':
      return both('名称里不能有空格和加号', 'A name has no spaces and no +');
    case 'cli/no-name':
      return both('第一次使用要用 --name 给镜像取名', 'At its first use the mirror needs a name: --name');
    case 'cli/other-name':
      return both(
        `这个镜像的名称是 ${plain(String(params?.name))}，不能更改`,
        `This mirror is named ${plain(String(params?.name))}, and stays so`,
      );
    default:
      return both(`读不到文件：${path}`, `The file cannot be read: ${path}`);
  }
}
