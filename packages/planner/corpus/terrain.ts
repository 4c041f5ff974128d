import type { Place } from '../src/model/units.ts';
import { chanceOf } from './chance.ts';

const METRES_PER_DEGREE = 111_195;
const CELL_METRES = 250;

/** A square piece of invented mountains. Cells are numbered row by row from the south-west corner. */
export interface Terrain {
  /** Cells on a side. */
  readonly side: number;
  readonly cellMetres: number;
  /** Metres above the sea at each cell's centre. */
  readonly heights: Float64Array;
  /** Metres above the sea anywhere, `x` east and `y` north of the corner. */
  heightAt(x: number, y: number): number;
  placeOf(x: number, y: number): Place;
  /** Metres east and north of the corner. */
  metresOf(place: Place): { readonly x: number; readonly y: number };
}

/** Gradient noise (K. Perlin 1985) on a lattice hashed from the seed: about -0.7 to 0.7. */
function noiseOf(seed: number): (x: number, y: number) => number {
  const chance = chanceOf(seed);
  const size = 256;
  const angles = Float64Array.from({ length: size * size }, () => chance.next() * 2 * Math.PI);
  const dot = (ix: number, iy: number, dx: number, dy: number): number => {
    const angle = angles[(iy & 255) * size + (ix & 255)] as number;
    return Math.cos(angle) * dx + Math.sin(angle) * dy;
  };
  const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
  return (x, y) => {
    const ix = Math.floor(x);
    const iy = Math.floor(y);
    const dx = x - ix;
    const dy = y - iy;
    const u = fade(dx);
    const v = fade(dy);
    const south = dot(ix, iy, dx, dy) * (1 - u) + dot(ix + 1, iy, dx - 1, dy) * u;
    const north = dot(ix, iy + 1, dx, dy - 1) * (1 - u) + dot(ix + 1, iy + 1, dx - 1, dy - 1) * u;
    return south * (1 - v) + north * v;
  };
}

/**
 * Mountains with valleys: the absolute value of noise is zero along lines that meet, and those lines are the valleys.
 * `origin` is the south-west corner.
 */
export function makeTerrain(seed: number, side: number, origin: Place): Terrain {
  const noise = noiseOf(seed);
  const heightAt = (x: number, y: number): number => {
    const u = x / 1000;
    const v = y / 1000;
    const folds = 1500 * Math.abs(noise(u / 9, v / 9)) + 450 * Math.abs(noise(u / 3.7 + 31.7, v / 3.7 + 17.3));
    return 140 + folds + 90 * noise(u / 1.3 + 71.1, v / 1.3 + 5.9) + 300 * (0.5 + noise(u / 40 + 3.3, v / 40 + 9.1));
  };
  const perLon = METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180);
  const heights = new Float64Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      heights[row * side + column] = heightAt((column + 0.5) * CELL_METRES, (row + 0.5) * CELL_METRES);
    }
  }
  return {
    side,
    cellMetres: CELL_METRES,
    heights,
    heightAt,
    placeOf: (x, y) => ({ lon: origin.lon + x / perLon, lat: origin.lat + y / METRES_PER_DEGREE }),
    metresOf: ({ lon, lat }) => ({ x: (lon - origin.lon) * perLon, y: (lat - origin.lat) * METRES_PER_DEGREE }),
  };
}
