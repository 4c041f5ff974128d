import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ROUTES, Static } from '@yinzheng/contract';
import { ApiRefusal, connectApi } from '../api/client.ts';
import { type Bilingual, both, chooseLanguages } from '../language.ts';
import { plainLines, type Terminal } from '../terminal.ts';
import { wrongUsage } from '../usage.ts';
import { type ImportOptions, readOptions, USAGE } from './options.ts';

type Counts = Static<(typeof ROUTES)['imports']['load']['response']>;

const DONE = 0;
const REFUSED = 1;
const NOT_ASKED = 2;

/** `yinzheng import`: hands a table to a server over HTTP, as an administrator. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readOptions(args, terminal.env);
  const languages = chooseLanguages((options.ok && options.value?.lang) || undefined, terminal.env);
  const say = (print: (line: string) => void, text: Bilingual): void => {
    for (const language of languages) print(plainLines(text[language]));
  };
  if (!options.ok) {
    say(terminal.complain, wrongUsage(options, USAGE));
    return NOT_ASKED;
  }
  if (!options.value) {
    say(terminal.print, USAGE);
    return DONE;
  }
  const { file, server } = options.value;
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) {
    say(terminal.complain, both(`读不到文件：${file}`, `The file cannot be read: ${file}`));
    return NOT_ASKED;
  }
  try {
    const { added, changed, unchanged } = await send(options.value, bytes);
    say(
      terminal.print,
      both(`新增 ${added}，更改 ${changed}，未变 ${unchanged}`, `${added} added, ${changed} changed, ${unchanged} unchanged`),
    );
    return DONE;
  } catch (cause) {
    if (cause instanceof ApiRefusal) {
      const { code, message, todo } = cause.problem;
      say(terminal.complain, both(`${message.zh}${todo.zh} [${code}]`, `${message.en} ${todo.en} [${code}]`));
      return REFUSED;
    }
    const detail = cause instanceof Error ? cause.message : String(cause);
    say(terminal.complain, both(`连不上服务器 ${server}：${detail}`, `The server ${server} cannot be reached: ${detail}`));
    return NOT_ASKED;
  }
}

async function send({ server, credentials, request, file }: ImportOptions, bytes: Uint8Array): Promise<Counts> {
  const client = connectApi(server);
  try {
    await client.signIn(credentials);
    return await client.postFiles<Counts>('/api/v1/imports', request, [{ name: basename(file), bytes }]);
  } finally {
    client.close();
  }
}
