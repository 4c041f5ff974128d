import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gcjOf, isWhereGcjDiffers, wgsOf } from './gcj02.ts';

/** Metres, well enough over a few. */
const apart = (a: { lon: number; lat: number }, b: { lon: number; lat: number }): number =>
  Math.hypot((a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat) * 111_320;

// Known pairs of the published transformation.
test.each([
  [
    { lon: 121.5272106, lat: 31.1774276 },
    { lon: 121.531541859215, lat: 31.17530398364597 },
  ],
  [
    { lon: 113.912316, lat: 22.543847 },
    { lon: 113.9171764808363, lat: 22.540796131694766 },
  ],
  [
    { lon: 116.377817, lat: 39.911954 },
    { lon: 116.38404722455657, lat: 39.91334545536069 },
  ],
])('the known pair of %o', (wgs, gcj) => {
  expect(apart(gcjOf(wgs), gcj)).toBeLessThan(0.01);
  expect(apart(wgsOf(gcj), wgs)).toBeLessThan(0.01);
});

test('what is shifted and put back is where it was, to a millimetre, all over China', () => {
  const place = fc.record({ lon: fc.double({ min: 73, max: 135, noNaN: true }), lat: fc.double({ min: 17, max: 54, noNaN: true }) });
  fc.assert(
    fc.property(place, (it) => {
      expect(apart(wgsOf(gcjOf(it)), it)).toBeLessThan(0.001);
      expect(apart(gcjOf(it), it)).toBeGreaterThan(10);
    }),
    { seed: 1 },
  );
});

test('abroad nothing is shifted', () => {
  const andorra = { lon: 1.52, lat: 42.5 };
  expect(isWhereGcjDiffers(andorra)).toBe(false);
  expect(wgsOf(andorra)).toEqual(andorra);
});
