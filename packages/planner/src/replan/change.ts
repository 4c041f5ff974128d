import type { Call } from '../model/call.ts';
import type { Closure, County, DayWeather, Village, Wish } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import type { CivilDate, ClockMinutes } from '../model/units.ts';
import type { Outcome, Words } from '../model/words.ts';
import type { DayFloor } from '../placing/floors.ts';

/** What happened after a plan was published. Dates are inclusive; what of them lies before `asOf` changes nothing. */
export type Change =
  /** The vehicle is broken, or its crew is ill and nobody stands in. */
  | {
      readonly kind: 'vehicle-out';
      readonly vehicle: string;
      readonly from: CivilDate;
      readonly until: CivilDate;
      readonly reason?: string;
    }
  | { readonly kind: 'road-closed'; readonly closure: Closure }
  /** A village asks for other days or hours, of one round or of all; its visits from `asOf` on may move for it. */
  | ({ readonly kind: 'move'; readonly village: string } & Wish)
  | { readonly kind: 'new-village'; readonly village: Village }
  | { readonly kind: 'weather'; readonly days: readonly DayWeather[] };

/** What it is worth, in driving minutes, that published visits stay. */
export interface MovingPrices {
  /** A visit on another day; one that comes soon instead counts for more, since nobody hears of it in time. */
  readonly day: number;
  /** On the same day, by another vehicle. */
  readonly vehicle: number;
  /** On the same day, at an hour beyond the tolerance. */
  readonly hour: number;
  /** A visit on `asOf` costs so many times as much as one three weeks on or later; evenly less in between. */
  readonly soon: number;
  /** A request that is not fulfilled, for each visit. Others' visits never move for a request. */
  readonly refused: number;
}

export interface ReplanOptions {
  /** Visits before this day are history and stay as they are written. */
  readonly asOf: CivilDate;
  /** Ways of the changed county: closures and weather are in it. */
  readonly travelFor: (county: County) => Outcome<Travel>;
  readonly prices?: Partial<MovingPrices>;
  /** A visit keeps its hour when it begins within so many minutes of it; 15 where absent. */
  readonly hourToleranceMinutes?: number;
  /** Of the search for a way to keep every promise, where putting visits back one by one breaks one; 200 where absent. */
  readonly rounds?: number;
  readonly seed?: number;
}

export interface VisitTime {
  readonly date: CivilDate;
  readonly vehicle: string;
  readonly beginMinutes: ClockMinutes;
}

/** A published visit that is no longer what it was, or one that is new. */
export interface MovedVisit {
  readonly call: string;
  readonly village: string;
  readonly round: string;
  readonly what: 'day' | 'vehicle' | 'hour' | 'cancelled' | 'added';
  readonly from: VisitTime | null;
  readonly to: VisitTime | null;
  /** Who comes to such a visit, and who lives in the village. */
  readonly persons: number;
  readonly residents: number;
  /** What moving it counted for, in driving minutes. */
  readonly price: number;
  readonly why: Words;
  readonly words: Words;
}

/** A promise that the new plan does not keep. */
export interface BrokenFloor {
  readonly call: string;
  readonly village: string;
  readonly round: string;
  readonly floor: DayFloor;
  /** It was broken in the published plan, too. */
  readonly isOld: boolean;
  readonly words: Words;
}

export interface Replanned {
  readonly county: County;
  readonly calls: readonly Call[];
  readonly travel: Travel;
  readonly plan: Plan;
  readonly moved: readonly MovedVisit[];
  /** Requests that were not fulfilled, and why. */
  readonly refused: readonly { readonly village: string; readonly call: string; readonly words: Words }[];
  readonly broken: readonly BrokenFloor[];
  /** What the independent checker says against the new plan and `broken` does not tell; empty, or the plan is not to be published. */
  readonly undeclared: readonly { readonly code: string; readonly at: string; readonly words: Words }[];
}
