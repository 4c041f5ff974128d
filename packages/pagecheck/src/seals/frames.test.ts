import { beforeAll, expect, it } from 'vitest';
import { drawnOn, fingerprint, letterPage } from '../../testing/seal-pages.ts';
import { planesOf } from '../capture/planes.ts';
import { ALIGNED_PX_PER_MM } from '../find/aligned-sheet.ts';
import type { Raster } from '../pdfium/document.ts';
import { findSeals } from './find-seals.ts';

let paper: Raster;

beforeAll(async () => {
  paper = await letterPage();
});

const seen = async (drawing: string) => findSeals({ pxPerMm: ALIGNED_PX_PER_MM, seen: planesOf(await drawnOn(paper, drawing)) });

it.each([
  ['oval', 45, '<ellipse cx="120" cy="160" rx="22" ry="14.5" stroke-width="1" transform="rotate(10 120 160)"/>'],
  ['square', 22, '<rect x="109.5" y="149.5" width="21" height="21" stroke-width="1" transform="rotate(-6 120 160)"/>'],
] as const)('an %s seal is reported as that, with its place and size', async (shape, sizeMm, drawing) => {
  const found = await seen(drawing);
  expect(found).toHaveLength(1);
  const [seal] = found;
  expect(seal).toMatchObject({ shape, faceText: null });
  expect(Math.hypot((seal?.centreMm.x ?? 0) - 120, (seal?.centreMm.y ?? 0) - 160)).toBeLessThan(0.6);
  expect(Math.abs((seal?.diameterMm ?? 0) - sizeMm)).toBeLessThan(1);
});

it.each([
  ['a fingerprint in red ink', fingerprint(120, 160)],
  [
    'a red letterhead',
    '<text x="40" y="40" font-size="16" fill="#c8102e" stroke="none">XX BAD</text><path d="M20 50 H190" stroke-width="0.8"/>',
  ],
  ['red boxes and lines', '<rect x="30" y="100" width="60" height="14"/><path d="M20 130 q20 -20 40 0 t40 0 t40 0"/>'],
  ['a small round stamp', '<circle cx="120" cy="160" r="9" stroke-width="1"/>'],
  ['a disc', '<circle cx="120" cy="160" r="20" fill="#e88" stroke="none"/>'],
])('%s is no seal', async (_, drawing) => {
  expect(await seen(drawing)).toEqual([]);
});
