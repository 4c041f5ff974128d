import type { Chance } from '../chance.ts';

/** What the sheet lies on: its light, and how grain and boards change it. */
export interface Desk {
  readonly light: readonly [number, number, number];
  readonly grain: number;
  readonly boards: number;
  readonly boardPx: number;
  readonly turn: number;
}

/** Light thrown back by dark steel, a rubber mat, walnut, oak, grey laminate, green felt, beige and white tables. */
const LIGHTS: readonly (readonly [number, number, number])[] = [
  [0.03, 0.035, 0.04],
  [0.05, 0.05, 0.05],
  [0.12, 0.06, 0.03],
  [0.35, 0.22, 0.12],
  [0.3, 0.31, 0.32],
  [0.05, 0.14, 0.08],
  [0.55, 0.47, 0.36],
  [0.62, 0.62, 0.6],
];

/** `isDevice`: the machine's own bed, which is dark. */
export function deskOf(next: Chance, isDevice: boolean): Desk {
  return {
    light: isDevice ? next.pick(LIGHTS.slice(0, 2)) : next.pick(LIGHTS),
    grain: next.between(0.02, 0.15),
    boards: next.chance(0.4) && !isDevice ? next.between(0.1, 0.35) : 0,
    boardPx: next.between(8, 60),
    turn: next() * Math.PI,
  };
}
