import { mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, toRequestId, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../apps/cli/src/verify/command.ts';
import { covered } from '../../packages/pagecheck/testing/alter.ts';
import { chineseLetter } from '../../packages/pagecheck/testing/pdfs.ts';
import { scanPdf } from '../../packages/pagecheck/testing/pictures.ts';
import { receiptFolder } from '../arbitraries/receipt-folder.ts';
import { BODY, town } from '../arbitraries/town.ts';
import { onPaper, PRINT_DPI, photographed, printedPages, stamped } from '../kit/paper.ts';

/** The request that sample receipts are about. */
const REQUEST = toRequestId(sha256(utf8('request')).slice(0, 8));

let made: Awaited<ReturnType<typeof receiptFolder>>;
let sheets: { readonly first: Awaited<ReturnType<typeof onPaper>>; readonly second: Awaited<ReturnType<typeof onPaper>> };

const file = (name: string): string => join(made.folder, 'given', name);
function given(name: string, bytes: Uint8Array): string {
  writeFileSync(file(name), bytes);
  return file(name);
}

beforeAll(async () => {
  const pages = await printedPages(await chineseLetter(2), { request: REQUEST, body: BODY, signer: (await town()).server });
  made = await receiptFolder({ pages });
  mkdirSync(join(made.folder, 'given'));
  const [first, second] = await Promise.all(pages.map(onPaper));
  if (!first || !second) throw new Error('two pages were printed');
  sheets = { first: await stamped(first), second: await stamped(second) };
  given('same.jpg', await photographed(sheets.first));
}, 60_000);
afterAll(() => rmSync(made.folder, { recursive: true }));

async function verify(...args: readonly string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const exit = await run([made.path, '--lang', 'en', ...args], {
    env: {},
    print: (line) => void said.push(line),
    complain: (line) => void complained.push(line),
  });
  return { exit, text: said.join('\n'), complaint: complained.join('\n') };
}

describe('yinzheng verify --photo', () => {
  it('says of the stamped page that it is the approved one, which seal stands on it, and what a photo cannot prove', async () => {
    const { exit, text } = await verify('--photo', file('same.jpg'));
    expect(text).toContain('same.jpg: the same as the approved page 1');
    expect(text).toContain('red seals seen: 1; impressions on each copy of this page by the ledger: 1');
    expect(text).toMatch(/round, 4[12]\.\d mm across/);
    expect(text).toContain('What a photo cannot prove');
    expect(exit).toBe(0);
    const chinese = await verify('--photo', file('same.jpg'), '--lang', 'zh');
    expect(chinese.text).toContain('与批准的第 1 页一致');
  }, 60_000);

  it('fails on an altered sheet, says where, and draws it', async () => {
    const altered = covered(sheets.first, PRINT_DPI, { left: 20, top: 120, width: 170, height: 30 });
    const pictures = join(made.folder, 'pictures');
    const { exit, text } = await verify('--photo', given('altered.jpg', await photographed(altered)), '--pictures', pictures);
    expect(exit).toBe(1);
    expect(text).toMatch(/altered\.jpg: ✗ differs from the approved page 1 in \d+ places?/);
    expect(text).toMatch(/1[12]\d mm from the top/);
    expect(text.split('\n').at(-1)).toContain('the receipt is valid, but 1 photographed sheet cannot be taken for an approved page');
    expect(readdirSync(pictures)).toEqual(['altered-page-1.webp']);
  }, 60_000);

  it('answers programs without pictures', async () => {
    const { exit, text } = await verify('--photo', file('same.jpg'), '--json');
    const { ok, photos } = JSON.parse(text);
    expect({ exit, ok }).toEqual({ exit: 0, ok: true });
    expect(photos).toMatchObject([{ ok: true, found: { kind: 'checked', page: 1, report: { found: 'page', differences: [] } } }]);
    expect(photos[0].found.report).not.toHaveProperty('sideBySide');
  }, 60_000);

  it('takes a scan of several sheets apart', async () => {
    const { PDFDocument } = await import('@cantoo/pdf-lib');
    const pdf = await PDFDocument.load(await scanPdf(readFileSync(file('same.jpg'))));
    const image = await pdf.embedJpg(await photographed(sheets.second, 2));
    pdf.addPage([595.276, 841.89]).drawImage(image, { x: 0, y: 0, width: 595.276, height: 841.89 });
    const { exit, text } = await verify('--photo', given('scan.pdf', await pdf.save()));
    expect(text).toContain('scan.pdf (sheet 1 of 2): the same as the approved page 1');
    expect(text).toContain('scan.pdf (sheet 2 of 2): the same as the approved page 2');
    expect(exit).toBe(0);
  }, 60_000);

  it('says which page is needed when no code is readable, and that a page is not at hand', async () => {
    const blank = { ...sheets.first, data: new Uint8Array(sheets.first.data.length).fill(255) };
    const photo = given('blank.jpg', await photographed(blank));
    expect(await verify('--photo', photo)).toMatchObject({
      exit: 1,
      text: expect.stringContaining('say which page it is with --page-number'),
    });
    expect(await verify('--photo', photo, '--page-number', '2')).toMatchObject({ exit: 1, text: expect.stringMatching(/blank\.jpg: ✗/) });
    expect(await verify('--photo', photo, '--page-number', '9')).toMatchObject({ exit: 1, text: expect.stringContaining('has no page 9') });
    const page = join(made.folder, 'pages/page-01.pdf');
    const kept = readFileSync(page);
    unlinkSync(page);
    const { exit, text } = await verify('--photo', file('same.jpg'));
    writeFileSync(page, kept);
    expect({ exit, text }).toMatchObject({ exit: 1, text: expect.stringContaining('the approved page 1 is not in pages/') });
  }, 60_000);

  it('does not take the sheet of another record, nor another page under a number', async () => {
    const [stranger] = await printedPages(await chineseLetter(1), {
      request: toRequestId(sha256(utf8('another')).slice(0, 8)),
      body: BODY,
      signer: (await town()).server,
    });
    if (!stranger) throw new Error('a page was printed');
    const other = given('other.jpg', await photographed(await onPaper(stranger)));
    expect(await verify('--photo', other)).toMatchObject({ exit: 1, text: expect.stringContaining('its code is of another record') });
    expect(await verify('--photo', file('same.jpg'), '--page-number', '2')).toMatchObject({
      exit: 1,
      text: expect.stringContaining('not the approved page 2'),
    });
  }, 60_000);

  it('answers 2 to what is no picture, and lives', async () => {
    const broken = readFileSync(file('same.jpg')).subarray(0, 20_000);
    expect(await verify('--photo', given('broken.jpg', broken))).toMatchObject({
      exit: 2,
      complaint: expect.stringContaining('upload/damaged'),
    });
    expect(await verify('--photo', given('words.txt', utf8('no picture')))).toMatchObject({
      exit: 2,
      complaint: expect.stringContaining('upload/unknown-kind'),
    });
    expect((await verify('--photo', file('none.jpg'))).exit).toBe(2);
    expect((await verify('--page-number', '1')).exit).toBe(2);
    expect((await verify('--photo', file('same.jpg'), '--page-number', '0')).exit).toBe(2);
  }, 60_000);
});
