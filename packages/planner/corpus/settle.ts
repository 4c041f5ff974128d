import type { Chance } from './chance.ts';
import type { Terrain } from './terrain.ts';

/** Steepest rise to a neighbour, as a part of 1. */
function steepness(terrain: Terrain, cell: number): number {
  const { side, heights, cellMetres } = terrain;
  const here = heights[cell] as number;
  let steepest = 0;
  for (const step of [1, -1, side, -side]) {
    const there = heights[cell + step];
    if (there !== undefined) steepest = Math.max(steepest, Math.abs(there - here) / cellMetres);
  }
  return steepest;
}

/** The county's town: low, flat, and not at the rim. */
export function settleTown(terrain: Terrain): number {
  const { side, heights, cellMetres } = terrain;
  let best = -1;
  let least = Infinity;
  for (let cell = 0; cell < heights.length; cell++) {
    const off = Math.hypot((cell % side) - side / 2, Math.floor(cell / side) - side / 2) * cellMetres;
    const price = (heights[cell] as number) + steepness(terrain, cell) * 2000 + off / 20;
    if (price < least) {
      least = price;
      best = cell;
    }
  }
  return best;
}

/** Cells of `count` villages, apart from each other and from the town, rather low and flat than high and steep. */
export function settleVillages(chance: Chance, terrain: Terrain, town: number, count: number): readonly number[] {
  const { side, heights } = terrain;
  const low = heights[town] as number;
  const chosen: number[] = [];
  let apart = 0.55 * Math.sqrt((side * side) / Math.max(count, 1));
  for (let tries = 0; chosen.length < count; tries++) {
    if (tries > 0 && tries % (count * 60) === 0) apart *= 0.8;
    const column = chance.whole(2, side - 3);
    const row = chance.whole(2, side - 3);
    const cell = row * side + column;
    const isNear = (other: number): boolean => Math.hypot((other % side) - column, Math.floor(other / side) - row) < apart;
    const price = Math.max(0, (heights[cell] as number) - low) / 350 + steepness(terrain, cell) * 6;
    if (!chance.isTrue(Math.exp(-price)) || isNear(town) || chosen.some(isNear)) continue;
    chosen.push(cell);
  }
  return chosen;
}
