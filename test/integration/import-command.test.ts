import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../apps/cli/src/commands.ts';
import { SAMPLES_DIR } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';

let town: TestTown;
let dir: string;
beforeAll(async () => {
  town = await openTown();
  dir = await mkdtemp(path.join(tmpdir(), 'yinzheng-import-'));
});
afterAll(async () => {
  await town.stop();
  await rm(dir, { recursive: true });
});

/** The command as a shell runs it: exit code and what it said. */
async function yinzheng(args: readonly string[], env: Readonly<Record<string, string>> = { LANG: 'en_GB.UTF-8' }) {
  const said: string[] = [];
  const command = await COMMANDS.import?.load();
  const exit = await command?.run(args, { env, print: (line) => said.push(line), complain: (line) => said.push(`! ${line}`) });
  return { exit, said: said.join('\n') };
}

async function signedIn(account: string): Promise<readonly string[]> {
  const signIn = (await town.ports.sampleSignIns?.())?.find((it) => it.account === account);
  return ['--server', town.url, '--account', account, '--password', signIn?.password ?? '', '--code', signIn?.code ?? ''];
}

const table = async (name: string, text: string): Promise<string> => {
  const file = path.join(dir, name);
  await writeFile(file, text);
  return file;
};

test('an administrator imports a table and reads what it did, in either language', async () => {
  const again = await yinzheng(['bodies', path.join(SAMPLES_DIR, 'bodies.csv'), ...(await signedIn('yuhai-admin'))]);
  expect(again).toEqual({ exit: 0, said: '0 added, 0 changed, 21 unchanged' });
  const wenzhou = path.join(SAMPLES_DIR, '../divisions/wenzhou.csv');
  const under = await yinzheng(['divisions', wenzhou, '--under', '330381000000', ...(await signedIn('yuhai-admin'))], {
    LANG: 'zh_CN.UTF-8',
  });
  expect(under.exit).toBe(0);
  expect(under.said).toMatch(/^新增 \d{3}，更改 0，未变 12$/);
});

test('a bad row is told with its place, what to do and its code', async () => {
  const file = await table('组织.csv', '信用代码,名称,类别,区划\n55330381XXXX20335D,某居委会,committee,330381002033\n');
  const zh = await yinzheng(['bodies', file, '--lang', 'zh', ...(await signedIn('yuhai-admin'))]);
  expect(zh.exit).toBe(1);
  expect(zh.said).toContain('第 2 行“信用代码”：统一社会信用代码的校验位不对');
  expect(zh.said).toContain('[import/bad-row]');
  const en = await yinzheng(['bodies', file, '--lang', 'en', ...(await signedIn('yuhai-admin'))]);
  expect(en.said).toContain('Row 2, “信用代码”');
});

test('who is no administrator, or has the wrong password, is refused', async () => {
  const file = path.join(SAMPLES_DIR, 'bodies.csv');
  const clerk = await yinzheng(['bodies', file, ...(await signedIn('binjiang-clerk'))]);
  expect([clerk.exit, clerk.said.includes('[post/not-held]')]).toEqual([1, true]);
  const stranger = await yinzheng([
    'bodies',
    file,
    '--server',
    town.url,
    '--account',
    'yuhai-admin',
    '--password',
    'wrong',
    '--code',
    '000000',
  ]);
  expect([stranger.exit, stranger.said.includes('[session/wrong-credentials]')]).toEqual([1, true]);
});

test('no server, no file and wrong words end with 2', async () => {
  const file = path.join(SAMPLES_DIR, 'bodies.csv');
  const who = ['--account', 'a', '--password', 'b', '--code', '123456'];
  expect((await yinzheng(['bodies', file, '--server', 'http://127.0.0.1:9', ...who])).said).toContain('cannot be reached');
  expect((await yinzheng(['bodies', path.join(dir, 'none.csv'), ...who])).said).toContain('cannot be read');
  for (const wrong of [['bodies'], ['bank', file], ['bodies', file, '--under', '33'], ['bodies', file, '--nonsense']]) {
    const { exit, said } = await yinzheng([...wrong, ...who]);
    expect([exit, said.includes('Usage:')]).toEqual([2, true]);
  }
  expect((await yinzheng(['--help'])).exit).toBe(0);
});
