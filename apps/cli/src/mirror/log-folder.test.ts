import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLogFolder } from './log-folder.ts';

it('clears its own drafts, and nothing that somebody else calls drafts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-folder-'));
  const drafts = join(folder, 'drafts');
  mkdirSync(drafts);
  writeFileSync(join(drafts, 'a1'.repeat(12)), 'half done');
  writeFileSync(join(drafts, 'a letter.txt'), 'not ours');
  await openLogFolder(folder);
  expect(readdirSync(drafts)).toEqual(['a letter.txt']);
  rmSync(folder, { recursive: true });
});
