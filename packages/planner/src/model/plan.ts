import type { CivilDate, ClockMinutes, ClockSpan, Load } from './units.ts';

/** A rota with clock times: who is where on which day. Plain data that survives JSON; everything published is made from it. */
export interface Plan {
  readonly county: string;
  readonly from: CivilDate;
  readonly days: number;
  readonly tours: readonly Tour[];
  readonly lineDeliveries: readonly LineDelivery[];
  /** What could not be placed; never silent. */
  readonly unserved: readonly Unserved[];
  readonly cost: PlanCost;
  readonly search: { readonly seed: number; readonly seconds: number; readonly rounds: number };
}

/** One vehicle's way out and back on one day. Times are whole minutes: driving is rounded up, leg by leg. */
export interface Tour {
  readonly vehicle: string;
  readonly date: CivilDate;
  /** From 1; of several on one day. */
  readonly trip: number;
  readonly startMinutes: ClockMinutes;
  readonly endMinutes: ClockMinutes;
  readonly stops: readonly TourStop[];
  /** Taken at a stop: between arriving and beginning, or between ending and leaving. */
  readonly rest: ClockSpan | null;
  /** Of its legs, each rounded up to a whole minute. */
  readonly travelMinutes: number;
  readonly metres: number;
  /** At departure. */
  readonly load: Load;
}

export interface TourStop {
  readonly call: string;
  readonly village: string;
  readonly round: string;
  readonly arriveMinutes: ClockMinutes;
  readonly beginMinutes: ClockMinutes;
  /** Not before the stop is over; later where the crew rests here first. */
  readonly leaveMinutes: ClockMinutes;
}

/** A delivery that rides on a bus instead of a tour. */
export interface LineDelivery {
  readonly call: string;
  readonly village: string;
  readonly line: string;
  readonly date: CivilDate;
  readonly departureMinutes: ClockMinutes;
  readonly arriveMinutes: ClockMinutes;
}

export interface Unserved {
  readonly call: string;
  readonly village: string;
  readonly visitsMissing: number;
  readonly reason: 'unreachable' | 'no-vehicle-fits' | 'no-day-fits' | 'no-room';
}

/** In driving minutes, weighed by the county's policy; `total` is their sum. */
export interface PlanCost {
  readonly travel: number;
  readonly overtime: number;
  readonly unfairness: number;
  readonly irregularity: number;
  readonly wishes: number;
  readonly total: number;
}
