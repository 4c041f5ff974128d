import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StreetYear, streetYear } from '../arbitraries/street-year.ts';
import { exportArchive, logFolder } from '../kit/archive.ts';
import { sampleArchive } from '../kit/sample-archive.ts';
import { launch, PHONE } from './stage.ts';

let folder: string;
let browser: Browser;
let year: StreetYear;
const complaints: string[] = [];
const COURSES = ['plain', 'waived', 'rejected', 'voided', 'unknown', 'aborted', 'pending', 'plain'] as const;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yinzheng-audit-'));
  browser = await launch();
  year = await streetYear(COURSES);
  await sampleArchive(path.join(folder, 'whole'), year);
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The page of an archive, opened from the disk as by a double click, with no network at all. */
async function openPage(name: string, options: Parameters<Browser['newContext']>[0] = {}, script?: () => void): Promise<Page> {
  const context = await browser.newContext({ offline: true, ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  if (script) await page.addInitScript(script);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('net::ERR_FILE_NOT_FOUND')) complaints.push(message.text());
  });
  await page.goto(pathToFileURL(path.join(folder, name, 'index.html')).href);
  return page;
}

const verdict = (page: Page, is: string) => page.locator(`[data-testid=verdict][data-verdict=${is}]`);

test('opens from a disk, checks everything, and lets an auditor browse', { timeout: 120_000 }, async () => {
  const page = await openPage('whole');
  await verdict(page, 'held').waitFor();
  expect(await verdict(page, 'held').innerText()).toMatch(new RegExp(`全部相符\\s+${year.entries.length} 条存证`));
  expect(await page.locator('main').innerText()).toContain(year.vkey);

  await page.getByRole('link', { name: /用章/ }).first().click();
  expect(await page.getByTestId('use').count()).toBe(COURSES.length);
  await page.getByTestId('filter-seal').selectOption('seal-2');
  expect(await page.getByTestId('use').count()).toBe(4);
  await page.getByTestId('filter-seal').selectOption('');
  await page.getByTestId('only-flagged').check();
  expect(await page.getByTestId('use').count()).toBe(5);
  await page.getByTestId('only-flagged').uncheck();
  const request = year.requests[1]?.request ?? '';
  await page.getByTestId('search').fill(request.slice(-8, -4));
  await page.getByTestId('use').click();

  await page.getByTestId('record-verified').filter({ hasText: '这份记录的证明完整' }).waitFor();
  const record = await page.locator('main').innerText();
  for (const told of ['示例·书记丁', '岗位分离例外', '第 2 次：第 2 页第 1 份，已确认', '社区仅两人在岗']) expect(record).toContain(told);
  expect(await page.getByTestId('chain').getByRole('listitem').count()).toBe(13);
  await page.getByTestId('chain').locator('summary').first().click();
  expect(await page.getByTestId('chain').innerText()).toContain('c2sp.org/tlog-proof@v1');

  await page.getByRole('link', { name: /需留意/ }).click();
  for (const kind of ['impression-voided', 'impression-unknown', 'use-aborted', 'waiver', 'tamper', 'key-revoked', 'person-erased'])
    expect(await page.locator(`[data-kind="${kind}"]`).count(), kind).toBe(1);
  await page.getByRole('link', { name: '登记簿' }).click();
  expect(await page.getByTestId('register').getByRole('row').count()).toBe(3);
  await page.getByRole('link', { name: '能证明什么' }).click();
  expect(await page.locator('main').innerText()).toContain('certutil -hashfile index.html SHA256');
  await page.getByTestId('language').click();
  expect(await page.locator('main').innerText()).toContain('It does not prove');
  expect(complaints).toEqual([]);
});

test('the register prints on A4 across', { timeout: 60_000 }, async () => {
  const page = await openPage('whole');
  await verdict(page, 'held').waitFor();
  await page.getByRole('link', { name: '登记簿' }).click();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(/\/MediaBox ?\[0 0 84[12]/.test(pdf.toString('latin1'))).toBe(true);
});

test('a phone shows the same, and no page is wider than its screen', { timeout: 60_000 }, async () => {
  const page = await openPage('whole', PHONE);
  await verdict(page, 'held').waitFor();
  for (const place of ['', 'uses', 'incidents', 'register', 'roster', 'proof', `uses/${year.requests[3]?.request}`]) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `/${place}`);
    await page.locator('main h1').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), place).toBeLessThanOrEqual(0);
  }
});

test('without Ed25519 in the browser, as in office computers, it verifies all the same', { timeout: 120_000 }, async () => {
  const page = await openPage('whole');
  await verdict(page, 'held').waitFor();
  const ownText = await readFile(path.join(folder, 'whole', 'index.html'), 'utf8');
  // The worker is a blob of its own: its WebCrypto is made old from inside.
  const old = ownText.replace(
    '<script>',
    () => `<script>{const B=Blob;globalThis.Blob=class extends B{constructor(parts,options){super(options?.type?.includes('javascript')
      ?["{const{subtle}=crypto,own=subtle.importKey.bind(subtle);subtle.importKey=(f,k,a,...r)=>(a.name??a)==='Ed25519'?Promise.reject(new DOMException('','NotSupportedError')):own(f,k,a,...r)}",...parts]:parts,options)}}}</script><script>`,
  );
  await sampleArchive(path.join(folder, 'old'), year);
  await writeFile(path.join(folder, 'old', 'index.html'), old);
  const aged = await openPage('old');
  await verdict(aged, 'held').waitFor();
  const signatures = /(\d+) 个签名/.exec(await verdict(aged, 'held').innerText())?.[1];
  expect(Number(signatures)).toBeGreaterThan(60);
});

test('a changed byte of its data, a missing script and a stranger’s key are told', { timeout: 120_000 }, async () => {
  await sampleArchive(path.join(folder, 'damaged'), year);
  const data = path.join(folder, 'damaged', 'data', '000001.js');
  const bytes = await readFile(data);
  for (const at of [50, Math.floor(bytes.length / 3), bytes.length - 60]) {
    const other = Buffer.from(bytes);
    other[at] = other[at] === 65 ? 66 : 65;
    await writeFile(data, other);
    const page = await openPage('damaged');
    await page.locator('[data-verdict=broken], [data-verdict=unreadable]').waitFor();
    expect(await page.getByTestId('problems').innerText()).toContain('页面数据 data/000001.js 被改动过');
    await page.context().close();
  }
  await rm(path.join(folder, 'damaged', 'data'), { recursive: true });
  const empty = await openPage('damaged');
  await verdict(empty, 'unreadable').waitFor();
  expect(await empty.locator('main').innerText()).toContain('请先把 ZIP 全部解压');

  const page = await openPage('whole');
  await verdict(page, 'held').waitFor();
  await page.locator('.trust summary').click();
  await page.getByTestId('trust').fill('no key');
  await page.getByRole('button', { name: '用它重新核对' }).click();
  await page.getByText('这不是账本公钥，也不是信任策略。').waitFor();
  await page.getByTestId('trust').fill(year.vkey.replace(/^[^+]+/, 'other.example'));
  await page.getByRole('button', { name: '用它重新核对' }).click();
  await page.getByText('这不是账本公钥，也不是信任策略。').waitFor();
  const { logNamed } = await import('../arbitraries/town.ts');
  await page.getByTestId('trust').fill((await logNamed('other.example/log')).vkey);
  await page.getByRole('button', { name: '用它重新核对' }).click();
  await verdict(page, 'broken').waitFor();
  expect(await page.getByTestId('problems').innerText()).toContain('note/unsigned');
});

test('a ZIP is checked without unpacking, file by file', { timeout: 120_000 }, async () => {
  const log = await logFolder(year);
  expect(await exportArchive(log, '--out', path.join(folder, 'year.zip'))).toMatchObject({ code: 0 });
  await rm(log, { recursive: true });
  const page = await openPage('whole');
  await verdict(page, 'held').waitFor();
  await page.getByTestId('open-zip').setInputFiles(path.join(folder, 'year.zip'));
  await page.getByText('核对对象：year.zip').waitFor();
  await verdict(page, 'held').waitFor();
  await page.getByTestId('open-folder').setInputFiles(path.join(folder, 'whole'));
  await page.getByText('核对对象：选择文件夹').waitFor();
  await verdict(page, 'held').waitFor();

  const bytes = await readFile(path.join(folder, 'whole', 'log', 'checkpoint'));
  await sampleArchive(path.join(folder, 'raw'), year);
  await writeFile(path.join(folder, 'raw', 'log', 'checkpoint'), Buffer.concat([bytes, Buffer.from('\n')]));
  await page.getByTestId('open-folder').setInputFiles(path.join(folder, 'raw'));
  await verdict(page, 'broken').waitFor();
  expect(await page.getByTestId('problems').innerText()).toContain('文件 log/checkpoint 与清单中的摘要不同');
});

test('a part of a log opens too, says that it is one, and proves each record in it', { timeout: 60_000 }, async () => {
  const log = await logFolder(year);
  expect(await exportArchive(log, '--out', path.join(folder, 'part'), '--folder', '--seal', 'seal-2')).toMatchObject({ code: 0 });
  await rm(log, { recursive: true });
  const page = await openPage('part');
  await verdict(page, 'held').filter({ hasText: '这是账本的一部分' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('印章 seal-2');
  await page.getByRole('link', { name: /用章/ }).first().click();
  expect(await page.getByTestId('use').count()).toBe(4);
  await page.getByTestId('use').filter({ hasText: '内容未公开' }).first().click();
  await page.getByTestId('record-verified').waitFor();
  expect(await page.getByTestId('chain').getByRole('listitem').count()).toBe(13);
  await page.goto(page.url().replace(/#.*/, '#/uses/0000000000000'));
  await page.getByText('档案里没有这份申请。').waitFor();
});
