/**
 * The periodic vehicle-routing problem as the search sees it: numbers only. `sites` index the tables; a call is visited on all days of one of its
 * patterns. Cordeau's instances and counties are both put into this form.
 */
export interface RotaProblem {
  readonly days: number;
  readonly sites: number;
  readonly tables: readonly ProblemTable[];
  /** One row for each vehicle on each day that it works. */
  readonly shifts: readonly ProblemShift[];
  readonly vehicles: number;
  readonly calls: readonly ProblemCall[];
  /** Dimensions of capacity. */
  readonly loads: number;
  readonly weights: RotaWeights;
}

/** Row by row, `sites × sites`; Infinity where there is no way. `cost` is what the plan pays for (driving minutes, or a benchmark's distance). */
export interface ProblemTable {
  readonly minutes: Float64Array;
  readonly cost: Float64Array;
  /** Of one trip; counted against `ProblemShift.range`. Absent where no shift has a range. */
  readonly metres?: Float64Array;
}

export interface ProblemShift {
  readonly vehicle: number;
  readonly day: number;
  readonly table: number;
  readonly start: number;
  readonly end: number;
  /** Minutes of the day. */
  readonly opensAt: number;
  readonly closesAt: number;
  /** From leaving to coming back, travel and stops and waiting; Infinity is none. */
  readonly longestMinutes: number;
  readonly maxOvertime: number;
  readonly capacity: readonly number[];
  /** Metres of one trip; Infinity is none. */
  readonly range: number;
  readonly maxTrips: number;
  readonly turnaroundMinutes: number;
  readonly rest: { readonly minutes: number; readonly from: number; readonly to: number } | null;
}

export interface ProblemCall {
  readonly site: number;
  readonly stopMinutes: number;
  readonly load: readonly number[];
  /** Days of each allowed set of visits, ascending, with its price (a wish not kept); never empty. */
  readonly patterns: readonly { readonly days: readonly number[]; readonly price: number }[];
  /** Begin of the stop, ascending and apart; empty is any time. */
  readonly windows: readonly { readonly from: number; readonly to: number }[];
  /** Vehicles that may come, ascending; null is all. */
  readonly vehicles: readonly number[] | null;
  /** What leaving one visit out costs; Infinity where the search must not (the answer then says infeasible instead). */
  readonly missPrice: number;
}

export interface RotaWeights {
  readonly overtime: number;
  /** Of the mean absolute difference of working minutes between vehicles. */
  readonly unfairness: number;
  /** Of minutes beyond the tolerance from a call's usual hour. */
  readonly irregularity: number;
  readonly hourTolerance: number;
}

export interface RotaAnswer {
  /** For each shift, its trips in order; each trip's calls in order. */
  readonly trips: readonly (readonly (readonly number[])[])[];
  /** Pattern chosen for each call; -1 when it is left out (or visited less than it should be). */
  readonly patterns: readonly number[];
  /** Visits left out, over all calls. */
  readonly missing: number;
  readonly isFeasible: boolean;
  readonly cost: number;
}

export interface SearchOptions {
  readonly seed: number;
  /** Whichever comes first ends the search. The same seed and rounds give the same answer; seconds depend on the machine. */
  readonly seconds?: number;
  readonly rounds?: number;
  readonly signal?: AbortSignal;
  /** Seconds that go by, from any beginning; the wall clock where absent. A benchmark on a busy machine gives its thread's own. */
  readonly clock?: () => number;
  /** Told of better answers, at most twenty times a second, about once a second of none, and once at the end. */
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Published visits: kept where possible. */
  readonly start?: RotaAnswer;
}

export interface SearchProgress {
  readonly seconds: number;
  readonly rounds: number;
  readonly cost: number;
  readonly missing: number;
  readonly isFeasible: boolean;
}
