import { beforeAll, expect, it } from 'vitest';
import * as alter from '../../testing/alter.ts';
import { chineseLetter } from '../../testing/pdfs.ts';
import { drawnOn, fingerprint } from '../../testing/seal-pages.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { pressSeal, type RgbaImage, sealImprint } from '../emulation/mod.ts';
import type { Box } from '../paper.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkSheet, type SheetReport } from './check-sheet.ts';
import { decideSheet } from './decide-sheet.ts';

type Colour = readonly [number, number, number];
const RED: Colour = [200, 16, 46];
const MAGENTA: Colour = [220, 30, 140];
const ORANGE: Colour = [250, 140, 20];

let sheet: Sheet;
let paper: Raster;
let imprint: RgbaImage;

beforeAll(async () => {
  [sheet] = (await sheetsOf(await chineseLetter(1, { lines: 6, line: '签字：' }))) as [Sheet];
  paper = await onPaper(sheet);
  imprint = await sealImprint({ faceText: '示例市示例街道示例社区居民委员会', diameterMm: 42, dpi: CAMERA_DPI });
});

const look = async (page: Raster, seed = 2, expectedInk: readonly Box[] = []): Promise<SheetReport> =>
  checkSheet({ photo: await capture(page, seed), page: sheet.pdf, expectedCode: sheet.code, expectedInk });

/** The letter's first line begins here; its amount stands at the end of it. */
const LINE = { left: 25, top: 50.5, width: 110, height: 6 };
const added = (page: Raster, top: number, width: number, colour: Colour): Raster =>
  alter.tinted(page, CAMERA_DPI, { ...LINE, top, width }, paper, { left: LINE.left, top: LINE.top }, colour);
const bar = (page: Raster, left: number, top: number, width: number, height: number): Raster =>
  alter.barred(page, CAMERA_DPI, { left, top, width, height }, RED);
const sealed = (page: Raster): Raster =>
  pressSeal(page, { imprint, dpi: CAMERA_DPI, centreMm: { x: 140, y: 200 }, rotationDeg: 5, seed: 2 });
const finger = (x: number, y: number): Promise<Raster> => drawnOn(paper, fingerprint(x, y), CAMERA_DPI / 25.4);

it.each([
  ['a whole line in red', (page: Raster) => added(page, 225, 110, RED), 225],
  ['an amount in magenta', (page: Raster) => added(page, 225, 16, MAGENTA), 225],
  ['a word in orange', (page: Raster) => added(page, 225, 20, ORANGE), 225],
  ['a red rule', (page: Raster) => bar(page, 30, 240, 60, 0.5), 240],
] as const)('%s that belongs to no seal is held at least', async (_, draw, top) => {
  for (const seed of [2, 3]) {
    const report = await look(draw(paper), seed);
    const [first] = report.differences;
    expect(first?.kind).toBe('extra');
    expect(Math.abs((first?.topMm ?? 0) - top)).toBeLessThan(4);
    expect(decideSheet(report, 'ask').verdict).not.toBe('go');
  }
});

it('a line of red characters is as sure as one of black', async () => {
  expect(decideSheet(await look(added(paper, 225, 110, RED)), 'ask').verdict).toBe('stop');
});

it('a seal, and its smear beside it, is no alarm; a red rule close beside it is', async () => {
  const stamped = sealed(paper);
  const clean = await look(stamped);
  expect(clean.seals).toHaveLength(1);
  expect(clean.differences).toEqual([]);
  // Its ring drawn out by a millimetre to the left.
  const smeared = pressSeal(stamped, { imprint, dpi: CAMERA_DPI, centreMm: { x: 139, y: 200 }, rotationDeg: 5, seed: 5, strength: 0.3 });
  expect((await look(smeared)).differences).toEqual([]);
  const beside = await look(bar(stamped, 115, 222.5, 50, 0.5));
  expect(beside.differences.length).toBeGreaterThan(0);
  expect(beside.differences.every(({ kind, topMm }) => kind === 'extra' && Math.abs(topMm - 222.5) < 3)).toBe(true);
});

it('a red fingerprint is expected on a line to sign on and in a marked field, and held elsewhere', async () => {
  const field = { leftMm: 40, topMm: 215, widthMm: 30, heightMm: 30 };
  const printed = await finger(55, 230);
  expect((await look(printed, 2, [field])).differences).toEqual([]);
  expect((await look(printed)).differences).toMatchObject([{ kind: 'extra', certainty: 'unsure' }]);
  expect((await look(await finger(60, 176))).differences).toEqual([]);
});

it('words within a red circle of a seal’s size are held: a circle makes no seal of them', async () => {
  // A ring of 42 mm, and in it two rows of the letter.
  const ringed = await drawnOn(paper, '<circle cx="140" cy="220" r="20.4" stroke-width="1.2"/>', CAMERA_DPI / 25.4);
  const words = [212, 220].reduce(
    (page, top) => alter.tinted(page, CAMERA_DPI, { left: 127, top, width: 26, height: 6 }, paper, { left: LINE.left, top: 48.5 }, RED),
    ringed,
  );
  const report = await look(words);
  expect(report.seals).toHaveLength(1);
  expect(report.differences.filter(({ kind }) => kind === 'extra').length).toBeGreaterThan(0);
  expect(decideSheet(report, 'ask').verdict).not.toBe('go');
});
