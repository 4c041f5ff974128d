import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Draws public/icon-*.png from public/icon.svg, after a change of the mark: `npm run icons -w apps/web`. */
const folder = join(import.meta.dirname, '../public');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.goto(`file://${join(folder, 'icon.svg')}`);
  await page.screenshot({ path: join(folder, `icon-${size}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
