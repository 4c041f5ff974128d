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
function weekdaySets({
  allowed,
  weekdayOf,
  mostWeekdays,
}: Pick<PatternTerms, 'allowed' | 'weekdayOf' | 'mostWeekdays'>): readonly (readonly Weekday[] | null)[] {
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

/**
 * All patterns out of `days` that begin at one of them. Counting keeps two rows at a time, and what is picked from is made when it is asked for: of a
 * year of daily visits all rows of all beginnings would fill gigabytes.
 */
function familyOf({ days: length, visits, minGapDays, maxGapDays }: PatternTerms, days: readonly number[], first: number) {
  const [least, most] = [Math.max(1, minGapDays), maxGapDays ?? length];
  const size = days.length;
  const at = (index: number): number => days[index] as number;
  const fits = (gap: number): boolean => gap >= least && gap <= most;
  if (visits < 1 || size - first < visits || at(first) + length - at(size - 1) > most) return { count: 0, pick: () => [] };
  const lastVisits = (): Float64Array =>
    Float64Array.from({ length: size }, (_, last) => (last >= first && fits(at(first) + length - at(last)) ? 1 : 0));
  let counted = lastVisits();
  for (let more = 1; more < visits; more++) counted = oneMore(days, counted, first, least, most);
  const count = counted[first] as number;
  // rows[more][last]: in how many ways `more` visits can follow the one at `last`.
  let rows: readonly Float64Array[] | null = null;
  const pick = (rank: number): readonly number[] => {
    if (rows === null) {
      const made = [lastVisits()];
      for (let more = 1; more < visits; more++) made.push(oneMore(days, made[more - 1] as Float64Array, first, least, most));
      rows = made;
    }
    const pattern = [at(first)];
    let [last, left] = [first, rank];
    for (let more = visits - 2; more >= 0; more--) {
      let found = -1;
      for (let next = last + 1; next < size && at(next) - at(last) <= most; next++) {
        const ways = fits(at(next) - at(last)) ? ((rows[more] as Float64Array)[next] as number) : 0;
        if (ways === 0) continue;
        // Counts beyond 2^53 are rounded, so a rank may lie behind the last way: that one is taken.
        found = next;
        if (left < ways) break;
        left -= ways;
      }
      pattern.push(at(found));
      last = found;
    }
    return pattern;
  };
  return { count, pick };
}

/** In how many ways one visit more can follow each: sums over a window of days that moves, of additions alone (a queue of two stacks), so that large counts keep their leading digits. */
function oneMore(days: readonly number[], fewer: Float64Array, first: number, least: number, most: number): Float64Array {
  const size = days.length;
  const sums = new Float64Array(size);
  // From the window's front to `turn`, each with all behind it up to there; what came later is in `back`.
  const front = new Float64Array(size);
  let [begin, turn, end, back] = [first + 1, first + 1, first + 1, 0];
  for (let last = first; last < size; last++) {
    const day = days[last] as number;
    for (; end < size && (days[end] as number) - day <= most; end++) back += fewer[end] as number;
    for (; begin < end && (days[begin] as number) - day < least; begin++) {
      if (begin < turn) continue;
      let behind = 0;
      for (let it = end - 1; it >= begin; it--) {
        behind += fewer[it] as number;
        front[it] = behind;
      }
      [turn, back] = [end, 0];
    }
    if (begin < turn) sums[last] = (front[begin] as number) + back;
    else sums[last] = back;
  }
  return sums;
}

/** How many visits fit at most with their shortest gap kept, the horizon's end included: the greedy choice from each first day, which no other beats. */
export function mostVisits(terms: Omit<PatternTerms, 'visits' | 'maxGapDays'>): number {
  const least = Math.max(1, terms.minGapDays);
  if (terms.days < least) return 0;
  let most = 0;
  for (const weekdays of weekdaySets(terms)) {
    const days = weekdays ? terms.allowed.filter((day) => weekdays.includes(terms.weekdayOf(day))) : terms.allowed;
    for (const [index, first] of days.entries()) {
      let [visits, last] = [1, first];
      for (let at = index + 1; at < days.length; at++) {
        const day = days[at] as number;
        if (day - last < least || first + terms.days - day < least) continue;
        [visits, last] = [visits + 1, day];
      }
      most = Math.max(most, visits);
    }
  }
  return most;
}
