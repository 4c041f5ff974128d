import type { MovingPrices } from './change.ts';

/** A moved visit counts an hour of driving three weeks on, and three hours tomorrow. */
export const MOVING_PRICES: MovingPrices = { day: 60, vehicle: 15, hour: 30, soon: 3, refused: 240 };

const LONG_DAYS = 21;

/** How many times dearer it is to move a visit so many days ahead than one three weeks on. */
export function nearness({ soon }: MovingPrices, daysAhead: number): number {
  return 1 + (soon - 1) * Math.max(0, 1 - Math.max(0, daysAhead) / LONG_DAYS);
}

/** A promise broken weighs more than any number of visits that a village or two have moved, and a visit that is not made more than that. */
export const BROKEN = 1_500;
export const MISSING = 10_000;
