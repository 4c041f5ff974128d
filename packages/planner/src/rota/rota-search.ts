import type { Budget } from './clock.ts';
import type { RotaAnswer } from './problem.ts';

/** A way of searching, one short round at a time. The budget only tells it how far the search has come. */
export interface RotaSearch {
  /** True when a better answer than all before was found. */
  round(budget: Budget): boolean;
  /** The best so far. */
  trips(): Pick<RotaAnswer, 'trips' | 'patterns'>;
}
