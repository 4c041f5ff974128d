import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { act, type ReceiptPlan } from '../../../../test/arbitraries/receipt.ts';
import { receiptFolder } from '../../../../test/arbitraries/receipt-folder.ts';
import { instant, logNamed } from '../../../../test/arbitraries/town.ts';

const BIN = join(import.meta.dirname, '../../bin/yinzheng.mjs');
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function folderOf(plan: ReceiptPlan = {}) {
  const made = await receiptFolder(plan);
  folders.push(made.folder);
  return made;
}

function yinzheng(args: readonly string[], env: Record<string, string> = { LANG: 'en_GB.UTF-8' }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  return { status, stdout, stderr, last: stdout.trimEnd().split('\n').at(-1) };
}

describe('yinzheng verify', () => {
  it('says that a true receipt is valid, in both languages, and which key it trusted', async () => {
    const { path, vkey } = await folderOf();
    const english = yinzheng(['verify', path]);
    expect(english).toMatchObject({ status: 0, stderr: '' });
    expect(english.stdout).toContain(vkey);
    expect(english.stdout).toContain('beside the receipt');
    expect(english.stdout).toContain('⚠ Sample');
    expect(english.last).toBe('Result: the receipt is valid. Its pages (2) and impressions (2) were approved and are in the log.');
    expect(yinzheng(['verify', path], { LANG: 'zh_CN.UTF-8' }).last).toBe('结论：回执有效。2 页文件、2 枚印迹均经审批，并记入账本。');
    expect(yinzheng(['verify', path, '--lang', 'zh']).last).toMatch(/^结论：回执有效/);
    expect(yinzheng(['verify', path], {}).stdout).toMatch(/结论：回执有效.*\n[\s\S]*Result: the receipt is valid/);
  });

  it('says what was erased, when and on what ground, and that all else still holds', async () => {
    const { folder, path } = await folderOf({
      openings: () => [],
      erasures: (facts) => [act('person.erased', instant(30), { ...facts, early: '0'.repeat(64) })],
    });
    for (const name of ['pages', 'photos']) rmSync(join(folder, name), { recursive: true });
    const english = yinzheng(['verify', path]);
    expect(english.status).toBe(0);
    expect(english.stdout).toMatch(/title, applicant and purpose: erased on 2026-11-22/);
    expect(english.stdout).toContain('(reason erased)');
    expect(english.stdout).toMatch(
      /erased by law on .*before the end of the retention period \(the person withdrew consent\): asked by clerk-1, confirmed by supervisor-1/,
    );
    expect(english.stdout).toMatch(/pages\/page-01.pdf and 1 more: erased by law/);
    expect(english.stdout).not.toContain('not at hand');
    expect(english.last).toMatch(/^Result: the receipt is valid/);
    const chinese = yinzheng(['verify', path, '--lang', 'zh']).stdout;
    expect(chinese).toContain('早于保存期限（本人撤回同意）：clerk-1 提出，supervisor-1 确认');
  });

  it.each(['receipt.json', 'pages/page-01.pdf', 'photos/2.jpg'])('fails when a byte of %s is changed, and names it', async (name) => {
    const { folder, path } = await folderOf();
    const bytes = readFileSync(join(folder, name));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(join(folder, name), bytes);
    const { status, stdout, last } = yinzheng(['verify', path]);
    expect(status).toBe(1);
    expect(last).toMatch(/^Result: NOT valid/);
    if (name !== 'receipt.json') expect(stdout).toMatch(new RegExp(`${name}: ✗`));
  });

  it('fails on a file that does not belong, and only says that one is missing', async () => {
    const { folder, path } = await folderOf();
    unlinkSync(join(folder, 'photos/1.jpg'));
    unlinkSync(join(folder, 'pages/page-02.pdf'));
    const less = yinzheng(['verify', path]);
    expect(less.status).toBe(0);
    expect(less.stdout).toContain('pages/page-02.pdf: not at hand');
    writeFileSync(join(folder, 'pages/page-03.pdf'), 'one more page');
    expect(yinzheng(['verify', path])).toMatchObject({ status: 1, stdout: expect.stringContaining('pages/page-03.pdf: ✗') });
  });

  it('does not take one page twice under two names', async () => {
    const { folder, path } = await folderOf();
    writeFileSync(join(folder, 'pages/page-1.pdf'), readFileSync(join(folder, 'pages/page-01.pdf')));
    expect(yinzheng(['verify', path]).status).toBe(1);
  });

  it('trusts the key it is told, and no other', async () => {
    const { folder, path, vkey } = await folderOf();
    const stranger = (await logNamed('yuhai.example/other')).vkey;
    expect(yinzheng(['verify', path, '--key', stranger])).toMatchObject({ status: 1, stdout: expect.stringContaining('note/unsigned') });
    writeFileSync(join(folder, 'log.vkey'), stranger);
    expect(yinzheng(['verify', path]).status).toBe(1);
    expect(yinzheng(['verify', path, '--key', vkey])).toMatchObject({ status: 0, stdout: expect.stringContaining('--key') });
  });

  it('pins the founding of the roster when it is named', async () => {
    const { path } = await folderOf();
    const { report } = JSON.parse(yinzheng(['verify', path, '--json']).stdout) as { report: { facts: { founding: string } } };
    expect(yinzheng(['verify', path, '--founding', report.facts.founding]).status).toBe(0);
    expect(yinzheng(['verify', path, '--founding', '0'.repeat(64)])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('receipt/other-founding'),
    });
  });

  it('finds a given page among those of the receipt', async () => {
    const { folder, path } = await folderOf();
    const page = join(folder, 'pages/page-02.pdf');
    expect(yinzheng(['verify', path, '--page', page])).toMatchObject({ status: 0, stdout: expect.stringContaining('is page 2') });
    expect(yinzheng(['verify', path, '--page', path])).toMatchObject({ status: 1, stdout: expect.stringContaining('is no page') });
  });

  it('says that the stamped print is no evidence', async () => {
    const { folder, path } = await folderOf();
    writeFileSync(join(folder, 'stamped.pdf'), '%PDF-1.7');
    expect(yinzheng(['verify', path])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('stamped.pdf: a print for convenience'),
    });
  });

  it('answers 2 when it was asked wrongly or finds nothing to check', async () => {
    const { folder, path } = await folderOf();
    expect(yinzheng(['verify'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage') });
    expect(yinzheng(['verify', path, path, path]).status).toBe(2);
    expect(yinzheng(['verify', path, '--nonsense']).status).toBe(2);
    expect(yinzheng(['verify', path, '--founding', 'short']).status).toBe(2);
    expect(yinzheng(['verify', join(folder, 'none.json')])).toMatchObject({ status: 2, stderr: expect.stringContaining('none.json') });
    expect(yinzheng(['verify', path, '--page', join(folder, 'none.pdf')]).status).toBe(2);
    writeFileSync(join(folder, 'log.vkey'), 'not a key');
    expect(yinzheng(['verify', path])).toMatchObject({ status: 2, stderr: expect.stringContaining('log.vkey') });
    unlinkSync(join(folder, 'log.vkey'));
    expect(yinzheng(['verify', path])).toMatchObject({ status: 2, stderr: expect.stringContaining('--key') });
    expect(yinzheng(['frobnicate'])).toMatchObject({ status: 2, stderr: expect.stringContaining('frobnicate') });
    expect(yinzheng(['--help']).status).toBe(0);
  });

  it('lives through what is no receipt at all', async () => {
    const { folder, path } = await folderOf();
    const other = join(folder, 'other.json');
    for (const text of ['', 'null\n', '[]\n', '"\\ud800"\n', '{"__proto__":{}}\n', `${'['.repeat(200_000)}\n`, '\xff\xfe']) {
      writeFileSync(other, text, 'latin1');
      expect(yinzheng(['verify', other])).toMatchObject({ status: 1, stderr: '' });
    }
    appendFileSync(path, ' ');
    expect(yinzheng(['verify', path])).toMatchObject({ status: 1, stdout: expect.stringContaining('json/not-canonical') });
  });

  it('lets no name in a receipt steer the terminal', async () => {
    const { path, folder } = await folderOf();
    writeFileSync(join(folder, 'pages', 'x\u001b[2J\u202e.pdf'), '');
    const { status, stdout } = yinzheng(['verify', path]);
    expect(status).toBe(1);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });
});
