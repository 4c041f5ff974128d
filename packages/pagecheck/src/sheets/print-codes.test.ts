import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import * as pdfs from '../../testing/pdfs.ts';
import { photo, scanPdf } from '../../testing/pictures.ts';
import { codeText, LIMITS, sheetsOf } from '../../testing/sheets.ts';
import { readPageCodes } from '../find/read-codes.ts';
import { reservedBoxes } from '../paper.ts';
import { withPdf } from '../pdfium/document.ts';
import { pdfium } from '../pdfium/library.ts';
import { prepareSource } from './prepare.ts';
import { printCodes } from './print-codes.ts';
import { preview, renderPage } from './render-page.ts';

const kinds = [
  ['a letter', () => pdfs.chineseLetter(1)],
  ['a letter with text in the corner', () => pdfs.chineseLetter(1, { fillsCorner: true })],
  ['landscape', () => pdfs.chineseLetter(1, { size: pdfs.A4_LANDSCAPE, lines: 18 })],
  ['A3', () => pdfs.chineseLetter(1, { size: pdfs.A3 })],
  ['Letter', () => pdfs.chineseLetter(1, { size: pdfs.LETTER })],
  ['turned by 90°', () => pdfs.chineseLetter(1, { turn: 90 })],
  ['turned by 180°', () => pdfs.chineseLetter(1, { turn: 180 })],
  ['turned by 270°', () => pdfs.chineseLetter(1, { turn: 270 })],
  ['a rendered page', () => pdfs.latinLetter(1)],
  ['a scan', async () => scanPdf(await photo(1240, 1754))],
] as const;

describe.each(kinds)('on %s', (_, make) => {
  it('the code is read back from a 150 dpi scan, and nothing lies under it', async () => {
    const [sheet] = await sheetsOf(await make());
    if (!sheet) throw new Error('no sheet');
    const codes = await readPageCodes(await renderPage(sheet.pdf, 150));
    expect(codes.map(({ text }) => text)).toEqual([sheet.code]);
    const content = await renderPage(sheet.content, 127);
    for (const box of reservedBoxes({ widthMm: content.width / 5, heightMm: content.height / 5 })) {
      for (let y = Math.ceil(box.topMm * 5); y < (box.topMm + box.heightMm) * 5 - 1; y++) {
        const row = y * content.width;
        const part = content.data.subarray(row + Math.ceil(box.leftMm * 5), row + Math.floor((box.leftMm + box.widthMm) * 5));
        expect(Math.min(...part)).toBeGreaterThan(235);
      }
    }
  });
});

it.each([0, 90, 180, 270] as const)('a page turned by %i° looks as pdfium shows the upload', async (turn) => {
  const upload = await pdfs.chineseLetter(1, { turn });
  const [sheet] = await sheetsOf(upload);
  const fixed = await renderPage(sheet?.content ?? new Uint8Array(), 72);
  const size = { widthPx: fixed.width, heightPx: fixed.height };
  const shown = await withPdf(upload, (pdf) => pdf.render(0, { ...size, color: 'gray', annotations: true }).data);
  if (typeof shown === 'string') throw new Error(shown);
  const far = fixed.data.filter((value, i) => Math.abs(value - (shown[i] ?? 0)) > 64).length;
  expect(shown.filter((value) => value < 128).length).toBeGreaterThan(1000);
  expect(far).toBeLessThan(50);
});

it('codes differ, everything else is the same bytes each time, without dates or identifiers', async () => {
  const contents = (await sheetsOf(await pdfs.chineseLetter(3))).map(({ content }) => content);
  const marks = contents.map((_, i) => ({ text: codeText(i), label: `第 ${i + 1} 页 共 3 页 · K7QF-2M9D` }));
  const [first, second] = [await printCodes(contents, marks), await printCodes(contents, marks)];
  expect(Buffer.compare(first.set, second.set)).toBe(0);
  expect(first.pages.map(({ digest }) => digest)).toEqual(second.pages.map(({ digest }) => digest));
  expect(Buffer.from(first.set).toString('latin1')).not.toMatch(/Date|\/ID|Producer/);
});

it('the set has every page and shares what they share: sixty pages with one font stay small', async () => {
  const sheets = await sheetsOf(await pdfs.chineseLetter(60));
  const marks = sheets.map(({ code }) => ({ text: code, label: code.slice(0, 20) }));
  const contents = sheets.map(({ content }) => content);
  const { set, pages } = await printCodes(contents, marks);
  expect((await PDFDocument.load(set)).getPageCount()).toBe(60);
  expect(set.length).toBeLessThan(pages.reduce((sum, { pdf }) => sum + pdf.length, 0) * 0.7);
});

it('a page of the printed set is drawn pixel for pixel as the page by itself, whose digest was approved', async () => {
  const sheets = await sheetsOf(await pdfs.chineseLetter(2));
  const marks = sheets.map(({ code }, i) => ({ text: code, label: `第 ${i + 1} 页 共 2 页 · K7QF-2M9D` }));
  const contents = sheets.map(({ content }) => content);
  const { set, pages } = await printCodes(contents, marks);
  for (const [at, { pdf, digest }] of pages.entries()) {
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(digest);
    const alone = await renderPage(pdf, 100);
    const size = { widthPx: alone.width, heightPx: alone.height };
    const inSet = await withPdf(set, (document) => document.render(at, { ...size, color: 'gray', annotations: true }).data);
    if (typeof inSet === 'string') throw new Error(inSet);
    expect(Buffer.compare(inSet, alone.data)).toBe(0);
  }
});

it('a text that would make the code unreadable is refused', async () => {
  const [sheet] = await sheetsOf(await pdfs.chineseLetter(1));
  await expect(printCodes([sheet?.content ?? new Uint8Array()], [{ text: 'x'.repeat(400), label: '' }])).rejects.toThrow();
});

it('a preview is a WebP of the width asked for', async () => {
  const [sheet] = await sheetsOf(await pdfs.chineseLetter(1));
  const webp = Buffer.from(await preview(sheet?.pdf ?? new Uint8Array(), 640));
  expect(webp.toString('latin1', 8, 12)).toBe('WEBP');
});

it('hundreds of pages leave pdfium’s memory where it was', async () => {
  const [letter, drawn] = [await pdfs.chineseLetter(1), await pdfs.formAndNotes()];
  const work = async (rounds: number): Promise<number> => {
    for (let i = 0; i < rounds; i++) {
      for (const bytes of [letter, letter, letter, letter, letter]) await prepareSource({ name: '', bytes }, { from: 0, to: 9 }, LIMITS);
      if (i % 5 === 0) await sheetsOf(drawn);
    }
    return (await pdfium()).HEAPU8.length;
  };
  const warm = await work(5);
  expect(await work(50)).toBe(warm);
}, 120_000);
