import { seededChance } from '../kit/chance.ts';

/** Chance that a seed replays: `random(n)` is an integer from 0 below n. */
export function seeded(seed: number): (below: number) => number {
  const next = seededChance(seed);
  return (below) => next() % below;
}
