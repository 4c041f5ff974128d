import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { run } from '../../apps/cli/src/plan/command.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../samples/mountain-county');

/** Plans the sample county and shows its report's map to `take`. The same rounds draw the same picture. */
export async function showReport(page: Page, take: () => Promise<void>): Promise<void> {
  const base = await mkdtemp(path.join(tmpdir(), 'yinzheng-report-'));
  try {
    const complaints: string[] = [];
    const terminal = { env: { LANG: 'zh_CN.UTF-8' }, print: () => {}, complain: (line: string) => void complaints.push(line) };
    const exit = await run([SAMPLE, '--out', base, '--rounds', '4000', '--threads', '1', '--no-reasons'], terminal);
    if (exit !== 0) throw new Error(complaints.join('\n'));
    await page.goto(pathToFileURL(path.join(base, 'report.html')).href);
    await page.locator('nav a[href="#map"]').click();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(500);
    await take();
  } finally {
    await rm(base, { recursive: true });
  }
}
