import path from 'node:path';
import { readPageCodes } from '@yinzheng/pagecheck';
import type { Locator, Page } from 'playwright-core';

const DOCUMENTS = path.resolve(import.meta.dirname, '../../samples/documents');

export const APPLICATION = path.join(DOCUMENTS, 'relief-application.pdf');
export const TITLE = '示例·甲某最低生活保障代为申请';
export const APPLICANT = '示例·甲某';

/** Signs in by one tap on the card of a sample account. */
export async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/sign-in');
  const card = page.locator(`[data-account="${account}"]`);
  // Those who come here seldom are folded away.
  await card.evaluate((it) => it.closest('details')?.setAttribute('open', ''));
  await card.click();
  await page.getByRole('heading', { name: '用章申请' }).waitFor();
}

/** Fills in a new request but for its files: the community's seal, a matter with one approval, the facts. */
export async function fillRequest(page: Page): Promise<void> {
  await page.getByRole('link', { name: '新建申请' }).first().click();
  await page.getByRole('radio', { name: /居民委员会/ }).check();
  await page.getByLabel('用章事项').selectOption('subsistence-application');
  await page.getByLabel('标题').fill(TITLE);
  await page.getByLabel('申请人', { exact: true }).fill(APPLICANT);
  await page.getByLabel('用途').fill('代为提出社会救助申请，交玉海街道办事处');
}

/** Hands in the files; the pages are made from them, or refused. */
export async function makeSheetSet(page: Page, files: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
  await page.getByTestId('upload').setInputFiles(files);
  await page.getByTestId('make-sheet-set').click();
}

/** Resolves once every picture of a page in the strip has arrived. */
export async function seesPages(page: Page): Promise<void> {
  const pictures = page.getByTestId('pages').locator('img');
  await pictures.first().waitFor();
  for (const it of await pictures.all()) await isLoaded(it);
}

/** Resolves once a picture is there and can be seen; lazy ones are scrolled to first. */
export async function isLoaded(picture: Locator): Promise<void> {
  await picture.scrollIntoViewIfNeeded();
  await picture.evaluate(
    (it: HTMLImageElement) =>
      new Promise<void>((resolve, reject) => {
        if (it.complete) it.naturalWidth > 0 ? resolve() : reject(new Error(`no picture at ${it.src}`));
        it.onload = () => resolve();
        it.onerror = () => reject(new Error(`no picture at ${it.src}`));
      }),
  );
}

/** Gives the page's browser a platform authenticator that verifies its user, as a phone has one. */
export async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
}

/** Sees that something is new, and opens the request from its notice. */
export async function openFromNotice(page: Page): Promise<void> {
  await page.locator('.shell-nav .dot').waitFor();
  await page.getByRole('link', { name: '通知' }).click();
  await page.getByRole('listitem').filter({ hasText: TITLE }).getByRole('link', { name: '查看' }).click();
  await page.getByRole('heading', { name: TITLE }).waitFor();
}

/** Registers this device's own passkey where the request is to be decided; a sample town's officers sign it in at once. */
export async function registerPasskey(page: Page): Promise<void> {
  await page.getByTestId('passkey-guide').getByRole('button', { name: '登记这台设备' }).click();
  await page.getByTestId('approve').waitFor();
}

/** Approves: the device checks what is to be signed, then its passkey signs. */
export async function approve(page: Page): Promise<void> {
  await page.getByTestId('approve').click();
  await page.getByTestId('sign').click();
}

/** At the machine: chooses the request and gives the finger, so that the first page is asked for. */
export async function openSleeve(machine: Page): Promise<void> {
  await machine.locator('.list button').filter({ hasText: TITLE }).click();
  await machine.locator('[data-phase=finger]').waitFor();
  await machine.getByRole('button', { name: '按对的手指' }).click();
  await machine.locator('[data-phase=sheet]').waitFor();
}

/** Lays a sheet by the button of the emulator's panel and has it checked; resolves when the machine shows `phase`. */
export async function checkSheet(machine: Page, sheet: RegExp, phase: 'ready' | 'sheet'): Promise<void> {
  const laid = machine.waitForResponse((it) => it.url().endsWith('/emulator/sheet'));
  await machine.getByRole('button', { name: sheet }).click();
  await laid;
  const checked = machine.waitForResponse((it) => it.url().endsWith('/act/check'));
  await machine.getByRole('button', { name: '核对' }).click();
  await checked;
  await machine.locator(`[data-phase=${phase}]`).waitFor();
}

/** The address in the QR of a stamped sheet, read out of the machine's photograph of it as a phone would. */
export async function codeOnPhoto(photo: Locator): Promise<string> {
  const answer = await photo.page().request.get((await photo.getAttribute('src')) ?? '');
  const [code] = await readPageCodes(await answer.body());
  if (!code) throw new Error('no record code can be read on the photograph');
  return code.text;
}

/** The first page of the request that is open, as it was approved. */
export async function approvedPage(clerk: Page): Promise<Uint8Array> {
  const id = new URL(clerk.url()).pathname.split('/').at(-1);
  return (await clerk.request.get(`/api/v1/requests/${id}/pages/1`)).body();
}

/** Chooses a photo of the sheet to be checked against its record; the answer comes by itself. */
export const sendPhoto = (page: Page, photo: Uint8Array): Promise<void> =>
  page.getByTestId('sheet-photo').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(photo) });
