import type { Check, Refused } from '@yinzheng/ledger';
import type { Terminal } from '../terminal.ts';
import { wrongUsage } from '../usage.ts';
import { changePlan } from './change-plan.ts';
import { checkFile } from './check-file.ts';
import { chooseSites } from './choose-sites.ts';
import { explainFile } from './explain-file.ts';
import { fileTrouble, isFileTrouble } from './file-trouble.ts';
import { makePlan } from './make-plan.ts';
import { readChangeOptions, readCheckOptions, readExplainOptions, readOptions, readSitesOptions, USAGE } from './options.ts';
import { type Voice, voiceOf } from './voice.ts';

const DONE = 0;
const NOT_ASKED = 2;

/** `yinzheng plan`: from a folder of tables to a published timetable, and what is asked of a plan afterwards. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  const task = TASKS[name ?? '']?.(rest) ?? taskOf(readOptions(args), makePlan);
  const voice = voiceOf(terminal, task.lang);
  if (task.kind === 'wrong') {
    voice.tell(wrongUsage(task.refused, USAGE));
    return NOT_ASKED;
  }
  if (task.kind === 'help') {
    voice.answer(USAGE);
    return DONE;
  }
  try {
    return await task.run(terminal, voice);
  } catch (cause) {
    if (!isFileTrouble(cause)) throw cause;
    voice.tell(fileTrouble(cause));
    return NOT_ASKED;
  }
}

/** What is asked of a plan that is there already. A folder of such a name is told as `./check`. */
const TASKS: Readonly<Record<string, (rest: readonly string[]) => Task>> = {
  check: (rest) => taskOf(readCheckOptions(rest), checkFile),
  change: (rest) => taskOf(readChangeOptions(rest), changePlan),
  explain: (rest) => taskOf(readExplainOptions(rest), explainFile),
  sites: (rest) => taskOf(readSitesOptions(rest), chooseSites),
};

type Task =
  | { readonly kind: 'wrong'; readonly refused: Refused; readonly lang?: string }
  | { readonly kind: 'help'; readonly lang?: string }
  | { readonly kind: 'run'; readonly run: (terminal: Terminal, voice: Voice) => Promise<number>; readonly lang: string | undefined };

function taskOf<Options extends { readonly lang?: string }>(
  read: Check<Options | null>,
  run: (options: Options, terminal: Terminal, voice: Voice) => Promise<number>,
): Task {
  if (!read.ok) return { kind: 'wrong', refused: read };
  const options = read.value;
  return options === null ? { kind: 'help' } : { kind: 'run', lang: options.lang, run: (terminal, voice) => run(options, terminal, voice) };
}
