import type { PlanCost } from '../model/plan.ts';
import type { CivilDate, ClockMinutes, Weekday } from '../model/units.ts';
import type { Words } from '../model/words.ts';

/** What forbids a choice. `hours`: no room left within the shift and its overtime; `window`: no room within the call's hours. */
export type Forbidding =
  | 'skills'
  | 'equipment'
  | 'drone-has-no-crew'
  | 'capacity'
  | 'trips'
  | 'range'
  | 'weather'
  | 'closure'
  | 'no-way'
  | 'holiday'
  | 'day-off'
  | 'weekdays'
  | 'hours'
  | 'window'
  | 'min-gap'
  | 'max-gap'
  | 'same-weekday'
  | 'visits';

export interface Forbidden {
  readonly by: Forbidding;
  readonly words: Words;
}

/** A choice that can be made with every other visit where it is, and its exact price: what the plan's cost rises by, part by part. */
export interface Possible {
  readonly isPossible: true;
  readonly visits: readonly ExplainedVisit[];
  readonly extra: PlanCost;
  /** Nothing cheaper exists with all else fixed; false is "at most so much". */
  readonly isLeast: boolean;
  /** After a short search with the choice forced, against the same search without it; only where it was asked for. */
  readonly reoptimised?: { readonly extra: number; readonly missing: number; readonly rounds: number };
}

export interface Impossible {
  readonly isPossible: false;
  readonly forbidden: readonly Forbidden[];
}

export interface ExplainedVisit {
  readonly date: CivilDate;
  readonly vehicle: string;
  readonly beginMinutes: ClockMinutes;
}

/** All visits on another weekday, or one visit on another date. */
export interface DayChoice {
  readonly to: { readonly weekday: Weekday } | { readonly from: CivilDate; readonly date: CivilDate };
  readonly isChosen: boolean;
  readonly outcome: Possible | Impossible;
  readonly words: Words;
}

export interface VehicleChoice {
  readonly vehicle: string;
  readonly isChosen: boolean;
  /** The days stay; where that cannot be, the cheapest other ones. */
  readonly keepsDays: boolean;
  readonly outcome: Possible | Impossible;
  readonly words: Words;
}

/** One promise made looser by one step, all else fixed. */
export interface FloorPrice {
  readonly floor: 'visits' | 'max-gap' | 'min-gap' | 'same-weekday' | 'window' | 'shift' | 'overtime';
  /** `saves` in driving minutes; 0 is a floor that does not bind here. */
  readonly saves: number;
  /** Visits that would be possible and are not in the plan. */
  readonly allows: number;
  readonly words: Words;
}

export interface WishChoice {
  /** Index into the village's wishes. */
  readonly wish: number;
  readonly isKept: boolean;
  /** What keeping it would take; null where it is kept. */
  readonly outcome: Possible | Impossible | null;
  readonly words: Words;
}

/** Why a village's round is when it is and who comes, and what else could be. */
export interface CallExplanation {
  readonly call: string;
  readonly village: string;
  readonly round: string;
  readonly visits: readonly ExplainedVisit[];
  readonly missing: number;
  readonly why: Words;
  readonly days: readonly DayChoice[];
  readonly vehicles: readonly VehicleChoice[];
  readonly floors: readonly FloorPrice[];
  readonly wishes: readonly WishChoice[];
}

/** Plain data that survives JSON. Prices are in driving minutes, as the plan's cost is. */
export interface PlanExplanation {
  readonly calls: readonly CallExplanation[];
}
