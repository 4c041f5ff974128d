import type { Weekday } from '../model/units.ts';
import type { Words } from '../model/words.ts';

/** What is known of why a plan is as it is; every part may be empty. Sentences are shown as they are. */
export interface PlanExplanation {
  readonly calls: readonly CallExplanation[];
  /** Smallest sets of wishes and floors that cannot all be kept. */
  readonly conflicts: readonly { readonly words: Words; readonly calls: readonly string[] }[];
  /** What one more vehicle, one more hour, shorter stops would buy. */
  readonly remedies: readonly Remedy[];
}

export interface CallExplanation {
  readonly call: string;
  /** Why this day and this vehicle. */
  readonly why: readonly Words[];
  /** Floors that leave no other choice. */
  readonly binding: readonly Words[];
  /** What each other weekday would cost, in driving minutes over the horizon; null where it cannot be. */
  readonly otherDays: readonly { readonly weekday: Weekday; readonly cost: number | null }[];
}

export interface Remedy {
  readonly change: Words;
  readonly visitsGained: number;
  /** In driving minutes; negative is cheaper. Null where it was not worked out. */
  readonly cost: number | null;
}
