/** A sentence for people, in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What was wrong with what was given, where, and what to do; the code is stable. */
export interface PlannerProblem {
  readonly code: `plan/${string}`;
  /** File, table, row, field: as far as known, for people. */
  readonly at: string;
  readonly words: Words;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly PlannerProblem[] }
  | { readonly ok: false; readonly problems: readonly PlannerProblem[] };
