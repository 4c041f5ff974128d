import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReportOptions, writeReport } from '../../packages/planner/src/mod.ts';
import { hostilePlanned, type Planned, smallPlanned } from '../../packages/planner/testing/small-county.ts';
import { DESK, launch, PHONE } from './stage.ts';

let folder: string;
let browser: Browser;
const complaints: string[] = [];
const requests: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yinzheng-plan-'));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const COST = { travel: 24, overtime: 0, unfairness: 0, irregularity: 0, wishes: 0, total: 24 };

const why = (attack = ''): ReportOptions => ({
  explanation: {
    calls: [
      {
        call: '331127100201/clinic',
        village: '331127100201',
        round: 'clinic',
        visits: [],
        missing: 0,
        why: { zh: `与大漈同路${attack}`, en: `On the way to Daji${attack}` },
        days: [
          {
            to: { weekday: 2 },
            isChosen: false,
            outcome: { isPossible: true, visits: [], extra: COST, isLeast: true },
            words: { zh: '', en: '' },
          },
          { to: { weekday: 5 }, isChosen: false, outcome: { isPossible: false, forbidden: [] }, words: { zh: '', en: '' } },
        ],
        vehicles: [
          {
            vehicle: 'v2',
            isChosen: false,
            keepsDays: true,
            outcome: { isPossible: true, visits: [], extra: COST, isLeast: true },
            words: { zh: '', en: '' },
          },
        ],
        floors: [
          { floor: 'max-gap', saves: 12, allows: 0, words: { zh: '间隔放宽到 10 天：省 12 分钟', en: 'Gaps of 10 days save 12 minutes' } },
        ],
        wishes: [],
      },
    ],
  },
  conflicts: [{ words: { zh: '岭脚村和金丘村不能都在周二', en: 'Not both on Tuesday' }, calls: ['331127100205/clinic'] }],
  remedies: [{ words: { zh: '再加一辆车：多安排 3 次', en: 'One more vehicle: 3 more visits' } }],
});

/** The report of a plan, opened from the disk as by a double click. */
async function openReport(planned: Planned, options: BrowserContextOptions, reasons = why()): Promise<Page> {
  const [file] = writeReport(planned.county, planned.calls, planned.plan, reasons);
  const name = path.join(folder, 'report.html');
  await writeFile(name, file?.bytes ?? '');
  const context = await browser.newContext({ offline: true, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(name).href);
  await page.locator('html[data-ready]').waitFor();
  return page;
}

const shown = (page: Page, list: string): Promise<number> => page.locator(`${list}:visible`).count();

test('opens from a disk, asks the network for nothing, and shows the plan', async () => {
  const page = await openReport(smallPlanned(), DESK);
  expect(await page.locator('h1').innerText()).toBe('景宁示例县流动服务计划');
  expect(await page.locator('#overview').innerText()).toContain('17 / 20');
  expect(await page.locator('#why').innerText()).toContain('没有路可达');
  expect(await page.locator('#cost').innerText()).toContain('971.5 行驶分钟');
  expect(await page.locator('#figures').innerText()).toContain('141 / 146 (96.6%)');
  expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the slider goes through the days by mouse and keys, and tells who is out', async () => {
  const page = await openReport(smallPlanned(), DESK);
  expect(await page.locator('#day-text').innerText()).toBe('1月4日 周一 · 1 辆车，2 次到访');
  await page.locator('#day').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#day-text').innerText()).toBe('1月5日 周二 · 1 辆车，2 次到访');
  await page.locator('#day-after').click();
  expect(await page.locator('#day-text').innerText()).toBe('1月6日 周三 · 2 辆车，4 次到访');
  expect(await page.locator('.out').allInnerTexts()).toEqual([expect.stringContaining('助浴车'), expect.stringContaining('送药无人机')]);
  await page.locator('.out').first().click();
  expect(await page.locator('.out').first().getAttribute('aria-pressed')).toBe('true');
  // 4 to 8 January, and a way that is closed all the time and has no place on the map.
  expect(await page.locator('#legend').innerText()).toMatch(/塌方 1月4日–1月8日\s+改建 1月4日–2月8日/);
  await page.locator('#day').fill('10');
  expect(await page.locator('#day-text').innerText()).toBe('1月13日 周三 · 休假 · 没有出车');
  expect(await page.locator('#legend').innerText()).not.toContain('塌方');
  await page.locator('#day').fill('0');
  expect(await page.locator('#day-text').innerText()).toBe('全部日子');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a village that is clicked on the map tells who comes, why then, and what another day would cost', async () => {
  const page = await openReport(smallPlanned(), DESK);
  await page.locator('#day').fill('0');
  await page.locator('.village-row .place', { hasText: '溪口村' }).click();
  const details = await page.locator('#details').innerText();
  for (const told of [
    '常住 120 人',
    '1月4日 周一 09:00–10:30 · 巡回医疗一号车',
    '与大漈同路',
    '间隔放宽到 10 天：省 12 分钟',
    '周二 +24 行驶分钟',
    '周五 不行',
  ])
    expect(details).toContain(told);
  await page.locator('#details .step').click();
  expect(await page.locator('#details').innerText()).toBe('点地图上的村庄，看谁哪天来、为什么。');
  // Somewhere on the map is a village: a click near it finds it.
  const box = await page.locator('#canvas').boundingBox();
  for (let x = 20; box && x < box.width && (await page.locator('#details h3').count()) === 0; x += 24)
    for (let y = 20; y < box.height && (await page.locator('#details h3').count()) === 0; y += 24)
      await page.mouse.click(box.x + x, box.y + y);
  expect(await page.locator('#details h3').count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the search finds villages, services and vehicles in both timetables', async () => {
  const page = await openReport(smallPlanned(), DESK);
  expect(await shown(page, '.village-row')).toBe(6);
  await page.locator('#search').fill('助浴');
  expect(await shown(page, '.village-row')).toBe(2);
  await page.locator('#search').fill('无路');
  expect(await page.locator('.village-row:visible').textContent()).toContain('缺 2 次');
  await page.locator('#search').fill('没有这个村');
  expect(await page.locator('#found').innerText()).toBe('没有找到。换个词试试。');
  await page.locator('[data-tab=by-vehicle]').click();
  await page.locator('#search').fill('助浴车 溪口');
  expect(await shown(page, '#by-vehicle tbody tr')).toBe(2);
  expect(await page.locator('#found').innerText()).toBe('2 个出车日 · 车组的准确钟点');
  await page.context().close();
});

test('the switch puts everything into English and back, and keeps what was looked at', async () => {
  const page = await openReport(smallPlanned(), DESK);
  await page.locator('#day').fill('3');
  await page.locator('#search').fill('助浴');
  await page.locator('#language').click();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await page.locator('#day-text').innerText()).toBe('6 Jan Wed · 2 vehicles, 4 visits');
  expect(await shown(page, '.village-row')).toBe(2);
  const words = (await page.locator('body').innerText()).replaceAll(/[^\u4e00-\u9fff\n]/g, '');
  // What is left of Chinese are the county's own words.
  for (const word of ['时刻表', '覆盖', '没有', '车辆', '居民', '行驶', '原因', '图例']) expect(words).not.toContain(word);
  await page.locator('#language').click();
  expect(await page.locator('h2').first().innerText()).toBe('概览');
  await page.context().close();
});

test('names that attack stay names', async () => {
  const page = await openReport(hostilePlanned(), DESK, why('</script><img src=x onerror=alert(9)>'));
  await page.locator('.village-row .place').first().click();
  expect(await page.locator('#details h3').innerText()).toBe('</script><img src=x onerror=alert(1)>');
  expect(await page.locator('body img, body svg[onload], body b[onclick], body script:not([id=data]):not([type=module])').count()).toBe(0);
  await page.locator('#language').click();
  await page.locator('[data-tab=by-vehicle]').click();
  await page.pdf();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('on a phone nothing is wider than the screen, and everything is there to touch', async () => {
  const page = await openReport(smallPlanned(), PHONE);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.viewport.width);
  const heights = await page
    .locator('button.button:visible')
    .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
  for (const height of heights) expect(height).toBeGreaterThanOrEqual(44);
  await page.locator('.village-row .place').first().tap();
  await page.locator('#details h3').waitFor();
  await page.locator('[data-tab=by-vehicle]').tap();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.viewport.width);
  await page.context().close();
});

test('paper gets a map of each day, both timetables and the reasons; the screen its own back', async () => {
  const page = await openReport(smallPlanned(), DESK);
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  // All days together, and the seven on which anybody is out.
  expect(await page.locator('.print-map').count()).toBe(8);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#by-village').isVisible()).toBe(true);
  expect(await page.locator('#by-vehicle').isVisible()).toBe(true);
  expect(await page.locator('#why').innerText()).toContain('与大漈同路');
  expect(await page.locator('#nav').isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await page.locator('.print-map').count()).toBe(0);
  expect(await page.locator('#by-vehicle').isVisible()).toBe(false);
  expect(complaints).toEqual([]);
  await page.context().close();
});
