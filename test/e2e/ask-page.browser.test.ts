import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DoubtfulPlace, systemClock } from '../../apps/machine/src/core/ports.ts';
import { type LocalHttp, serveLocally } from '../../apps/machine/src/screen/http.ts';
import { screenRoutes } from '../../apps/machine/src/screen/screen-routes.ts';
import { viewOf } from '../../apps/machine/src/screen/view.ts';
import { bench, goodSheet, MACHINE, RIGHT } from '../../apps/machine/testing/fake-machine.ts';
import { launch, PANEL } from './stage.ts';

/** Where to keep what the screen looked like; nowhere unless asked for. */
const PICTURES = process.env.YINZHENG_ASK_PICTURES;

const crop = async (text: string): Promise<Uint8Array> =>
  sharp({ create: { width: 360, height: 120, channels: 3, background: '#fbfbf8' } })
    .composite([{ input: Buffer.from(`<svg width="360" height="120"><text x="20" y="80" font-size="56">${text}</text></svg>`) }])
    .webp()
    .toBuffer();

const place = async (approved: string, seen: string, topMm: number): Promise<DoubtfulPlace> => ({
  kind: 'changed',
  leftMm: 60,
  topMm,
  widthMm: 12,
  heightMm: 5,
  text: { approved, seen },
  approved: await crop(`金额 ${approved}00 元`),
  seen: await crop(`金额 ${seen}00 元`),
});

let browser: Browser;
let served: LocalHttp;
let page: Page;
let it: Awaited<ReturnType<typeof bench>>;

beforeAll(async () => {
  const doubt = [await place('3', '8', 110), await place('王', '玉', 140)];
  const before = async () => ({ verdict: 'ask', reasons: ['page/unsure'], doubt }) as const;
  it = await bench({ clock: systemClock(), sheetCheck: { ...goodSheet, before } });
  const booted = await it.boot();
  if (!booted.ok) throw new Error(booted.code);
  const core = booted.value;
  await core.commands.receive({ ...it.command(await it.wish({ now: new Date(), onDoubt: 'ask' })), at: new Date().toISOString() });
  const name = { machine: '示例社区印章机', id: MACHINE, seals: new Map([['seal-1', '示例社区居民委员会']]) };
  const view = () => viewOf({ core, name, isEmulated: false, isOnline: () => true, monoMs: () => performance.now() });
  const picture = async () => crop('第 1 页');
  served = await serveLocally(0, screenRoutes({ core, view, onChange: core.onChange, picture }), (line) => {
    throw new Error(line);
  });
  browser = await launch();
  page = await (await browser.newContext(PANEL)).newPage();
  page.setDefaultTimeout(20_000);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

const shot = async (name: string) => (PICTURES ? void (await page.screenshot({ path: `${PICTURES}/${name}.png` })) : undefined);
const phase = (name: string) => page.locator(`[data-phase="${name}"]`).waitFor();

test('the clerk is shown both sides of each place, and can vouch only after having looked at every one', async () => {
  await page.goto(served.url);
  await page.getByText('低保申请证明').click();
  await phase('finger');
  it.fingers.push(RIGHT);
  await page.getByText('已放好，核对').click();
  await phase('asked');
  const vouch = page.locator('button.vouch');
  await expect(vouch.isDisabled()).resolves.toBe(true);
  await expect(page.getByText('读到：批准的是3，这里是8').isVisible()).resolves.toBe(true);
  const widths = await page.locator('.places img').evaluateAll((all) => all.map((img) => (img as HTMLImageElement).naturalWidth));
  expect(widths).toEqual([360, 360, 360, 360]);
  await shot('asked');
  for (let left = 2; left > 0; left--) await page.locator('.look:enabled').first().click();
  await expect(vouch.isEnabled()).resolves.toBe(true);
  await shot('looked');
  await vouch.click();
  await phase('vouching');
  await shot('vouching');
  it.fingers.push(RIGHT);
  await phase('ready');
  const { physics } = it.mechanics;
  expect(physics.presses).toBe(0);
  await page.locator('button.press').click();
  await phase('done');
  expect(physics).toMatchObject({ presses: 1, pressesWhileShut: 0 });
});
