/** Prints the sample documents, one PDF for each HTML file here, fonts embedded as subsets: `node samples/documents/make.ts`. */
import { readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/ensure-browser.ts';

const found = ensureBrowser();
if (!('path' in found)) throw new Error(`缺少 / missing: ${found.missing.join(' ')}`);
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.html'))) {
  await page.goto(new URL(file, import.meta.url).href);
  await page.pdf({ path: `${import.meta.dirname}/${file.replace('.html', '.pdf')}`, preferCSSPageSize: true });
}
await browser.close();
