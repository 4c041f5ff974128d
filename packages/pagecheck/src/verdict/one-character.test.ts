import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import * as alter from '../../testing/alter.ts';
import { chineseLetter } from '../../testing/pdfs.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkSheet, type SheetCheck, type SheetReport } from './check-sheet.ts';

/** Of the letter's type, 12 pt: characters of one line stand so far apart. */
const EM = 4.2333;
/** The sixth line of the letter. */
const LINE = { top: 87.5, height: 5.5 };
/** A place in it that shows another of its characters. */
const CHANGED = { left: 60, width: EM, ...LINE };

let sheet: Sheet;
let paper: Raster;
let changed: Raster;

beforeAll(async () => {
  [sheet] = (await sheetsOf(await chineseLetter(1))) as [Sheet];
  paper = await onPaper(sheet);
  changed = alter.pasted(paper, CAMERA_DPI, CHANGED, paper, { left: CHANGED.left + 3 * EM, top: LINE.top });
});

const look = async (print: Raster, more: Partial<SheetCheck> = {}, seed = 2): Promise<SheetReport> =>
  checkSheet({ photo: await capture(print, seed), page: sheet.pdf, expectedCode: sheet.code, text: 'none', ...more });

it('another character is surely found, where it stands, and shown', async () => {
  const { differences, crops, sideBySide } = await look(changed, { pictures: 'all' });
  const [first] = differences;
  expect(first).toMatchObject({ kind: 'changed', certainty: 'sure' });
  expect(Math.abs((first?.leftMm ?? 0) - CHANGED.left)).toBeLessThan(EM);
  expect(Math.abs((first?.topMm ?? 0) - LINE.top)).toBeLessThan(3);
  expect(first?.widthMm).toBeLessThan(3 * EM);
  expect(crops).toHaveLength(differences.length);
  for (const picture of [crops[0]?.approved, crops[0]?.seen, sideBySide]) {
    expect(await sharp(picture as Uint8Array).metadata()).toMatchObject({ format: 'webp' });
  }
});

it('a word where nothing is printed is extra ink', async () => {
  const word = alter.pasted(paper, CAMERA_DPI, { left: 40, top: 255, width: 2 * EM, height: 5.5 }, paper, { left: 60, top: LINE.top });
  const [first] = (await look(word)).differences;
  expect(first).toMatchObject({ kind: 'extra', certainty: 'sure' });
});

it('a page whose code is covered is found by its print, upside down too, and is as approved', async () => {
  const covered = alter.covered(paper, CAMERA_DPI, { left: 180, top: 262, width: 30, height: 35 });
  for (const seed of [1, 2]) {
    const { found, code, differences } = await look(covered, { expectedCode: null }, seed);
    expect({ found, code, differences }).toEqual({ found: 'page', code: 'unread', differences: [] });
  }
});
