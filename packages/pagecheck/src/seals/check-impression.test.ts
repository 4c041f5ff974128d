import { beforeAll, expect, it } from 'vitest';
import { chineseLetter } from '../../testing/pdfs.ts';
import { CAMERA_DPI, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { type Press, paperOnDesk, pressSeal, type RgbaImage, sealImprint } from '../emulation/mod.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkImpression } from './check-impression.ts';

let paper: Raster;
let imprint: RgbaImage;

beforeAll(async () => {
  const [sheet] = (await sheetsOf(await chineseLetter(1))) as [Sheet];
  paper = await onPaper(sheet);
  imprint = await sealImprint({ faceText: '示例市示例街道示例社区居民委员会', diameterMm: 42, dpi: CAMERA_DPI });
});

const press = (on: Raster, change: Partial<Press> = {}): Raster =>
  pressSeal(on, { imprint, dpi: CAMERA_DPI, centreMm: { x: 140, y: 200 }, rotationDeg: 5, seed: 2, ...change });

/** The sheet stays where it is; light and noise change a little. */
async function look(before: Raster, after: Raster, seed = 1) {
  const capture = { rotationDeg: (seed % 2) * 180 + 1, perspective: 0.012, seed };
  return checkImpression({
    before: await paperOnDesk(before, { ...capture, brightness: 0.85 }),
    after: await paperOnDesk(after, { ...capture, seed: seed + 100, brightness: 0.8 }),
  });
}

it.each([1, 2, 3])('one clean impression is confirmed, measured within half a millimetre (seed %i)', async (seed) => {
  const found = await look(paper, press(paper), seed);
  expect(found.outcome).toBe('confirmed');
  const [seal] = found.newSeals;
  expect(Math.hypot((seal?.centreMm.x ?? 0) - 140, (seal?.centreMm.y ?? 0) - 200)).toBeLessThan(0.5);
  expect(Math.abs((seal?.diameterMm ?? 0) - 42)).toBeLessThan(0.5);
});

it('a second impression beside an older one is the new one', async () => {
  const old = press(paper, { centreMm: { x: 70, y: 100 } });
  const found = await look(old, press(old));
  expect(found.outcome).toBe('confirmed');
  expect(found.newSeals[0]?.centreMm.x).toBeCloseTo(140, 0);
});

it.each([
  ['nothing new', () => [paper, paper], 'missing'],
  ['the same impression as before', () => [press(paper), press(paper)], 'missing'],
  ['half a seal', () => [paper, press(paper, { touches: 0.5 })], 'doubtful'],
  [
    'a second press exactly over the first',
    () => [press(paper, { strength: 0.7 }), press(press(paper, { strength: 0.7 }), { seed: 7 })],
    'doubtful',
  ],
  ['a double strike', () => [paper, press(press(paper), { centreMm: { x: 141, y: 201 }, rotationDeg: 7, seed: 8 })], 'doubtful'],
  ['a faint press', () => [paper, press(paper, { strength: 0.25 })], 'doubtful'],
  ['a second press over the first', () => [press(paper), press(press(paper), { centreMm: { x: 145, y: 203 } })], 'doubtful'],
] as const)('%s is never confirmed', async (_, make, outcome) => {
  const [before, after] = make() as [Raster, Raster];
  expect(await look(before, after)).toMatchObject({ outcome });
});
