/**
 * Takes the pictures of the README from the real system: `npm run pictures`, or
 * `npm run pictures -- FOLDER`. The browser is found as for the tests.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import {
  APPLICATION,
  addAuthenticator,
  approve,
  checkSheet,
  codeOnPhoto,
  fillRequest,
  isLoaded,
  makeSheetSet,
  openFromNotice,
  openSleeve,
  registerPasskey,
  seesPages,
  signIn,
} from './acts.ts';
import { showReport } from './report-picture.ts';
import { openStage, PANEL, PHONE } from './stage.ts';

const FOLDER = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../docs/pictures'));
const SHARP = { deviceScaleFactor: 2 };

/** A PNG of what the screen shows, in 256 colours: a third of the size, and nobody sees the difference. */
async function take(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await writeFile(path.join(FOLDER, `${name}.png`), await sharp(png).png({ palette: true, effort: 10 }).toBuffer());
  console.log(`${name}.png`);
}

await mkdir(FOLDER, { recursive: true });
const stage = await openStage();
try {
  const [clerk, approver, machine] = await Promise.all([
    stage.open({ viewport: { width: 1280, height: 1150 } }),
    stage.open({ ...PHONE, ...SHARP }),
    stage.open(PANEL),
  ]);
  await addAuthenticator(approver);
  await signIn(approver, 'binjiang-director');
  await machine.goto(stage.screen);

  await signIn(clerk, 'binjiang-clerk');
  await fillRequest(clerk);
  await makeSheetSet(clerk, APPLICATION);
  await seesPages(clerk);
  await clerk.evaluate(() => scrollTo(0, 0));
  await take(clerk, 'clerk-new-request');
  await clerk.getByTestId('file').click();

  await openFromNotice(approver);
  await registerPasskey(approver);
  await seesPages(approver);
  await approver.getByTestId('approve').click();
  await approver.getByTestId('sign').waitFor();
  await take(approver, 'approver-decision');
  await approver.getByRole('button', { name: '取消' }).click();
  await approve(approver);

  await openSleeve(machine);
  await checkSheet(machine, /放入第 1 页/, 'ready');
  await isLoaded(machine.getByAltText('应放入的页'));
  await machine.locator('#emulator summary').click();
  await take(machine, 'machine-screen');
  await machine.getByRole('button', { name: '盖章 Stamp' }).click();

  const photo = clerk.getByTestId('use').getByRole('img');
  await isLoaded(photo);
  const resident = await stage.open({ ...PHONE, ...SHARP });
  await resident.goto(await codeOnPhoto(photo));
  await resident.locator('[data-verdict=stampedPage]').waitFor();
  await resident.getByTestId('device-check').filter({ hasText: '次盖章由印章机密钥签名' }).waitFor();
  await take(resident, 'public-record');

  const planner = await stage.open({ viewport: { width: 1280, height: 1150 } });
  await showReport(planner, () => take(planner, 'outreach-report'));
} finally {
  await stage.stop();
}
