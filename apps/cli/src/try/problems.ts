import { ApiRefusal } from '../api/client.ts';
import { type Bilingual, both } from '../language.ts';
import { plain } from '../terminal.ts';
import { MachineRefusal } from './operate-machine.ts';

/** What is said of a file that did not come through: a stable code, what was wrong, what to do. */
export interface Trouble {
  readonly code: string;
  readonly message: Bilingual;
  readonly todo: Bilingual;
}

/** What this program refuses by itself, before or after the server has to do with a file. */
export class OwnRefusal extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.code);
    this.trouble = trouble;
  }
}

export const notThere = (name: string): OwnRefusal =>
  new OwnRefusal({
    code: 'cli/no-file',
    message: both(`找不到文件“${name}”。`, `There is no file “${name}”.`),
    todo: both('请检查路径和文件名。', 'Check its path and name.'),
  });

export const isFolder = (name: string): OwnRefusal =>
  new OwnRefusal({
    code: 'cli/is-folder',
    message: both(`“${name}”不是普通文件。`, `“${name}” is not a regular file.`),
    todo: both('若是文件夹，请写出其中的文件。', 'If it is a folder, name the files in it.'),
  });

export const unreadable = (name: string, cause: unknown): OwnRefusal =>
  new OwnRefusal({
    code: 'cli/unreadable',
    message: both(`读不到“${name}”：${detailOf(cause)}`, `“${name}” cannot be read: ${detailOf(cause)}`),
    todo: both('请检查文件的权限。', 'Check its permissions.'),
  });

export const cannotWrite = (folder: string, cause: unknown): OwnRefusal =>
  new OwnRefusal({
    code: 'cli/cannot-write',
    message: both(`无法写入“${folder}”：${detailOf(cause)}`, `Cannot write to “${folder}”: ${detailOf(cause)}`),
    todo: both('请检查权限和磁盘空间，或用 --out 另选文件夹。', 'Check permissions and disk space, or choose another folder with --out.'),
  });

const detailOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** What to say of whatever was thrown. */
export function troubleOf(cause: unknown): Trouble {
  if (cause instanceof ApiRefusal || cause instanceof MachineRefusal) return cause.problem;
  if (cause instanceof OwnRefusal) return cause.trouble;
  return {
    code: 'cli/unexpected',
    message: both(`意外错误：${detailOf(cause)}。`, `Something unexpected: ${detailOf(cause)}.`),
    todo: both('请把这一行报告给我们。', 'Please report this line to us.'),
  };
}

/** A detail at a sentence's end leaves it without its full stop. */
const ended = (text: string, stop: string): string => (/[\p{P}]$/u.test(text) && !text.endsWith(')') ? text : text + stop);

export const sentence = ({ code, message, todo }: Trouble): Bilingual =>
  both(`  ✗ ${plain(ended(message.zh, '。') + todo.zh)}  [${code}]`, `✗ ${plain(`${ended(message.en, '.')} ${todo.en}`)}  [${code}]`);
