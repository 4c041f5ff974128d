import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speedOn } from './speeds.ts';

const grades = fc.double({ min: -0.3, max: 0.3, noNaN: true });

test('level and straight, or of unknown height, is the speed itself', () => {
  for (const kmh of [15, 30, 60, 100]) {
    expect(speedOn(kmh, 0, 0)).toBeCloseTo(kmh, 9);
    expect(speedOn(kmh, Number.NaN, 0)).toBeCloseTo(kmh, 9);
  }
});

test('by hand: 60 km/h up 8 % with 100 degrees of bends on each km', () => {
  const shaped = 86.9 - 0.418 * 80 - 0.074 * 100;
  expect(speedOn(60, 0.08, 100)).toBeCloseTo(60 * ((1 + (60 / 86.9) ** 4) / (1 + (60 / shaped) ** 4)) ** 0.25, 9);
});

test('steeper, or with more bends, is never faster; up is never faster than down; a vehicle always moves', () => {
  const cases = fc.tuple(
    fc.integer({ min: 5, max: 120 }),
    grades,
    grades,
    fc.integer({ min: 0, max: 900 }),
    fc.integer({ min: 0, max: 900 }),
  );
  fc.assert(
    fc.property(cases, ([kmh, a, b, bends, more]) => {
      const [flatter, steeper] = Math.abs(a) < Math.abs(b) ? [a, b] : [b, a];
      const sign = Math.sign(steeper) || 1;
      expect(speedOn(kmh, Math.abs(steeper) * sign, bends)).toBeLessThanOrEqual(speedOn(kmh, Math.abs(flatter) * sign, bends));
      expect(speedOn(kmh, a, bends + more)).toBeLessThanOrEqual(speedOn(kmh, a, bends));
      expect(speedOn(kmh, Math.abs(a), bends)).toBeLessThanOrEqual(speedOn(kmh, -Math.abs(a), bends));
      expect(speedOn(kmh, a, bends)).toBeGreaterThan(0);
    }),
    { seed: 1, numRuns: 300 },
  );
});
