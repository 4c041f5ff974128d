import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitHomography, type Homography, project } from './homography.ts';

const small = (most: number) => fc.double({ min: -most, max: most, noNaN: true });

it('four or more matches give back the map that made them', () => {
  fc.assert(
    fc.property(small(0.3), small(0.3), small(500), small(500), small(0.0004), small(0.0004), (skew, turn, x, y, g, h) => {
      const map: Homography = [7 + skew, turn, x, -turn, 7 - skew, y, g, h, 1];
      const from = [0, 105, 210].flatMap((px) => [0, 150, 297].map((py) => ({ x: px, y: py })));
      const fitted = fitHomography(from.map((point) => ({ from: point, to: project(map, point) })));
      for (const point of from) {
        const [want, got] = [project(map, point), project(fitted as Homography, point)];
        expect(Math.hypot(want.x - got.x, want.y - got.y)).toBeLessThan(1e-3);
      }
    }),
  );
});

it('points on a line fix nothing', () => {
  const line = [1, 2, 3, 4, 5].map((x) => ({ from: { x, y: x }, to: { x, y: x } }));
  expect(fitHomography(line.slice(0, 3))).toBeNull();
  expect(fitHomography(line)).toBeNull();
});
