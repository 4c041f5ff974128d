import { describe, expect, it } from 'vitest';
import { CODE_STRIP_MM, paperFor, placeOn } from './paper.ts';

describe('the paper for a page', () => {
  it.each([
    ['A4', 210, 297, 210, 297, true],
    ['A4 by a printer’s rounding', 208.5, 299, 210, 297, true],
    ['A4 landscape', 297, 210, 297, 210, true],
    ['A3', 297, 420, 297, 420, true],
    ['Letter', 215.9, 279.4, 210, 297, false],
    ['A5', 148, 210, 210, 297, false],
    ['B4', 257, 364, 210, 297, false],
    ['tabloid', 279, 432, 297, 420, false],
  ] as const)('%s', (_, widthMm, heightMm, paperWidth, paperHeight, isExact) => {
    expect(paperFor({ widthMm, heightMm })).toEqual({ size: { widthMm: paperWidth, heightMm: paperHeight }, isExact });
  });

  it.each([
    ['a poster', 841, 1189],
    ['a till receipt', 40, 900],
    ['nothing', 0, 0],
  ] as const)('none for %s', (_, widthMm, heightMm) => {
    expect(paperFor({ widthMm, heightMm })).toBeNull();
  });
});

it('content that is in the code’s way ends above the strip, its proportions kept', () => {
  const page = { widthMm: 210, heightMm: 297 };
  const place = placeOn({ size: page, isExact: true }, page, false);
  expect(place.topMm + place.heightMm).toBeCloseTo(297 - CODE_STRIP_MM);
  expect(place.widthMm / place.heightMm).toBeCloseTo(210 / 297);
  expect(place.leftMm * 2 + place.widthMm).toBeCloseTo(210);
});
