import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { covered } from '../../packages/pagecheck/testing/alter.ts';
import { encrypted } from '../../packages/pagecheck/testing/pdfs.ts';
import { onPaper, PRINT_DPI, photographed, stamped } from '../kit/paper.ts';
import {
  APPLICANT,
  APPLICATION,
  addAuthenticator,
  approve,
  approvedPage,
  checkSheet,
  codeOnPhoto,
  fillRequest,
  isLoaded,
  makeSheetSet,
  openFromNotice,
  openSleeve,
  registerPasskey,
  seesPages,
  sendPhoto,
  signIn,
  TITLE,
} from './acts.ts';
import { DESK, openStage, PANEL, PHONE, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

const waitsOn = (page: Page) => page.getByTestId('waits-on');

test('a request goes from the wish to a public proof: asked, approved, stamped, checked by anyone', { timeout: 180_000 }, async () => {
  const [clerk, approver, machine] = await Promise.all([stage.open(DESK), stage.open(PHONE), stage.open(PANEL)]);
  await addAuthenticator(approver);
  await signIn(approver, 'binjiang-director');
  await machine.goto(stage.screen);

  // Ask
  await signIn(clerk, 'binjiang-clerk');
  await fillRequest(clerk);
  await makeSheetSet(clerk, APPLICATION);
  await seesPages(clerk);
  await clerk.getByTestId('file').click();
  await waitsOn(clerk).filter({ hasText: '等审批人决定' }).waitFor();

  // Approve, on the phone
  await openFromNotice(approver);
  await registerPasskey(approver);
  await seesPages(approver);
  await approve(approver);
  await waitsOn(approver).filter({ hasText: '等经办人到印章机用印' }).waitFor();

  // Use
  await openSleeve(machine);
  const screen = () => machine.locator('#main').innerText();
  expect(await screen()).toContain(TITLE);
  expect(await screen()).toContain('请放入第 1 页');
  expect(await screen()).toMatch(/剩余次数 Left\s+1 \/ 1/);
  await isLoaded(machine.getByAltText('应放入的页'));
  await checkSheet(machine, /白纸/, 'sheet');
  expect(await machine.getByRole('alert').innerText()).toContain('没有看到带记录码的纸张');
  await checkSheet(machine, /放入第 1 页/, 'ready');
  await machine.getByRole('button', { name: '盖章 Stamp' }).click();
  await machine.locator('[data-phase=done]').waitFor();
  expect(await screen()).toMatch(/剩余次数 Left\s+0 \/ 1/);

  // Prove: the clerk's page follows by itself
  await waitsOn(clerk).filter({ hasText: '已办结' }).waitFor();
  const photo = clerk.getByTestId('use').getByRole('img');
  await isLoaded(photo);
  expect(await clerk.getByTestId('use').innerText()).toContain('已确认');
  const receipt = await downloadReceipt(clerk);
  expect(await yinzheng('verify', receipt, '--key', stage.logKey)).toBe(0);

  // Anyone who holds the stamped sheet scans it
  const resident = await stage.open(PHONE);
  await resident.goto(await codeOnPhoto(photo));
  const verdict = resident.locator('[data-verdict=stampedPage]');
  await verdict.filter({ hasText: '这一页已盖章' }).waitFor();
  await resident.getByTestId('device-check').filter({ hasText: '次盖章由印章机密钥签名' }).waitFor();
  expect(await resident.getByRole('alert').count()).toBe(0);

  // … and photographs it; then one with a line covered
  const paper = await stamped(await onPaper(await approvedPage(clerk)), '瑞安市玉海街道滨江社区居民委员会');
  await sendPhoto(resident, await photographed(paper));
  await resident.locator('[data-verdict=sheet-same]').filter({ hasText: '这张纸与批准的页面一致' }).waitFor();
  await isLoaded(resident.getByTestId('sheet-check').getByRole('img'));
  expect(await resident.getByTestId('sheet-seals').innerText()).toMatch(/看到 1 枚红色圆印[\s\S]*每份盖 1 枚[\s\S]*直径 42 毫米/);
  await sendPhoto(resident, await photographed(covered(paper, PRINT_DPI, { left: 30, top: 60, width: 80, height: 20 }), 2));
  const differs = resident.locator('[data-verdict=sheet-differs]').filter({ hasText: /有 \d 处不同/ });
  await differs.waitFor();
  expect(await resident.getByTestId('sheet-check').getByRole('img').getAttribute('alt')).toMatch(/标出 [1-9] 处不同、1 枚印章/);
  await resident.getByTestId('language').click();
  await verdict.filter({ hasText: 'This page was stamped' }).waitFor();
  expect(await resident.locator('main').innerText()).not.toContain(APPLICANT);

  // Forget: one asks, another confirms, and the proof stays
  await clerk.getByTestId('ask-erasure').click();
  await clerk.getByTestId('send-erasure').click();
  await clerk.getByTestId('erasure').filter({ hasText: '等待确认' }).waitFor();
  const supervisor = await stage.open(DESK);
  await signIn(supervisor, 'yuhai-supervisor');
  await supervisor.goto(clerk.url());
  await supervisor.getByRole('heading', { name: TITLE }).waitFor();
  await supervisor.getByLabel('提前删除的理由').fill('误收了与事项无关的材料');
  await supervisor.getByTestId('confirm-erasure').click();
  await supervisor.getByTestId('erase').click();
  await supervisor.getByTestId('erased').filter({ hasText: '个人信息已删除' }).waitFor();
  expect(await supervisor.locator('main').innerText()).not.toContain(APPLICANT);
  await resident.reload();
  await resident.getByTestId('erased').filter({ hasText: 'Erased by law' }).waitFor();
  await resident.getByTestId('device-check').filter({ hasText: 'were erased by law' }).waitFor();
  expect(await resident.getByRole('alert').count()).toBe(0);
  expect(await yinzheng('verify', receipt, '--key', stage.logKey)).toBe(0);
  expect(stage.complaints).toEqual([]);
});

test('a file that cannot be used is refused in words, and everything else stays', { timeout: 60_000 }, async () => {
  const clerk = await stage.open(DESK);
  await signIn(clerk, 'binjiang-clerk');
  await fillRequest(clerk);
  const problem = clerk.getByTestId('problem');

  const locked = Buffer.from(await encrypted({ userPassword: 'secret', ownerPassword: 'secret' }));
  await makeSheetSet(clerk, { name: '合同.pdf', mimeType: 'application/pdf', buffer: locked });
  await problem.filter({ hasText: '“合同.pdf”有密码保护。' }).waitFor();
  expect(await problem.innerText()).toContain('请去掉密码后上传。');
  expect(await clerk.getByLabel('标题').inputValue()).toBe(TITLE);

  await clerk.getByRole('button', { name: '移除 合同.pdf' }).click();
  await makeSheetSet(clerk, { name: '名单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('姓名,住址\n') });
  await problem.filter({ hasText: '“名单.pdf”不是 PDF、图片' }).waitFor();

  await clerk.getByRole('button', { name: '移除 名单.pdf' }).click();
  await makeSheetSet(clerk, { name: '申请.pdf', mimeType: 'application/pdf', buffer: await readFile(APPLICATION) });
  await seesPages(clerk);
  expect(stage.complaints).toEqual([]);
});

async function downloadReceipt(clerk: Page): Promise<string> {
  const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.getByTestId('receipt').click()]);
  return download.path();
}

/** The exit code of the command, as an auditor runs it. */
async function yinzheng(...args: readonly string[]): Promise<number> {
  const program = path.resolve(import.meta.dirname, '../../apps/cli/src/main.ts');
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number];
  return code;
}
