import { beforeAll, describe, expect, it } from 'vitest';
import * as alter from '../../testing/alter.ts';
import { chineseLetter } from '../../testing/pdfs.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { type Bulge, bulge, strip, tinted, withFinger } from '../../testing/skin.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkSheet } from './check-sheet.ts';
import { decideSheet, type SheetVerdict } from './decide-sheet.ts';

/** Below the letter's last line, at the left edge: so large that a word of three characters stands in it. */
const BARE: Bulge = { reachMm: 22, atMm: 225, halfMm: 11 };
const WORD = { left: 5, top: 222, width: 13, height: 6 };
/** The first line of the letter, from where the word is taken. */
const FROM = { left: 30, top: 50.5 };
const SEED = 2;

let sheet: Sheet;
let paper: Raster;
let word: Raster;

beforeAll(async () => {
  [sheet] = (await sheetsOf(await chineseLetter(1, { lines: 6 }))) as [Sheet];
  paper = await onPaper(sheet);
  word = alter.pasted(paper, CAMERA_DPI, WORD, paper, FROM);
});

async function verdictOn(print: Raster): Promise<SheetVerdict> {
  const report = await checkSheet({ photo: await capture(print, SEED), page: sheet.pdf, expectedCode: sheet.code, text: 'none' });
  return decideSheet(report, 'ask');
}

describe('a finger at the edge', () => {
  it.each([
    ['on bare paper is nothing', BARE],
    ['of another skin', { ...BARE, skin: [120, 82, 62] as const }],
  ])('%s', async (_, finger) => {
    expect(await verdictOn(withFinger(paper, CAMERA_DPI, finger))).toEqual({ verdict: 'go', reasons: [] });
  });

  it('over print is held until it is moved', async () => {
    const over: Bulge = { reachMm: 34, atMm: 62, halfMm: 10 };
    expect(await verdictOn(withFinger(paper, CAMERA_DPI, over))).toEqual({ verdict: 'ask', reasons: ['page/finger'] });
  });

  it('does not hide the half of a word that it does not cover', async () => {
    const half = withFinger(word, CAMERA_DPI, { ...BARE, reachMm: 12 });
    expect((await verdictOn(half)).verdict).not.toBe('go');
  });
});

/** Brown of the skin's own colour, darker. */
const BROWN = [120, 85, 60] as const;

describe('words on a tint like skin are held or stopped', () => {
  it.each([
    ['on a strip from the edge', () => tinted(word, CAMERA_DPI, strip(30, 220, 230))],
    ['in a finger’s outline', () => tinted(word, CAMERA_DPI, bulge(BARE))],
    ['in brown, in a finger’s outline', () => tinted(word, CAMERA_DPI, bulge(BARE), BROWN)],
    ['on the shape of a finger that ends in the middle of them', () => tinted(word, CAMERA_DPI, bulge({ ...BARE, reachMm: 11 }))],
  ])('%s', async (_, make) => {
    expect((await verdictOn(make())).verdict).not.toBe('go');
  });
});
