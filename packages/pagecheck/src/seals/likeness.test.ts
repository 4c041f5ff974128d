import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { chineseLetter } from '../../testing/pdfs.ts';
import { type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { planesOf } from '../capture/planes.ts';
import { type Press, pressSeal, type RgbaImage, sealImprint } from '../emulation/mod.ts';
import { ALIGNED_PX_PER_MM } from '../find/aligned-sheet.ts';
import type { Raster } from '../pdfium/document.ts';
import { renderPage } from '../sheets/render-page.ts';
import { findSeals } from './find-seals.ts';
import type { SealSpecimen } from './seal.ts';

const dpi = ALIGNED_PX_PER_MM * 25.4;
const FACE = '示例市示例街道示例社区居民委员会';
let paper: Raster;
let imprint: RgbaImage;
let specimen: SealSpecimen;

beforeAll(async () => {
  const [sheet] = (await sheetsOf(await chineseLetter(1))) as [Sheet];
  paper = await renderPage(sheet.pdf, dpi, 'rgb');
  imprint = await sealImprint({ faceText: FACE, diameterMm: 42, dpi });
  specimen = { id: 'ours', faceText: FACE, diameterMm: 42, imprint: await png(imprint) };
});

const press = (on: Raster, change: Partial<Press> = {}): Raster =>
  pressSeal(on, { imprint, dpi, centreMm: { x: 140, y: 200 }, rotationDeg: 5, seed: 2, ...change });

const png = (image: RgbaImage): Promise<Uint8Array> =>
  sharp(image.data, { raw: { width: image.width, height: image.height, channels: 4 } })
    .flatten({ background: '#fff' })
    .png()
    .toBuffer();

const likeness = async (page: Raster, change: Partial<SealSpecimen> = {}) => {
  const [seal] = await findSeals({ pxPerMm: ALIGNED_PX_PER_MM, seen: planesOf(page) }, [{ ...specimen, ...change }]);
  return seal;
};

it('our seal is the same, its angle and its text told', async () => {
  const seal = await likeness(press(paper, { rotationDeg: 33, strength: 0.7 }));
  expect(seal).toMatchObject({ faceText: FACE, strike: 'single', likeness: { specimen: 'ours', is: 'same' } });
  expect(seal?.angleDeg).toBeCloseTo(33, 0);
});

it('one letter changed is another text', async () => {
  const changed = FACE.replace('民委', '氏委');
  const seal = await likeness(press(paper, { imprint: await sealImprint({ faceText: changed, diameterMm: 42, dpi }) }));
  expect(seal).toMatchObject({ faceText: changed, likeness: { is: 'other' } });
});

it.each([
  ['千', '干'],
  ['土', '士'],
  ['末', '未'],
  ['大', '太'],
])('a letter one stroke apart (%s, %s) never passes for ours, and ours does', async (own, twin) => {
  const of = (letter: string) => FACE.replace('街道', `${letter}山`);
  const drawn = (letter: string) => sealImprint({ faceText: of(letter), diameterMm: 42, dpi });
  const ours = await drawn(own);
  const filed = { faceText: of(own), imprint: await png(ours) };
  expect((await likeness(press(paper, { imprint: ours, seed: 3, rotationDeg: 12 }), filed))?.likeness?.is).toBe('same');
  for (const [seed, rotationDeg] of [
    [3, 12],
    [4, -20],
  ] as const) {
    const other = await likeness(press(paper, { imprint: await drawn(twin), seed, rotationDeg }), filed);
    expect(['other', 'unsure']).toContain(other?.likeness?.is);
  }
});

it('the same text in another layout is another seal with the same text', async () => {
  const again = await sealImprint({ faceText: FACE, diameterMm: 42, dpi, arcDeg: 240 });
  expect(await likeness(press(paper, { imprint: again }))).toMatchObject({ faceText: FACE, likeness: { is: 'same-text' } });
});

it('without an imprint the text alone never makes it the same', async () => {
  const { imprint: _, ...textOnly } = specimen;
  const [seal] = await findSeals({ pxPerMm: ALIGNED_PX_PER_MM, seen: planesOf(press(paper)) }, [textOnly]);
  expect(seal).toMatchObject({ faceText: FACE, likeness: { is: 'unsure' } });
});

it.each([3, -5, 8])('pressed twice with a turn of %f° about its centre it is no single strike', async (turn) => {
  const seal = await likeness(press(press(paper), { rotationDeg: 5 + turn, seed: 9 }));
  expect(seal?.strike).not.toBe('single');
});
