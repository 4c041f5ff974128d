import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type RgbaImage, sealImprint } from '../emulation/mod.ts';
import { fileSpecimen } from './file-specimen.ts';

const FACE = { faceText: '示例市示例街道示例社区居民委员会', diameterMm: 42 } as const;

const pngOf = ({ data, width, height }: RgbaImage): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();

/** The seal somewhere on a sheet of paper, with a speck of red far off. */
async function onPaper(imprint: RgbaImage, paper = '#f4efe2'): Promise<Buffer> {
  const seal = await pngOf(imprint);
  const speck = Buffer.from('<svg width="8" height="8"><rect width="3" height="3" fill="#c8102e"/></svg>');
  return sharp({ create: { width: 1200, height: 900, channels: 3, background: paper } })
    .composite([
      { input: seal, left: 310, top: 120 },
      { input: speck, left: 1150, top: 860 },
    ])
    .jpeg({ quality: 92 })
    .toBuffer();
}

const filed = async (picture: Uint8Array): Promise<Buffer> => {
  const outcome = await fileSpecimen(picture);
  if (!outcome.ok) throw new Error(outcome.code);
  return Buffer.from(outcome.png);
};

describe('a specimen', () => {
  it('is the seal alone, from ring to ring, square, red on white', async () => {
    const imprint = await sealImprint({ ...FACE, dpi: 300 });
    const png = await filed(await onPaper(imprint));
    const { width, height, format } = await sharp(png).metadata();
    expect([width, height, format]).toEqual([width, width, 'png']);
    expect(Math.abs((width ?? 0) - imprint.width)).toBeLessThan(8);
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number): number[] => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
    expect(at(2, 2)).toEqual([255, 255, 255]); // outside the ring, the paper's colour is gone
    const [red = 0, green = 255] = at(Math.round(info.width / 2), 4); // the ring itself
    expect(red - green).toBeGreaterThan(100);
  });

  it('is at most 600 pixels wide', async () => {
    const png = await filed(await onPaper(await sealImprint({ ...FACE, dpi: 450 })));
    expect((await sharp(png).metadata()).width).toBe(600);
  });

  it.each([
    [
      'a drawing, which is no picture of a sheet',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"/>'),
      'imprint/unreadable',
    ],
    ['a text', async () => Buffer.from('no picture'), 'imprint/unreadable'],
    ['a picture cut off', async () => (await onPaper(await sealImprint({ ...FACE, dpi: 300 }))).subarray(0, 9_000), 'imprint/unreadable'],
    ['a seal of a few pixels', async () => pngOf(await sealImprint({ ...FACE, dpi: 80 })), 'imprint/too-small'],
    [
      'white paper',
      async () =>
        sharp({ create: { width: 800, height: 800, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      'imprint/no-round-seal',
    ],
    [
      'half a seal',
      async () => {
        const { data, width, height } = await sealImprint({ ...FACE, dpi: 300 });
        return sharp(data, { raw: { width, height, channels: 4 } })
          .extract({ left: 0, top: 0, width: Math.round(width / 2), height })
          .png()
          .toBuffer();
      },
      'imprint/no-round-seal',
    ],
    [
      'a red bar',
      async () => {
        const bar = { create: { width: 300, height: 90, channels: 3, background: '#c8102e' } } as const;
        return sharp(bar).extend({ top: 100, bottom: 100, left: 80, right: 80, background: '#fff' }).png().toBuffer();
      },
      'imprint/no-round-seal',
    ],
  ] as const)('%s is refused', async (_, make, code) => {
    expect(await fileSpecimen(await make())).toEqual({ ok: false, code });
  });
});
