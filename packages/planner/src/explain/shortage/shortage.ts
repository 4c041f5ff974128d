import type { Weekday } from '../../model/units.ts';
import type { Words } from '../../model/words.ts';

/** Something that is asked for by name, and could be given up. Floors of a round are one demand each, since they are the service's own. */
export type Demand =
  | { readonly kind: 'visits'; readonly call: string }
  | { readonly kind: 'max-gap' | 'min-gap' | 'weekdays' | 'window'; readonly round: string }
  | { readonly kind: 'same-weekday' }
  | { readonly kind: 'wish'; readonly call: string; readonly wish: number; readonly weekdays?: readonly Weekday[] };

/**
 * Demands that cannot all be met, none of which can be left out of the list: without any one of them a rota was found that meets the
 * others. `isProven` is a proof that nothing meets all of them (too few days, or a relaxation without an answer); else the search found
 * nothing in `rounds` rounds, which is no proof.
 */
export interface Conflict {
  readonly demands: readonly Demand[];
  readonly isProven: boolean;
  readonly rounds: number;
  /** Every member was left out once, and the rest was met. */
  readonly isMinimal: boolean;
  /** Calls that are in it. */
  readonly calls: readonly string[];
  readonly words: Words;
}

/** What a change would buy, by a search from the same plan with the same seed and rounds as without it. */
export interface Remedy {
  readonly kind: 'vehicle' | 'shift' | 'stops';
  readonly change: Words;
  readonly visitsGained: number;
  readonly missing: number;
  /** Of the plan's cost, in driving minutes; with more visits it rises. */
  readonly cost: number;
  readonly rounds: number;
  /** The change and what it buys. */
  readonly words: Words;
}

export interface ShortageExplanation {
  /** Visits that the plan lacks. */
  readonly missing: number;
  readonly conflicts: readonly Conflict[];
  readonly remedies: readonly Remedy[];
}
