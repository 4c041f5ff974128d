import { beforeAll, expect, it } from 'vitest';
import * as pdfs from '../../testing/pdfs.ts';
import { onPaper, sheetsOf } from '../../testing/sheets.ts';
import type { Raster } from '../pdfium/document.ts';
import { alterSheet } from './alter.ts';

const DPI = 200;
let page: Raster;
beforeAll(async () => {
  const [sheet] = await sheetsOf(await pdfs.chineseLetter(1));
  if (!sheet) throw new Error('no sheet');
  page = await onPaper(sheet);
});

/** How many pixels became lighter and darker, and over how many rows. */
function changed(altered: Raster) {
  let [lighter, darker] = [0, 0];
  const rows = new Set<number>();
  for (let at = 0; at < page.data.length; at++) {
    const step = (altered.data[at] as number) - (page.data[at] as number);
    if (step === 0) continue;
    if (step > 0) lighter++;
    else darker++;
    rows.add(Math.floor(at / page.channels / page.width));
  }
  return { lighter, darker, heightMm: (rows.size / DPI) * 25.4 };
}

it('takes most of one line away, and nothing else', () => {
  const { lighter, darker, heightMm } = changed(alterSheet(page, 'line', DPI));
  expect(lighter).toBeGreaterThan(2_000);
  expect(darker).toBe(0);
  expect(heightMm).toBeLessThan(9);
});

it('adds one thin stroke to a character', () => {
  const { darker, heightMm } = changed(alterSheet(page, 'stroke', DPI));
  expect(darker).toBeGreaterThan(10);
  expect(heightMm).toBeLessThan(0.6);
});

it('leaves the page given as it is, and says when there is nothing to alter', () => {
  const before = Uint8Array.from(page.data);
  alterSheet(page, 'line', DPI);
  expect(page.data).toEqual(before);
  const blank = { ...page, data: new Uint8Array(page.data.length).fill(255) };
  expect(() => alterSheet(blank, 'line', DPI)).toThrow('no line of print');
});
