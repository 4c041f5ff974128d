import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { chanceOf } from '../../corpus/chance.ts';
import { picturesOf } from '../../corpus/pictures.ts';
import { printingOf } from '../../corpus/print/printer.ts';
import { PX_PER_MM, type Sheet } from '../../corpus/print/rasterise.ts';
import { ownFace, type Placing, place, specimensOf } from '../../corpus/seals/dress.ts';
import { planesOf } from '../capture/planes.ts';
import { sealPicture } from '../emulation/mod.ts';
import { ALIGNED_PX_PER_MM } from '../find/aligned-sheet.ts';
import { checkImpression } from './check-impression.ts';
import { findSeals } from './find-seals.ts';
import type { SealSpecimen } from './seal.ts';

const SIDE_MM = 80;

/** The seed's own seal alone on paper, as an aligned sheet shows it. */
async function alone(seed: number, change: Partial<Placing>, specimen: SealSpecimen) {
  const side = Math.round(SIDE_MM * PX_PER_MM);
  const sheet: Sheet = { width: side, height: side, data: new Uint8Array(side ** 2 * 3).fill(220) };
  const straight = { ...printingOf(chanceOf('alone')), scale: 1, skewDeg: 0, offsetMm: [0, 0] as const };
  const face = ownFace(seed);
  const middle = [SIDE_MM / 2, SIDE_MM / 2] as const;
  const usual: Placing = { face, pageMm: middle, turnDeg: 7, specimen: face.id, is: 'same', name: `grain ${seed}` };
  await place(sheet, straight, { ...usual, ...change });
  const { data, info } = await sharp(
    sheet.data.map((light) => 255 * Math.sqrt(light / 255)),
    { raw: { width: side, height: side, channels: 3 } },
  )
    .blur(0.8)
    .resize(SIDE_MM * ALIGNED_PX_PER_MM)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const seen = planesOf({ width: info.width, height: info.height, channels: 4, data });
  const [seal] = await findSeals({ pxPerMm: ALIGNED_PX_PER_MM, seen }, [specimen]);
  return seal;
}

const specimenOf = async (seed: number): Promise<SealSpecimen> => (await specimensOf(seed))[0] as SealSpecimen;

describe.each([2, 4, 6, 8])('of one seal (seed %i)', (seed) => {
  let filed: SealSpecimen;
  beforeAll(async () => {
    filed = await specimenOf(seed);
  });

  it('a press is not told as printed', async () => {
    expect(await alone(seed, {}, filed)).toMatchObject({ ink: 'unsure', likeness: { is: 'same' } });
  });

  it.each(['laser', 'inkjet'] as const)('the filed imprint printed by %s is', async (by) => {
    expect(await alone(seed, { by, isFiled: true }, filed)).toMatchObject({ ink: 'printed', likeness: { is: 'same' } });
  });
});

it('a drawing on file has no grain to be known by', async () => {
  const { text: faceText, diameterMm } = ownFace(2);
  const imprint = await sealPicture({ faceText, diameterMm, dpi: 300 });
  const seal = await alone(2, { by: 'laser', isFiled: true }, { id: 'drawn', faceText, diameterMm, imprint });
  expect(seal?.ink).toBe('unsure');
});

it('a print of the filed imprint that came on the sheet instead of a press is doubtful', async () => {
  const [taken] = await picturesOf(2, 'seal-filed-laser', ['device5']);
  if (!taken?.before) throw new Error('no pictures');
  const report = await checkImpression({ before: taken.before, after: taken.photo, seal: await specimenOf(2) });
  expect(report).toMatchObject({ outcome: 'doubtful', reasons: ['seal/printed'] });
});
