import { beforeAll, describe, expect, it } from 'vitest';
import * as alter from '../../testing/alter.ts';
import * as pdfs from '../../testing/pdfs.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { pressSeal, type RgbaImage, sealImprint } from '../emulation/mod.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkSheet, type SheetReport } from './check-sheet.ts';
import { decideSheet, type SheetVerdict } from './decide-sheet.ts';

/** Few, for time: `bench/pagecheck.ts` counts over many. */
const SEEDS = 3;
const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);

async function checked(sheet: Sheet, photo: Uint8Array): Promise<SheetReport & SheetVerdict> {
  const report = await checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code });
  return { ...report, ...decideSheet(report, 'stop') };
}

async function verdicts(sheet: Sheet, papers: readonly Raster[]): Promise<(SheetReport & SheetVerdict)[]> {
  const found: (SheetReport & SheetVerdict)[] = [];
  for (const [i, paper] of papers.entries()) {
    found.push(await checked(sheet, await capture(paper, seeds[i % SEEDS] ?? 1)));
  }
  return found;
}

const stopped = (found: readonly SheetVerdict[]): number => found.filter(({ verdict }) => verdict === 'stop').length;

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
  it('for every seed, also with a seal on it already', async () => {
    const sealed = pressSeal(paper, { imprint, centreMm: { x: 130, y: 190 }, dpi: CAMERA_DPI, rotationDeg: 7 });
    const found = await verdicts(
      first,
      seeds.map((seed) => (seed % 2 === 0 ? sealed : paper)),
    );
    expect(found.flatMap(({ reasons }) => reasons)).toEqual([]);
  });

  it.each([
    ['landscape', () => pdfs.chineseLetter(1, { size: pdfs.A4_LANDSCAPE, lines: 14 })],
    ['A3', () => pdfs.chineseLetter(1, { size: pdfs.A3, lines: 40 })],
    ['with four lines only', () => pdfs.chineseLetter(1, { lines: 4 })],
    ['rendered', () => pdfs.latinLetter(1)],
    ['with red lines and form values', pdfs.formAndNotes],
  ] as const)('%s', async (_, make) => {
    const [sheet] = await sheetsOf(await make());
    if (!sheet) throw new Error('no sheet');
    const print = await onPaper(sheet);
    expect(stopped(await verdicts(sheet, [print, print]))).toBe(0);
  });
});

describe('another sheet stops', () => {
  const area = { left: 20, top: 120, width: 170, height: 30 };
  it.each([
    [
      'another page under the copied code',
      () => alter.pasted(paper, CAMERA_DPI, { left: 0, top: 0, width: 210, height: 262 }, otherPaper, { left: 0, top: 0 }),
    ],
    ['a covered paragraph', () => alter.covered(paper, CAMERA_DPI, area)],
    ['an added line', () => alter.pasted(paper, CAMERA_DPI, { left: 25, top: 252, width: 110, height: 6 }, paper, { left: 25, top: 50.5 })],
  ] as const)('%s', async (_, make) => {
    const altered = make();
    const found = await verdicts(
      first,
      seeds.map(() => altered),
    );
    expect(found.map(({ reasons }) => reasons)).toEqual(seeds.map(() => ['page/differs']));
  });

  it('a blank sheet with a copied code is another page', async () => {
    const photo = await capture(alter.blankWithCode(paper, CAMERA_DPI), 1);
    expect(await checked(first, photo)).toMatchObject({ found: 'other-page', verdict: 'stop', reasons: ['page/other-page'] });
  });

  it('the covered place is where it says', async () => {
    const [verdict] = await verdicts(first, [alter.covered(paper, CAMERA_DPI, area)]);
    const [box] = verdict?.differences ?? [];
    expect(box?.kind).toBe('missing');
    expect(Math.abs((box?.topMm ?? 0) - area.top)).toBeLessThan(7);
    expect(Math.abs((box?.heightMm ?? 0) - area.height)).toBeLessThan(13);
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
