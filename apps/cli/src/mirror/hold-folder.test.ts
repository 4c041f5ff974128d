import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { logNamed } from '../../../../test/arbitraries/town.ts';
import { run } from './command.ts';
import { holdFolder } from './hold-folder.ts';

it('lets no second mirror into a folder, until the first is done', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-hold-'));
  const { vkey } = await logNamed('held.example');
  const said: string[] = [];
  const start = () => {
    const args = ['--log', vkey, 'http://127.0.0.1:9', '--data', folder, '--name', 'mirror.example', '--once', '--lang', 'en'];
    return run(args, { env: {}, print: () => {}, complain: (line) => said.push(line) });
  };
  const first = holdFolder(folder);
  expect(await start()).toBe(2);
  expect(said).toEqual([`Another mirror is using the folder ${folder}`]);
  if (first.ok) first.value();
  await start();
  expect(said.at(-1)).toContain('this round did not finish');
  rmSync(folder, { recursive: true });
});
