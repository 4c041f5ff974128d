import { beforeAll, describe, expect, it } from 'vitest';
import * as alter from '../../testing/alter.ts';
import * as pdfs from '../../testing/pdfs.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { pressSeal, type RgbaImage, sealImprint } from '../emulation/mod.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkSheet, type SheetReport } from './check-sheet.ts';
import { decideSheet, type SheetVerdict } from './decide-sheet.ts';

/** One picture of each, odd ones upside down: `bench/pagecheck.ts` counts over many. */
async function verdictOn(sheet: Sheet, paper: Raster, seed: number): Promise<SheetReport & SheetVerdict> {
  return checked(sheet, await capture(paper, seed));
}

async function checked(sheet: Sheet, photo: Uint8Array): Promise<SheetReport & SheetVerdict> {
  const report = await checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code });
  return { ...report, ...decideSheet(report, 'stop') };
}

let first: Sheet;
let second: Sheet;
let paper: Raster;
let otherPaper: Raster;
let imprint: RgbaImage;

beforeAll(async () => {
  [first, second] = (await sheetsOf(await pdfs.chineseLetter(2))) as [Sheet, Sheet];
  [paper, otherPaper] = [await onPaper(first), await onPaper(second)];
  imprint = await sealImprint({ faceText: '示例市示例街道示例社区居民委员会', diameterMm: 42, dpi: CAMERA_DPI });
});

describe('the approved sheet goes', () => {
  it('upside down, and with a seal on it already', async () => {
    const sealed = pressSeal(paper, { imprint, centreMm: { x: 130, y: 190 }, dpi: CAMERA_DPI, rotationDeg: 7 });
    expect([await verdictOn(first, paper, 1), await verdictOn(first, sealed, 2)].flatMap(({ reasons }) => reasons)).toEqual([]);
  });

  it.each([
    ['landscape', 1, () => pdfs.chineseLetter(1, { size: pdfs.A4_LANDSCAPE, lines: 14 })],
    ['A3', 2, () => pdfs.chineseLetter(1, { size: pdfs.A3, lines: 40 })],
    ['with four lines only', 1, () => pdfs.chineseLetter(1, { lines: 4 })],
    ['rendered', 2, () => pdfs.latinLetter(1)],
    ['with red lines and form values', 1, pdfs.formAndNotes],
  ] as const)('%s', async (_, seed, make) => {
    const [sheet] = await sheetsOf(await make());
    if (!sheet) throw new Error('no sheet');
    expect((await verdictOn(sheet, await onPaper(sheet), seed)).verdict).not.toBe('stop');
  });
});

describe('another sheet stops', () => {
  it.each([
    [
      'another page under the copied code',
      1,
      () => alter.pasted(paper, CAMERA_DPI, { left: 0, top: 0, width: 210, height: 262 }, otherPaper, { left: 0, top: 0 }),
    ],
    [
      'an added line',
      2,
      () => alter.pasted(paper, CAMERA_DPI, { left: 25, top: 252, width: 110, height: 6 }, paper, { left: 25, top: 50.5 }),
    ],
  ] as const)('%s', async (_, seed, make) => {
    expect((await verdictOn(first, make(), seed)).reasons).toEqual(['page/differs']);
  });

  it('a covered paragraph, which is where it says', async () => {
    const area = { left: 20, top: 120, width: 170, height: 30 };
    const { reasons, differences } = await verdictOn(first, alter.covered(paper, CAMERA_DPI, area), 3);
    expect(reasons).toEqual(['page/differs']);
    const [box] = differences;
    expect(box?.kind).toBe('missing');
    expect(Math.abs((box?.topMm ?? 0) - area.top)).toBeLessThan(7);
    expect(Math.abs((box?.heightMm ?? 0) - area.height)).toBeLessThan(13);
  });

  it('a blank sheet with a copied code is another page', async () => {
    const photo = await capture(alter.blankWithCode(paper, CAMERA_DPI), 1);
    expect(await checked(first, photo)).toMatchObject({ found: 'other-page', verdict: 'stop', reasons: ['page/other-page'] });
  });

  it('page two, when page one is expected', async () => {
    const photo = await capture(otherPaper, 3);
    expect(await checked(first, photo)).toMatchObject({
      verdict: 'stop',
      reasons: ['page/other-page'],
    });
  });

  it('a sheet without a code, and a bare desk', async () => {
    const bare: Raster = { width: 1654, height: 2339, channels: 1, data: new Uint8Array(1654 * 2339).fill(255) };
    for (const sheet of [bare, { ...bare, data: new Uint8Array(1654 * 2339).fill(40) }]) {
      const verdict = await checked(first, await capture(sheet, 1));
      expect(verdict.reasons).toEqual(['page/no-code']);
    }
  });

  it('a photo that is none throws, which the machine takes for a stop', async () => {
    await expect(checked(first, new Uint8Array(50))).rejects.toThrow();
  });
});
