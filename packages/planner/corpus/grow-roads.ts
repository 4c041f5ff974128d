import { Heap } from './heap.ts';
import type { Terrain } from './terrain.ts';

/** Roads as a tree over cells, rooted in the town, and links across passes. */
export interface GrownRoads {
  /** Of each cell on a road, the next one towards the town; -1 for the town and for cells without a road. */
  readonly parents: Int32Array;
  /** Cells of each further link, end to end. */
  readonly passes: readonly (readonly number[])[];
}

/** Of the grade that a road climbs without being forced to. */
const EASY_GRADE = 0.06;

function expand(terrain: Terrain, cell: number, reach: (next: number, price: number) => void): void {
  const { side, heights, cellMetres } = terrain;
  const column = cell % side;
  const row = Math.floor(cell / side);
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if ((dx === 0 && dy === 0) || column + dx < 1 || column + dx > side - 2 || row + dy < 1 || row + dy > side - 2) continue;
      const next = cell + dy * side + dx;
      const metres = cellMetres * Math.hypot(dx, dy);
      const grade = Math.abs((heights[next] as number) - (heights[cell] as number)) / metres;
      reach(next, metres * (1 + (grade / EASY_GRADE) ** 2));
    }
  }
}

/** Least-price ways from the growing network to one village after the other (Takahashi and Matsuyama 1980): valleys first, dead ends at the end. */
function growTree(terrain: Terrain, town: number, villages: readonly number[]): Int32Array {
  const prices = new Float64Array(terrain.heights.length).fill(Infinity);
  const parents = new Int32Array(terrain.heights.length).fill(-1);
  const isRoad = new Uint8Array(terrain.heights.length);
  const waiting = new Set(villages);
  const heap = new Heap();
  prices[town] = 0;
  isRoad[town] = 1;
  heap.push(0, town);
  while (waiting.size > 0 && heap.size > 0) {
    const { key, item } = heap.pop();
    if (key > (prices[item] as number)) continue;
    if (waiting.delete(item)) {
      for (let cell = item; isRoad[cell] === 0; cell = parents[cell] as number) {
        isRoad[cell] = 1;
        prices[cell] = 0;
        heap.push(0, cell);
      }
      continue;
    }
    expand(terrain, item, (next, price) => {
      if (key + price >= (prices[next] as number) || isRoad[next] === 1) return;
      prices[next] = key + price;
      parents[next] = item;
      heap.push(key + price, next);
    });
  }
  for (let cell = 0; cell < parents.length; cell++) if (isRoad[cell] === 0) parents[cell] = -1;
  return parents;
}

function leastWay(terrain: Terrain, from: number, to: number): number[] {
  const prices = new Map([[from, 0]]);
  const parents = new Map<number, number>();
  const heap = new Heap();
  heap.push(0, from);
  while (heap.size > 0) {
    const { key, item } = heap.pop();
    if (item === to) break;
    if (key > (prices.get(item) ?? Infinity)) continue;
    expand(terrain, item, (next, price) => {
      if (key + price >= (prices.get(next) ?? Infinity)) return;
      prices.set(next, key + price);
      parents.set(next, item);
      heap.push(key + price, next);
    });
  }
  const way = [to];
  for (let cell: number | undefined = to; cell !== from && cell !== undefined; ) {
    cell = parents.get(cell);
    if (cell !== undefined) way.push(cell);
  }
  return way;
}

export function wayToTown(parents: Int32Array, cell: number): number[] {
  const way: number[] = [];
  for (let at = cell; at !== -1; at = parents[at] as number) way.push(at);
  return way;
}

/** `passes` links join neighbours that are far apart on the tree. */
export function growRoads(terrain: Terrain, town: number, villages: readonly number[], passes: number): GrownRoads {
  const parents = growTree(terrain, town, villages);
  const { side } = terrain;
  const ways = villages.map((village) => wayToTown(parents, village));
  const pairs: { readonly from: number; readonly to: number; readonly gain: number }[] = [];
  for (const [i, a] of ways.entries()) {
    const onA = new Set(a);
    for (const b of ways.slice(i + 1)) {
      const from = a[0] as number;
      const to = b[0] as number;
      const straight = Math.hypot((from % side) - (to % side), Math.floor(from / side) - Math.floor(to / side));
      const meet = b.findIndex((cell) => onA.has(cell));
      const round = meet + a.indexOf(b[meet] as number);
      if (straight < side / 3) pairs.push({ from, to, gain: round / straight });
    }
  }
  pairs.sort((a, b) => b.gain - a.gain);
  const used = new Set<number>();
  const links: number[][] = [];
  for (const { from, to } of pairs) {
    if (links.length >= passes) break;
    if (used.has(from) || used.has(to)) continue;
    used.add(from).add(to);
    links.push(leastWay(terrain, from, to));
  }
  return { parents, passes: links };
}
