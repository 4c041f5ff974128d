import { beforeAll, expect, it } from 'vitest';
import { chineseLetter } from '../../testing/pdfs.ts';
import { type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { planesOf } from '../capture/planes.ts';
import { type Press, pressSeal, type RgbaImage, sealImprint } from '../emulation/mod.ts';
import { ALIGNED_PX_PER_MM } from '../find/aligned-sheet.ts';
import type { Raster } from '../pdfium/document.ts';
import { renderPage } from '../sheets/render-page.ts';
import { findSeals } from './find-seals.ts';

const dpi = ALIGNED_PX_PER_MM * 25.4;
const FACE = '示例市示例街道示例社区居民委员会';
const OTHER_FACE = '示例县示例镇人民政府';
let paper: Raster;
let imprint: RgbaImage;
let smaller: RgbaImage;

beforeAll(async () => {
  const [sheet] = (await sheetsOf(await chineseLetter(1))) as [Sheet];
  paper = await renderPage(sheet.pdf, dpi, 'rgb');
  imprint = await sealImprint({ faceText: FACE, diameterMm: 42, dpi });
  smaller = await sealImprint({ faceText: OTHER_FACE, diameterMm: 38, dpi });
});

const press = (on: Raster, change: Partial<Press> = {}): Raster =>
  pressSeal(on, { imprint, dpi, centreMm: { x: 140, y: 200 }, rotationDeg: 5, seed: 2, ...change });
const seen = (page: Raster) => findSeals({ pxPerMm: ALIGNED_PX_PER_MM, seen: planesOf(page) });

it.each([
  [60, 80, 0, 1],
  [140.3, 200.7, 33, 0.5],
  [104, 150, 181, 0.3],
])('a seal over text at (%f, %f) mm, turned by %f°, strength %f, is found within 0.2 mm', async (x, y, rotationDeg, strength) => {
  const found = await seen(press(paper, { centreMm: { x, y }, rotationDeg, strength }));
  expect(found).toHaveLength(1);
  const [seal] = found;
  expect(Math.hypot((seal?.centreMm.x ?? 0) - x, (seal?.centreMm.y ?? 0) - y)).toBeLessThan(0.2);
  expect(Math.abs((seal?.diameterMm ?? 0) - 42)).toBeLessThan(0.4);
  expect(seal).toMatchObject({ strike: 'single' });
  expect(seal?.coverage).toBeGreaterThan(0.95);
});

it('a page without a seal has none', async () => {
  expect(await seen(paper)).toEqual([]);
});

it('half a seal covers half of its ring', async () => {
  const [seal] = await seen(press(paper, { touches: 0.5 }));
  expect(seal?.coverage).toBeGreaterThan(0.4);
  expect(seal?.coverage).toBeLessThan(0.6);
});

it('two different seals over each other are two, each pressed once', async () => {
  const both = press(press(paper), { imprint: smaller, centreMm: { x: 155, y: 190 } });
  const found = await seen(both);
  expect(found.map(({ diameterMm }) => Math.round(diameterMm)).sort()).toEqual([38, 42]);
  expect(found.map(({ strike }) => strike)).toEqual(['single', 'single']);
});

it.each([
  [1, 0, 0],
  [0, 1.5, 2],
  [-2, 2, -4],
  [4, -4, 8],
])('pressed again (%f, %f) mm apart and turned by %f° it is one seal and no single strike', async (dx, dy, turn) => {
  const twice = press(press(paper), { centreMm: { x: 140 + dx, y: 200 + dy }, rotationDeg: 5 + turn, seed: 9 });
  const found = await seen(twice);
  expect(found).toHaveLength(1);
  expect(found[0]?.strike).not.toBe('single');
});

it('a seal cut by the edge of the sheet is found, with its centre off the sheet', async () => {
  const [seal] = await seen(press(paper, { centreMm: { x: -4, y: 150 } }));
  expect(seal?.centreMm.x).toBeCloseTo(-4, 0);
  expect(seal?.coverage).toBeLessThan(0.5);
});
