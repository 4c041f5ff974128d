import type { Weekday } from '../model/units.ts';

export interface PatternTerms {
  /** Length of the horizon, which repeats. */
  readonly days: number;
  readonly visits: number;
  readonly minGapDays: number;
  readonly maxGapDays: number | null;
  /** Days that may be used, ascending, and what weekday a day is. */
  readonly allowed: readonly number[];
  readonly weekdayOf: (day: number) => Weekday;
  /** Visits fall on no more weekdays than this; null is any. */
  readonly mostWeekdays: number | null;
}

/**
 * Sets of days for a call: as many as it has visits, with its gaps kept from each to the next and, since the rota repeats, from the last
 * to the first. All of them where they are no more than `cap`; else so many, evenly spread over all in lexical order.
 * They are counted before they are made (dynamic programming over the last day), so that a month of daily visits costs no more than two.
 */
export function dayPatterns(terms: PatternTerms, cap: number): readonly (readonly number[])[] {
  const families = weekdaySets(terms).flatMap((weekdays) => {
    const days = weekdays ? terms.allowed.filter((day) => weekdays.includes(terms.weekdayOf(day))) : terms.allowed;
    return days.map((_, first) => familyOf(terms, days, first));
  });
  const total = families.reduce((sum, { count }) => sum + count, 0);
  const wanted = Math.min(cap, total);
  const patterns = new Map<string, readonly number[]>();
  let [passed, taken] = [0, 0];
  for (const { count, pick } of families) {
    while (taken < wanted) {
      const rank = total <= cap ? taken : Math.floor(((taken + 0.5) * total) / wanted);
      if (rank >= passed + count) break;
      const pattern = pick(rank - passed);
      patterns.set(pattern.join(), pattern);
      taken += 1;
    }
    passed += count;
  }
  return [...patterns.values()];
}

/** Sets of weekdays of the allowed size, as far as they have days; null stands for all days. */
function weekdaySets({ allowed, weekdayOf, mostWeekdays }: PatternTerms): readonly (readonly Weekday[] | null)[] {
  const present = [...new Set(allowed.map(weekdayOf))].sort();
  if (mostWeekdays === null || present.length <= mostWeekdays) return [null];
  const sets: Weekday[][] = [];
  const grow = (set: Weekday[], next: number): void => {
    if (set.length === mostWeekdays) sets.push(set);
    else for (let at = next; at < present.length; at++) grow([...set, present[at] as Weekday], at + 1);
  };
  grow([], 0);
  return sets;
}

/** All patterns out of `days` that begin at one of them. */
function familyOf({ days: length, visits, minGapDays, maxGapDays }: PatternTerms, days: readonly number[], first: number) {
  const [least, most] = [Math.max(1, minGapDays), maxGapDays ?? length];
  const fits = (gap: number): boolean => gap >= least && gap <= most;
  const size = days.length;
  const at = (index: number): number => days[index] as number;
  // ways[more][last]: in how many ways `more` visits can follow the one at `last`.
  const ways = Array.from({ length: visits }, () => new Float64Array(size));
  for (let last = first; last < size; last++) (ways[0] as Float64Array)[last] = fits(at(first) + length - at(last)) ? 1 : 0;
  for (let more = 1; more < visits; more++) {
    const [fewer, these] = [ways[more - 1] as Float64Array, ways[more] as Float64Array];
    for (let last = first; last < size; last++) {
      for (let next = last + 1; next < size && at(next) - at(last) <= most; next++) {
        if (fits(at(next) - at(last))) these[last] = (these[last] as number) + (fewer[next] as number);
      }
    }
  }
  const pick = (rank: number): readonly number[] => {
    const pattern = [at(first)];
    let [last, left] = [first, rank];
    for (let more = visits - 2; more >= 0; more--) {
      let next = last + 1;
      for (; next < size; next++) {
        if (!fits(at(next) - at(last))) continue;
        const count = (ways[more] as Float64Array)[next] as number;
        if (left < count) break;
        left -= count;
      }
      pattern.push(at(next));
      last = next;
    }
    return pattern;
  };
  return { count: visits > 0 ? ((ways[visits - 1] as Float64Array)[first] as number) : 0, pick };
}
