import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellDifferences } from './tell-differences.ts';

const A4 = { widthMm: 210, heightMm: 297 };
const digit = (leftMm: number, topMm = 100, more = {}) => ({
  kind: 'changed' as const,
  certainty: 'sure' as const,
  leftMm,
  topMm,
  widthMm: 2,
  heightMm: 3,
  ...more,
});

describe('what the public is told of differences', () => {
  it('is the same whichever digits of a number differ, and how many', () => {
    const one = tellDifferences([digit(80)], A4);
    expect(one).toEqual([{ kind: 'changed', certainty: 'sure', leftMm: 70, topMm: 96, widthMm: 70, heightMm: 12 }]);
    expect(tellDifferences([digit(120)], A4)).toEqual(one);
    expect(tellDifferences([digit(90), digit(92), digit(110)], A4)).toEqual(one);
  });

  it('names separate places apart, the upper first, and says how sure it is of each', () => {
    const told = tellDifferences([digit(150, 200, { certainty: 'unsure', kind: 'extra' }), digit(20, 40)], A4);
    expect(told?.map(({ kind, certainty, topMm }) => [kind, certainty, topMm])).toEqual([
      ['changed', 'sure', 36],
      ['extra', 'unsure', 192],
    ]);
    expect(tellDifferences([digit(20), digit(30, 100, { kind: 'missing', certainty: 'unsure' })], A4)).toMatchObject([
      { kind: 'mixed', certainty: 'sure' },
    ]);
  });

  it('is nothing but “another document” when a quarter of the page differs', () => {
    expect(tellDifferences([{ ...digit(0, 100), widthMm: 210, heightMm: 50 }], A4)).toHaveLength(1);
    expect(tellDifferences([{ ...digit(0, 100), widthMm: 210, heightMm: 90 }], A4)).toBeNull();
    expect(tellDifferences([], A4)).toEqual([]);
  });

  it('covers every difference and stays on the page', () => {
    const area = fc.record({
      leftMm: fc.double({ min: -2, max: 210, noNaN: true }),
      topMm: fc.double({ min: -2, max: 297, noNaN: true }),
      widthMm: fc.double({ min: 0.5, max: 30, noNaN: true }),
      heightMm: fc.double({ min: 0.5, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(area, { maxLength: 5 }), (areas) => {
        const told = tellDifferences(
          areas.map((it) => ({ ...digit(0), ...it })),
          A4,
        );
        for (const it of told ?? []) {
          expect(it.leftMm).toBeGreaterThanOrEqual(0);
          expect(it.leftMm + it.widthMm).toBeLessThanOrEqual(A4.widthMm);
          expect(it.topMm + it.heightMm).toBeLessThanOrEqual(A4.heightMm);
        }
        for (const { leftMm, topMm } of areas) {
          const [x, y] = [Math.min(209.9, Math.max(0, leftMm)), Math.min(296.9, Math.max(0, topMm))];
          const covers = told?.some((it) => x >= it.leftMm && x < it.leftMm + it.widthMm && y >= it.topMm && y < it.topMm + it.heightMm);
          expect(told === null || covers).toBe(true);
        }
      }),
    );
  });
});
