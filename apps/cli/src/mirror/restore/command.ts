import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogFiles, type Policy, sha256Hex, utf8 } from '@yinzheng/ledger';
import { type Bilingual, both, chooseLanguages } from '../../language.ts';
import { openLog } from '../../log-files/open-log.ts';
import { plain, type Terminal } from '../../terminal.ts';
import { describeNoTrust, findTrust } from '../../trust/find-trust.ts';
import { wrongUsage } from '../../usage.ts';
import { openLogFolder } from '../log-folder.ts';
import { describeNotRestored, describeRestored } from './describe.ts';
import { RESTORE_USAGE, readRestoreOptions } from './options.ts';
import { type KnownNote, restoreLog } from './restore-log.ts';

/** `yinzheng mirror restore`: 0 restored, 1 refused, 2 could not be asked. */
export async function restore(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readRestoreOptions(args);
  const languages = chooseLanguages(options.ok ? options.value.lang : undefined, terminal.env);
  const answer = (print: (line: string) => void, text: Bilingual, code: number): number => {
    for (const language of languages) print(text[language]);
    return code;
  };
  if (!options.ok) return answer(terminal.complain, wrongUsage(options, RESTORE_USAGE), 2);
  const { from, to, known, allowAhead, json, help } = options.value;
  if (help) return answer(terminal.print, RESTORE_USAGE, 0);
  const trusted = await findTrust(join(to, 'checkpoint'), options.value);
  if (!trusted.ok) return answer(terminal.complain, describeNoTrust(trusted), 2);
  const { policy } = trusted.value;
  try {
    const folder = await openLogFolder(to);
    const notes = await readKnown(known, folder);
    const restored = await restoreLog(await copyAt(from, policy), folder, { policy, known: notes, allowAhead });
    if (json) terminal.print(JSON.stringify(restored, null, 2));
    else if (!restored.ok) answer(terminal.complain, describeNotRestored(restored), 1);
    else for (const text of describeRestored(restored.value, to)) answer(terminal.print, text, 0);
    return restored.ok ? 0 : 1;
  } catch (cause) {
    const detail = plain(cause instanceof Error ? cause.message : String(cause));
    return answer(terminal.complain, both(`没有恢复完成：${detail}`, `It could not be restored: ${detail}`), 2);
  }
}

/** The named checkpoints, and the one that is left in the log's folder. A tool that exports one may end it in more newlines than it has. */
async function readKnown(paths: readonly string[], folder: LogFiles): Promise<readonly KnownNote[]> {
  const named = await Promise.all(paths.map(async (path) => ({ path, note: (await readFile(path, 'utf8')).replace(/\n+$/, '\n') })));
  const left = await folder.read('checkpoint');
  return left ? [...named, { path: 'checkpoint', note: new TextDecoder().decode(left) }] : named;
}

/** The copy itself, or the mirror that holds it under the hash of one of the policy's logs. */
async function copyAt(place: string, policy: Policy): Promise<LogFiles> {
  const here = openLog(place);
  if (await here.read('checkpoint')) return here;
  const base = place.replace(/\/+$/, '');
  for (const { key } of policy.logs) {
    const copy = openLog(`${base}/${sha256Hex(utf8(key.name))}`);
    if (await copy.read('checkpoint')) return copy;
  }
  return here;
}
