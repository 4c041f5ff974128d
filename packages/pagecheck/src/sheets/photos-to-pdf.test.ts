import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, it } from 'vitest';
import { photo } from '../../testing/pictures.ts';
import { photosToPdf } from './photos-to-pdf.ts';

it('each photo is a page, its JPEG unchanged inside, and the same photos give the same file', async () => {
  const photos = [await photo(600, 800), await photo(800, 600)];
  const pdf = Buffer.from(await photosToPdf(photos));
  const pages = (await PDFDocument.load(pdf)).getPages().map((page) => page.getWidth() > page.getHeight());
  expect(pages).toEqual([false, true]);
  for (const jpeg of photos) expect(pdf.includes(Buffer.from(jpeg))).toBe(true);
  expect(Buffer.compare(pdf, await photosToPdf(photos)) === 0).toBe(true);
});

it('what is no JPEG is refused', async () => {
  await expect(photosToPdf([new Uint8Array(20)])).rejects.toThrow();
});
