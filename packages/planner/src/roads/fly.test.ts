import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flyBetween } from './fly.ts';
import { planeAt, xOf, yOf } from './plane.ts';

const plane = planeAt({ lon: 119, lat: 28 });
const place = (x: number, y: number) => ({ lon: 119 + x / plane.perLon, lat: 28 + y / plane.perLat });

test('around a square: past its two nearest corners', () => {
  const square = [place(-1000, -1000), place(1000, -1000), place(1000, 1000), place(-1000, 1000)];
  const { metres, wayBetween } = flyBetween(plane, [place(-2000, 0), place(2000, 0)], [square]);
  const round = 2 * Math.hypot(1000, 1000) + 2000;
  expect(metres[1]).toBeGreaterThan(round);
  expect(metres[1]).toBeLessThan(round + 40);
  expect(wayBetween(0, 1)).toHaveLength(4);
});

test('out of a U: not through its sides', () => {
  const u = [
    [-1000, 0],
    [1000, 0],
    [1000, 2000],
    [600, 2000],
    [600, 400],
    [-600, 400],
    [-600, 2000],
    [-1000, 2000],
  ] as const;
  const { metres } = flyBetween(plane, [place(0, 800), place(0, -500)], [u.map(([x, y]) => place(x, y))]);
  expect(metres[1]).toBeGreaterThan(Math.hypot(600, 1200) + 400 + 2000 + Math.hypot(1000, 500) - 1);
});

test('what is flown never crosses a zone, is as long as it says, and no shorter than the straight line', () => {
  const point = fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }) });
  const zone = fc.record({ centre: point, radius: fc.integer({ min: 200, max: 1500 }), corners: fc.integer({ min: 3, max: 7 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 5 }), fc.array(zone, { maxLength: 3 }), (points, zones) => {
      const outlines = zones.map(({ centre, radius, corners }) =>
        Array.from({ length: corners }, (_, i) => {
          const angle = (i / corners) * 2 * Math.PI;
          return place(centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle));
        }),
      );
      const places = points.map(({ x, y }) => place(x, y));
      const { metres, wayBetween } = flyBetween(plane, places, outlines);
      for (let i = 0; i < places.length; i++) {
        for (let j = 0; j < places.length; j++) {
          const length = metres[i * places.length + j] as number;
          const way = wayBetween(i, j);
          if (i === j || length === Infinity || way === null) continue;
          const flat = way.map(({ lon, lat }) => [xOf(plane, lon), yOf(plane, lat)] as const);
          let flown = 0;
          for (const [k, [x, y]] of flat.slice(1).entries()) {
            const [fromX, fromY] = flat[k] as readonly [number, number];
            flown += Math.hypot(x - fromX, y - fromY);
            for (let part = 0; part <= 1; part += 1 / 64) {
              const [atX, atY] = [fromX + (x - fromX) * part, fromY + (y - fromY) * part];
              for (const { centre, radius, corners } of zones) {
                // Within the circle that fits into the zone.
                const inner = radius * Math.cos(Math.PI / corners) - 1;
                expect(Math.hypot(atX - centre.x, atY - centre.y)).toBeGreaterThan(inner);
              }
            }
          }
          expect(flown).toBeCloseTo(length, 3);
          const [a, b] = [points[i], points[j]];
          if (a && b) expect(length).toBeGreaterThan(Math.hypot(a.x - b.x, a.y - b.y) - 1e-6);
        }
      }
    }),
    { seed: 11, numRuns: 200 },
  );
});
