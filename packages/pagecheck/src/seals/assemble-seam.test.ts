import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { ALIGNED_DPI, letterPage, seamSheets } from '../../testing/seal-pages.ts';
import { planesOf } from '../capture/planes.ts';
import { type RgbaImage, sealImprint } from '../emulation/mod.ts';
import { ALIGNED_PX_PER_MM } from '../find/aligned-sheet.ts';
import type { Raster } from '../pdfium/document.ts';
import { assembleSeam } from './assemble-seam.ts';
import { findSeals } from './find-seals.ts';
import type { SealSeen, SealSpecimen } from './seal.ts';

const FACE = '示例市示例街道示例社区居民委员会';
let paper: Raster;
let imprint: RgbaImage;
let other: RgbaImage;
let specimen: SealSpecimen;

beforeAll(async () => {
  paper = await letterPage();
  imprint = await sealImprint({ faceText: FACE, diameterMm: 42, dpi: ALIGNED_DPI });
  other = await sealImprint({ faceText: FACE, diameterMm: 42, dpi: ALIGNED_DPI, arcDeg: 230 });
  const picture = sharp(imprint.data, { raw: { width: imprint.width, height: imprint.height, channels: 4 } });
  specimen = { id: 'ours', faceText: FACE, diameterMm: 42, imprint: await picture.flatten({ background: '#fff' }).png().toBuffer() };
});

async function seals(sheets: readonly Raster[]): Promise<readonly SealSeen[]> {
  const found = await Promise.all(sheets.map((sheet) => findSeals({ pxPerMm: ALIGNED_PX_PER_MM, seen: planesOf(sheet) })));
  return found.flat();
}

it.each([2, 3, 4])('a seal over the edges of %i sheets is complete and the same', async (parts) => {
  const found = await seals(seamSheets(paper, imprint, parts, 150));
  expect(found.map(({ part }) => part?.edge)).toEqual(Array(parts).fill('right'));
  expect(await assembleSeam(found, specimen)).toMatchObject({ seals: 'one', isComplete: true, missing: [], likeness: { is: 'same' } });
});

it('a sheet that lacks its part leaves a gap where it was', async () => {
  const found = await seals(seamSheets(paper, imprint, 3, 150).filter((_, k) => k !== 1));
  const report = await assembleSeam(found, specimen);
  expect(report.isComplete).toBe(false);
  expect(report.missing).toHaveLength(1);
  expect(report.missing[0]?.fromMm).toBeCloseTo(14, -0.5);
  expect(report.missing[0]?.toMm).toBeCloseTo(28, -0.5);
});

it('parts of two presses at other heights are several seals', async () => {
  const [left, right] = [seamSheets(paper, imprint, 2, 150)[0] as Raster, seamSheets(paper, imprint, 2, 180)[1] as Raster];
  expect(await assembleSeam(await seals([left, right]), specimen)).toMatchObject({ seals: 'several', isComplete: false });
});

it('another seal with the same text is not the same', async () => {
  const report = await assembleSeam(await seals(seamSheets(paper, other, 3, 150)), specimen);
  expect(report.likeness?.is).not.toBe('same');
});

it('without parts there is no seal', async () => {
  expect(await assembleSeam([], specimen)).toEqual({ seals: 'none', isComplete: false, missing: [], likeness: null });
});
