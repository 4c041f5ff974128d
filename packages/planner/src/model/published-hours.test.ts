import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publishedBegin, publishedHours } from './published-hours.ts';

const hours = (beginMinutes: number, endMinutes: number) => ({ beginMinutes, endMinutes });

test('what residents read is on five minutes, and a short visit keeps its end', () => {
  expect(publishedHours(hours(897, 972))).toEqual(hours(895, 970));
  expect(publishedHours(hours(656, 659))).toEqual(hours(655, 659));
  expect(publishedHours(hours(484.6, 484.6))).toEqual(hours(485, 485));
  expect(publishedHours(hours(483, 483))).toEqual(hours(480, 480));
});

test('nobody who comes at the published hour is too late, or waits for five minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 1, max: 300 }), (begin, length) => {
      const told = publishedHours(hours(begin, begin + length));
      expect(told.beginMinutes).toBe(publishedBegin(begin));
      expect(told.beginMinutes % 5).toBe(0);
      expect(begin - told.beginMinutes).toBeGreaterThanOrEqual(0);
      expect(begin - told.beginMinutes).toBeLessThan(5);
      expect(told.endMinutes).toBeGreaterThan(told.beginMinutes);
      expect(told.endMinutes).toBeLessThanOrEqual(begin + length);
    }),
    { seed: 5 },
  );
});
