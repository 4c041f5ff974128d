import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { chineseLetter } from '../../testing/pdfs.ts';
import { photo as noise } from '../../testing/pictures.ts';
import { CAMERA_DPI, LIMITS, sheetsOf } from '../../testing/sheets.ts';
import { paperOnDesk } from '../emulation/mod.ts';
import type { Raster } from '../pdfium/document.ts';
import { preparePicture } from './prepare-picture.ts';
import { renderPage } from './render-page.ts';

const DPI = 60;
const fixed = async (bytes: Uint8Array): Promise<Raster> => {
  const prepared = await preparePicture({ name: 'photo.jpg', bytes }, { from: 0, to: 1 }, LIMITS.maxPages);
  if (!prepared.ok) throw new Error(prepared.problem.code);
  return renderPage(prepared.value.pages[0]?.content ?? bytes, DPI);
};
/** Without its code, so that the corner stays free and the page keeps its size. */
const letter = async (): Promise<Raster> => {
  const [sheet] = await sheetsOf(await chineseLetter(1));
  return renderPage(sheet?.content ?? new Uint8Array(), CAMERA_DPI, 'rgb');
};

/** Share of the letter's dark places that are dark on the page too. */
function likeness(page: Raster, original: Raster): number {
  const darkAt = ({ data, width, channels }: Raster, x: number, y: number): boolean => (data[(y * width + x) * channels] as number) < 190;
  const scale = CAMERA_DPI / DPI;
  let [dark, found] = [0, 0];
  for (let y = 40; y < 330; y++) {
    for (let x = 60; x < 400; x++) {
      if ((original.data[(Math.round(y * scale) * original.width + Math.round(x * scale)) * original.channels] as number) > 90) continue;
      dark++;
      if ([-1, 0, 1].some((dy) => [-1, 0, 1].some((dx) => darkAt(page, x + dx, y + dy)))) found++;
    }
  }
  return found / dark;
}

describe('a photo of a sheet on a desk', () => {
  it.each([
    ['as it lies', 4],
    ['upside down', 176],
  ])('becomes the page itself, upright, %s', async (_, rotationDeg) => {
    const paper = await letter();
    const page = await fixed(await paperOnDesk(paper, { seed: 7, rotationDeg, perspective: 0.03, brightness: 0.7 }));
    expect(page.width).toBeLessThan(page.height);
    expect(likeness(page, paper)).toBeGreaterThan(0.9);
  });
});

it('a scan that lies on its side is turned the way it is read', async () => {
  const paper = await letter();
  const { data, width, height, channels } = paper;
  const page = await fixed(await sharp(data, { raw: { width, height, channels } }).rotate(90).jpeg().toBuffer());
  expect(page.width).toBeLessThan(page.height);
  expect(likeness(page, paper)).toBeGreaterThan(0.9);
});

it.each([
  ['of a room', async () => noise(1600, 1200)],
  ['of an identity card', async () => card()],
])('a photo %s stays a photo', async (_, make) => {
  const page = await fixed(await make());
  expect(page.width).toBeGreaterThan(page.height);
  // White margins around it.
  expect(page.data.subarray(0, page.width * 12).every((value, at) => at % page.channels !== 0 || value > 240)).toBe(true);
});

/** 85.6 × 54 mm, bright on a dark desk, wholly in the picture. */
const card = (): Promise<Uint8Array> =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#30343a' } })
    .composite([{ input: { create: { width: 1284, height: 810, channels: 3, background: '#e8e6e0' } }, left: 158, top: 195 }])
    .jpeg()
    .toBuffer();
