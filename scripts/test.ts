/**
 * `npm test`: sets up what the tests need, runs them, ends with the plain line `N passed, N failed`.
 * `--unit` runs what needs no database and no set-up; other arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './ensure-browser.ts';
import { ensureWeb } from './ensure-web.ts';
import { type Report, tally } from './tally.ts';

const ROOT = join(import.meta.dirname, '..');
const isUnitOnly = process.argv.includes('--unit');
const more = process.argv.slice(2).filter((argument) => argument !== '--unit');
const env: NodeJS.ProcessEnv = { ...process.env };
const scope = isUnitOnly ? ['--project', 'pure'] : [];
let notice = '';

if (!isUnitOnly) {
  ensureWeb();
  const browser = ensureBrowser();
  if ('path' in browser) {
    env.YINZHENG_BROWSER = browser.path;
  } else {
    const names = browser.missing.join(' ');
    notice = `缺少 ${names}，浏览器测试没有运行。请先安装：apt-get install ${names}\nMissing ${names}: the browser tests did not run. Install: apt-get install ${names}`;
    if (process.env.CI) {
      console.error(notice);
      process.exit(1);
    }
    env.YINZHENG_BROWSER = 'none';
  }
}

const folder = mkdtempSync(join(tmpdir(), 'yinzheng-test-'));
const output = join(folder, 'report.json');
const run = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${output}`,
    ...scope,
    ...more,
  ],
  { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] },
);

let report: Report | undefined;
try {
  report = JSON.parse(readFileSync(output, 'utf8')) as Report;
} catch {
  console.error('vitest 没有留下报告 / vitest left no report');
}
rmSync(folder, { recursive: true, force: true });
const { passed, failed, skipped } = tally(report, run.status);
if (notice !== '') console.error(`\n${notice}`);
if (skipped.length > 0) console.log(`\n${skipped.length} skipped:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
