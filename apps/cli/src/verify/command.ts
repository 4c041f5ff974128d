import { openArchive } from '../archive-files/open-archive.ts';
import { both, chooseLanguages } from '../language.ts';
import { isFolder, isUrl } from '../log-files/open-log.ts';
import { plain, type Terminal } from '../terminal.ts';
import { wrongUsage } from '../usage.ts';
import { answerTo } from './answer.ts';
import { verifyArchive } from './archive.ts';
import { verifyCheckpoints } from './checkpoints.ts';
import { verifyLog } from './log.ts';
import { readOptions, USAGE } from './options.ts';
import { verifyReceiptFile } from './receipt.ts';

/** `yinzheng verify`: checks a receipt, a whole log, an auditor's archive or two checkpoints, by what it is given; with nothing of the server. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readOptions(args);
  const languages = chooseLanguages(options.ok ? options.value.lang : undefined, terminal.env);
  const answer = answerTo(terminal, languages, options.ok && options.value.json);
  if (!options.ok) return answer.refuse(wrongUsage(options, USAGE));
  if (options.value.help) {
    for (const language of languages) terminal.print(USAGE[language]);
    return 0;
  }
  const [first = '', second] = options.value.given;
  if (second !== undefined) return verifyCheckpoints([first, second], options.value, answer);
  const archive = isUrl(first) ? null : await openArchive(first).catch((cause: Error) => cause);
  if (archive instanceof Error)
    return answer.refuse(both(`读不到归档：${plain(archive.message)}`, `The archive cannot be read: ${plain(archive.message)}`));
  if (archive) return verifyArchive(first, archive, options.value, answer);
  if (isUrl(first) || (await isFolder(first))) return verifyLog(first, options.value, answer);
  return verifyReceiptFile(first, options.value, answer);
}
