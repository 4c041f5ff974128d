import sharp from 'sharp';
import { expect, it } from 'vitest';
import { chineseLetter } from '../../testing/pdfs.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { pressSeal, type RgbaImage, sealImprint } from '../emulation/mod.ts';
import { checkSheet } from '../verdict/check-sheet.ts';
import { checkImpression } from './check-impression.ts';

const FACE = '示例市示例街道示例社区居民委员会';
const [sheet] = (await sheetsOf(await chineseLetter(1, { lines: 6 }))) as [Sheet];
const paper = await onPaper(sheet);
const imprint = await sealImprint({ faceText: FACE, diameterMm: 42, dpi: CAMERA_DPI });
const press = (face: RgbaImage) =>
  pressSeal(paper, { imprint: face, dpi: CAMERA_DPI, centreMm: { x: 140, y: 200 }, rotationDeg: 5, seed: 2 });
const look = (photo: Uint8Array) => checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code, text: 'none' });

it('a copy of a seal in gray is told as one, with its place, and is no approved ink either', async () => {
  const gray = { ...imprint, data: imprint.data.map((value, at) => (at % 4 === 3 ? value : 70)) };
  const { seals, differences } = await look(await capture(press(gray), 2));
  expect(differences[0]).toMatchObject({ kind: 'extra', certainty: 'sure' });
  expect(seals).toMatchObject([{ ink: 'printed', faceText: FACE }]);
  expect(Math.hypot((seals[0]?.centreMm.x ?? 0) - 140, (seals[0]?.centreMm.y ?? 0) - 200)).toBeLessThan(0.5);
});

it('a copy that came on the sheet instead of a press is doubtful, since it is printed', async () => {
  const gray = { ...imprint, data: imprint.data.map((value, at) => (at % 4 === 3 ? value : 70)) };
  const [before, after] = [await capture(paper, 2), await capture(press(gray), 2)];
  const report = await checkImpression({ before, after, page: sheet.pdf, expectedCode: sheet.code });
  expect(report).toMatchObject({ outcome: 'doubtful', reasons: ['seal/printed'], newSeals: [{ ink: 'printed' }] });
});

it('in a picture without colours nothing tells a copy from a seal', async () => {
  const photo = await capture(press(imprint), 2);
  expect((await look(photo)).seals).toMatchObject([{ ink: 'unsure' }]);
  const colourless = await sharp(photo).greyscale().toColourspace('srgb').jpeg({ quality: 92 }).toBuffer();
  expect((await look(colourless)).seals.every(({ ink }) => ink === 'unsure')).toBe(true);
});
