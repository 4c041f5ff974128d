import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ROUTES, Static } from '@yinzheng/contract';
import { type Check, fail, type Policy, pass, policyOf } from '@yinzheng/ledger';
import packageJson from '../../package.json' with { type: 'json' };
import { type ApiClient, ApiRefusal, connectApi } from '../api/client.ts';
import { type Bilingual, both, chooseLanguages, type Language } from '../language.ts';
import { isUrl } from '../log-files/open-log.ts';
import { plain, plainLines, type Terminal } from '../terminal.ts';
import { describeNoTrust, findTrust } from '../trust/find-trust.ts';
import { wrongUsage } from '../usage.ts';
import { type Made, makeArchive } from './make-archive.ts';
import { type ExportOptions, readOptions, USAGE } from './options.ts';
import { OWN_PAGE, readPage } from './page.ts';
import { describeMade } from './print.ts';
import { folderSink, zipSink } from './sink.ts';

type Town = Static<(typeof ROUTES)['session']['town']['response']>;

const DONE = 0;
const WRONG = 1;
const NOT_ASKED = 2;
const TELL_EVERY_MS = 10_000;

/** `yinzheng export`: a log, or a part of it, as an archive that opens and verifies itself in a browser. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readOptions(args, terminal.env);
  const languages = chooseLanguages((options.ok && options.value?.lang) || undefined, terminal.env);
  const say = (print: (line: string) => void, text: Bilingual): void => sayIn(languages, print, text);
  const refuse = (text: Bilingual): number => {
    say(terminal.complain, text);
    return NOT_ASKED;
  };
  if (!options.ok) return refuse(wrongUsage(options, USAGE));
  if (!options.value) {
    say(terminal.print, USAGE);
    return DONE;
  }
  const it = options.value;
  if (await exists(it.out)) return refuse(both(`已经有了：${it.out}`, `There is one already: ${it.out}`));
  const pagePath = it.page ?? OWN_PAGE;
  const page = await readPage(pagePath);
  if (!page)
    return refuse(
      both(`没有检查页面：${pagePath}。请先运行 npm run build。`, `The page is missing: ${pagePath}. Run npm run build first.`),
    );

  const api = it.server === null ? null : connectApi(it.server);
  const madeAt = new Date();
  const sink = it.folder ? folderSink(it.out) : zipSink(it.out, madeAt);
  try {
    const town = api && (await askTown(api));
    const trusted = await trustOf(it, town);
    if (!trusted.ok) return refuse(describeNoTrust(trusted));
    if (api && it.credentials) await api.signIn(it.credentials);
    const made = await makeArchive(
      {
        ...it,
        ...trusted.value,
        page,
        town: town && { code: town.code, name: town.name },
        api: town ? api : null,
        isAuditor: it.credentials !== null,
        madeAt,
        madeBy: `yinzheng ${packageJson.version}`,
        onProgress: everySoOften((entries, of) =>
          say(terminal.complain, both(`已检查 ${entries} / ${of} 条`, `${entries} of ${of} entries checked`)),
        ),
      },
      sink,
    );
    if (!made) {
      await sink.abandon();
      return refuse(both(`账本还没有检查点：${it.log}`, `The log has no checkpoint: ${it.log}`));
    }
    return tellMade(made, it, languages, terminal);
  } catch (cause) {
    await sink.abandon();
    return refuse(describeFailure(cause));
  } finally {
    api?.close();
  }
}

function tellMade(made: Made, { out }: ExportOptions, languages: readonly Language[], terminal: Terminal): number {
  for (const language of languages) for (const line of describeMade(made, out)) terminal.print(plain(line[language]));
  return made.audit.log.ok || made.audit.log.isAwaitingWitnesses ? DONE : WRONG;
}

/** Null for a server that has no such route: a mirror serves the log alone. */
async function askTown(api: ApiClient): Promise<Town | null> {
  try {
    return await api.get<Town>('/api/v1/town');
  } catch {
    return null; // then nothing else is asked of it
  }
}

/** As told on the command line; else beside a folder; else as the server tells, which the archive says. */
async function trustOf(
  { log, key, policy }: ExportOptions,
  town: Town | null,
): Promise<Check<{ readonly policy: Policy; readonly trust: 'argument' | 'server' }>> {
  const told = { ...(key === undefined ? {} : { key }), ...(policy === undefined ? {} : { policy }) };
  if (key !== undefined || policy !== undefined || !isUrl(log)) {
    const found = await findTrust(join(isUrl(log) ? '.' : log, 'checkpoint'), told);
    if (found.ok) return pass({ policy: found.value.policy, trust: 'argument' });
    if (!town || key !== undefined || policy !== undefined) return found;
  }
  if (!town) return fail('cli/no-key', { path: log });
  const own = policyOf(...town.logKeys);
  return own.ok ? pass({ policy: own.value, trust: 'server' }) : fail('cli/bad-key', { path: town.logKeys.join(' ') });
}

function describeFailure(cause: unknown): Bilingual {
  if (cause instanceof ApiRefusal) {
    const { code, message, todo } = cause.problem;
    return both(`${message.zh}${todo.zh} [${code}]`, `${message.en} ${todo.en} [${code}]`);
  }
  const detail = cause instanceof Error ? cause.message : String(cause);
  return both(`没有写成归档：${detail}`, `The archive was not made: ${detail}`);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

function everySoOften(tell: (entries: number, of: number) => void): (entries: number, of: number) => void {
  let told = performance.now();
  return (entries, of) => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    tell(entries, of);
  };
}

function sayIn(languages: readonly Language[], print: (line: string) => void, text: Bilingual): void {
  for (const language of languages) print(plainLines(text[language]));
}
