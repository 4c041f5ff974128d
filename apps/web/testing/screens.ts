import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { serveBuilt } from './serve-built.ts';

/**
 * Takes a picture of every face, on a phone and on a desk, of the built pages over the fake API:
 * `npm run screens -w apps/web -- out/screens`. Fails when a page logs an error, its policy's violations included.
 */
const out = process.argv[2] ?? 'out/screens';
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

type Shot = readonly [name: string, who: string | null, path: string, act?: (page: Page) => Promise<unknown>];

const shots = (pageCode: string): readonly Shot[] => [
  ['town', null, '/'],
  ['matters', null, '/', (page) => page.locator('details[data-matter]').nth(1).locator('summary').click()],
  ['record-page', null, `/v/${pageCode}`],
  ['record-number', null, '/v/K7QF-2M9D'],
  ['record-not-yet', null, '/v/filed-0000'],
  ['record-withdrawn', null, '/v/withdrawn-0'],
  ['record-unknown', null, '/v/unknown-00'],
  ['record-wrong', null, '/v/wrong-0000'],
  ['sheet-differs', null, '/v/K7QF-2M9D', sendSheet],
  ['town-sheet', null, '/', sendSheet],
  ['sign-in', null, '/sign-in'],
  ['sign-in-wrong', null, '/sign-in', (page) => page.locator('form button[type=submit]').click()],
  ['clerk-list', 'clerk', '/requests?box=all'],
  ['clerk-new', 'clerk', '/requests/new'],
  ['clerk-barred', 'clerk', '/requests/new', (page) => page.locator('select').selectOption('no-crime')],
  ['clerk-missing', 'clerk', '/requests/new', (page) => page.getByTestId('make-sheet-set').click()],
  ['clerk-draft', 'clerk', '/requests/4draft0000000'],
  ['clerk-authorised', 'clerk', '/requests/1authorised000'],
  ['clerk-completed', 'clerk', '/requests/2completed0000'],
  ['clerk-erased', 'clerk', '/requests/5erased000000'],
  [
    'erasure-ask',
    'clerk',
    '/requests/2completed0000',
    async (page) => {
      await page.getByTestId('ask-erasure').click();
      await page.getByTestId('send-erasure').waitFor();
    },
  ],
  ['erasure-answer', 'supervisor', '/requests/6asked0000000', (page) => page.getByTestId('confirm-erasure').click()],
  ['record-erased', null, '/v/erased-00'],
  ['clerk-returned', 'clerk', '/requests/3returned00000'],
  ['approver-inbox', 'approver', '/requests'],
  ['approver-guide', 'approver', '/requests/0b5tr9pak7qf2'],
  ['approver-decide', 'approver', '/requests/0b5tr9pak7qf2', addSample],
  ['approver-zoom', 'approver', '/requests/0b5tr9pak7qf2', (page) => page.locator('.page-button').first().click()],
  [
    'approver-check',
    'approver',
    '/requests/0b5tr9pak7qf2',
    async (page) => {
      await addSample(page);
      await page.getByTestId('approve').click();
      await page.getByTestId('sign-sample').waitFor();
    },
  ],
  ['notices', 'approver', '/notices'],
  ['me', 'approver', '/me'],
  ['roster', 'officer', '/roster'],
  ['supervisor-list', 'supervisor', '/requests'],
  ['machines', 'administrator', '/machines'],
  [
    'imports',
    'administrator',
    '/imports',
    async (page) => {
      await page.getByTestId('import-file').setInputFiles({ name: 'bodies.csv', mimeType: 'text/csv', buffer: Buffer.from('a') });
      await page.locator('form button[type=submit]').click();
      await page.getByTestId('problem').waitFor();
    },
  ],
  ['not-found', 'clerk', '/nowhere'],
];

/** Any picture will do: the fake answers for a sheet that fills it. */
async function sendSheet(page: Page): Promise<void> {
  await page.getByTestId('sheet-photo').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.locator('[data-verdict^=sheet-]').waitFor();
}

async function addSample(page: Page): Promise<void> {
  await page.getByTestId('add-sample-passkey').click();
  await page.getByTestId('approve').waitFor();
}

async function take(context: BrowserContext, origin: string, folder: string, shot: Shot, complaints: string[]): Promise<void> {
  const [name, who, path, act] = shot;
  await context.clearCookies();
  if (who) await context.addCookies([{ name: 'who', value: who, url: origin }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    // A refusal by the API shows up as a failed resource; that is its way of speaking.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) complaints.push(`${name}: ${message.text()}`);
  });
  await page.goto(origin + path);
  await page.waitForLoadState('load');
  await page.waitForTimeout(500);
  try {
    await act?.(page);
  } catch (error) {
    complaints.push(`${name}: ${error instanceof Error ? error.message : error}`);
  }
  await page.waitForTimeout(350);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) complaints.push(`${name}: ${overflow} px wider than the screen`);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !/zoom|check|ask/.test(name) });
  await page.close();
}

const { origin, pageCode, stop } = await serveBuilt(Number(process.env.PORT ?? 4199));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run'],
});
const complaints: string[] = [];
const only = process.argv.slice(3);
for (const [size, viewport] of Object.entries(SIZES)) {
  const folder = join(out, size);
  await mkdir(folder, { recursive: true });
  for (const language of only.includes('en') ? ['en'] : ['zh']) {
    for (const shot of shots(pageCode)) {
      const names = only.filter((it) => it !== 'en' && it !== 'dark');
      if (names.length > 0 && !names.includes(shot[0])) continue;
      const context = await browser.newContext({
        viewport,
        hasTouch: size === 'phone',
        isMobile: size === 'phone',
        colorScheme: only.includes('dark') ? 'dark' : 'light',
      });
      await context.addInitScript(`localStorage.setItem('yinzheng.language', '${language}')`);
      await take(context, origin, folder, shot, complaints);
      await context.close();
    }
  }
}
await browser.close();
stop();
for (const it of complaints) console.error(it);
process.exit(complaints.length > 0 ? 1 : 0);
