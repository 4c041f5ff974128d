import sharp from 'sharp';
import { expect, it } from 'vitest';
import * as alter from '../../testing/alter.ts';
import { chineseLetter, type LetterOptions } from '../../testing/pdfs.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkSheet, type SheetReport } from './check-sheet.ts';

async function letter(options: LetterOptions): Promise<{ sheet: Sheet; paper: Raster; look: (photo: Uint8Array) => Promise<SheetReport> }> {
  const [sheet] = (await sheetsOf(await chineseLetter(1, options))) as [Sheet];
  const look = (photo: Uint8Array) => checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code, text: 'none' });
  return { sheet, paper: await onPaper(sheet), look };
}

/** The letter's first line, and a bar as thin as a rule. */
const TEXT = { left: 25, top: 50.5, width: 110, height: 6 };
const inked = (page: Raster, left: number, top: number, width: number, height: number): Raster =>
  alter.covered(page, CAMERA_DPI, { left, top, width, height }, 20);

it('a paragraph that stands by itself is missing when it is covered', async () => {
  const { paper, look } = await letter({ lines: 6, note: true });
  expect((await look(await capture(paper, 2))).differences).toEqual([]);
  const [first] = (await look(await capture(alter.covered(paper, CAMERA_DPI, { left: 20, top: 205, width: 80, height: 40 }), 2)))
    .differences;
  expect(first).toMatchObject({ kind: 'missing', certainty: 'sure' });
  expect(Math.abs((first?.topMm ?? 0) - 213)).toBeLessThan(4);
});

it('a red head is missing when it is covered, though nothing else on the page is red', async () => {
  const { paper, look } = await letter({ lines: 6, redHead: true });
  expect((await look(await capture(paper, 2))).differences).toEqual([]);
  const [first] = (await look(await capture(alter.covered(paper, CAMERA_DPI, { left: 40, top: 5, width: 140, height: 16 }), 2)))
    .differences;
  expect(first).toMatchObject({ kind: 'missing', certainty: 'sure' });
});

it('added words are seen though their strokes run on to the edge of the sheet', async () => {
  const { paper, look } = await letter({ lines: 6 });
  const added = alter.pasted(paper, CAMERA_DPI, { ...TEXT, top: 252 }, paper, TEXT);
  const barred = [252.9, 253.9, 254.9].reduce((page, top) => inked(page, 0, top, 135, 0.5), added);
  const { differences } = await look(await capture(barred, 2));
  expect(differences.some(({ kind, widthMm }) => kind === 'extra' && widthMm > 80)).toBe(true);
});

it('what the picture does not reach is held: anything may have been added there', async () => {
  const { paper, look } = await letter({ lines: 12 });
  const photo = await capture(alter.pasted(paper, CAMERA_DPI, { ...TEXT, top: 12 }, paper, TEXT), 2);
  const { width, height } = await sharp(photo).metadata();
  const cut = await sharp(photo)
    .extract({ left: 0, top: 330, width, height: height - 330 })
    .jpeg({ quality: 92 })
    .toBuffer();
  const { found, differences } = await look(cut);
  expect(found).toBe('page');
  expect(differences).toMatchObject([{ certainty: 'unsure' }]);
  expect(differences[0]?.heightMm).toBeGreaterThan(15);
});

/** As a pen: a stroke along the line 180 mm from the top and one upright. */
const signed = (page: Raster): Raster => inked(inked(page, 45, 172, 20, 0.5), 48, 172, 0.5, 12);

it('a line to sign on shelters what is written on it, not a frame of print around it', async () => {
  const { sheet, paper } = await letter({ lines: 6, line: '签字：' });
  const look = async (page: Raster) => checkSheet({ photo: await capture(page, 2), page: sheet.pdf, expectedCode: sheet.code });
  expect((await look(signed(paper))).differences).toEqual([]);
  const framed = [
    [20, 150, 90, 0.5],
    [20, 150, 0.5, 54],
    [109.5, 150, 0.5, 54],
    [20, 204, 90, 0.5],
  ] as const;
  const [first] = (await look(framed.reduce((page, [left, top, width, height]) => inked(page, left, top, width, height), paper)))
    .differences;
  expect(first).toMatchObject({ kind: 'extra', certainty: 'sure' });
});

it.each(['金额：', '出生日期：'])('a line for anything else (%s) is held when it is filled in after the approval', async (line) => {
  const { sheet, paper } = await letter({ lines: 6, line });
  const photo = await capture(signed(paper), 2);
  const { differences, crops } = await checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code, pictures: 'crops' });
  expect(differences).toMatchObject([{ kind: 'extra', certainty: 'unsure' }]);
  expect(Math.abs((differences[0]?.topMm ?? 0) - 172)).toBeLessThan(2);
  expect(crops).toHaveLength(1);
});

const FIELD = { leftMm: 30, topMm: 212, widthMm: 90, heightMm: 14 };

it('a character beside a line to sign on or a field is added, and so is a row of print within a field', async () => {
  const { sheet, paper } = await letter({ lines: 6, line: '签字：' });
  const look = async (page: Raster) =>
    checkSheet({ photo: await capture(page, 2), page: sheet.pdf, expectedCode: sheet.code, expectedInk: [FIELD] });
  // The line ends at 92 mm, the field at 120 mm.
  const beside = [
    { left: 95, top: 175 },
    { left: 124, top: 216 },
  ];
  const characters = beside.reduce(
    (page, place) => alter.pasted(page, CAMERA_DPI, { ...place, width: 4.4, height: 6 }, paper, { left: 42, top: 48.5 }),
    paper,
  );
  const { differences } = await look(characters);
  expect(differences.map(({ kind, certainty }) => `${kind} ${certainty}`)).toEqual(['extra sure', 'extra sure']);
  for (const { left, top } of beside) {
    expect(differences.some(({ leftMm, topMm }) => Math.abs(leftMm - left) < 3 && Math.abs(topMm - top) < 3)).toBe(true);
  }
  const row = alter.pasted(paper, CAMERA_DPI, { left: 35, top: 216, width: 40, height: 6 }, paper, { left: TEXT.left, top: 48.5 });
  expect((await look(row)).differences).toMatchObject([{ kind: 'extra', certainty: 'sure' }]);
});

it('what a pen writes in a field is expected there', async () => {
  const { sheet, paper } = await letter({ lines: 6 });
  const written = [0, 8, 16, 24].reduce(
    (page, x, i) => inked(inked(page, 40 + x, 215 + i, 5, 0.5), 42 + x, 213 + i / 2, 0.5, 8 - i),
    paper,
  );
  const photo = await capture(written, 3);
  expect((await checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code, expectedInk: [FIELD] })).differences).toEqual([]);
});
