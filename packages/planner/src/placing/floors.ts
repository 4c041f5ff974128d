import { dateOn, mostWeekdays, weekdayOf } from '../demand/calendar.ts';
import { dayPatterns } from '../demand/day-patterns.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { RotaProblem } from '../rota/problem.ts';
import { insertionsInto } from './insertions.ts';

/** Promises about the days of a call's visits. */
export type DayFloor = 'visits' | 'min-gap' | 'max-gap' | 'weekdays' | 'same-weekday';

/** Which promises a set of days breaks; days ascending, from the horizon's first. The gap across the horizon's end counts, since the rota repeats. */
export function brokenFloors(county: County, call: Call, days: readonly number[]): readonly DayFloor[] {
  const { horizon } = county;
  const weekdays = days.map((day) => weekdayOf(dateOn(horizon, day)));
  const gaps = days.map((day, at) => (days[at + 1] ?? (days[0] as number) + horizon.days) - day);
  const most = mostWeekdays(county, call.visits);
  const least = Math.max(1, call.minGapDays);
  return [
    ...(days.length < call.visits ? (['visits'] as const) : []),
    ...(gaps.some((gap) => gap < least) ? (['min-gap'] as const) : []),
    ...(days.length >= call.visits && gaps.some((gap) => gap > (call.maxGapDays ?? Infinity)) ? (['max-gap'] as const) : []),
    ...(call.weekdays.length > 0 && weekdays.some((it) => !call.weekdays.includes(it)) ? (['weekdays'] as const) : []),
    ...(most !== null && new Set(weekdays).size > most ? (['same-weekday'] as const) : []),
  ];
}

/** Days on which some crew could do the call if it did nothing else. */
export function doableDays(problem: RotaProblem, call: number): readonly number[] {
  const days = new Set<number>();
  for (const [at, { day }] of problem.shifts.entries()) {
    if (!days.has(day) && insertionsInto(problem, at, [], call).length > 0) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

/** Of one call, as many sets of days as are looked at; more are spread evenly. */
const MOST = 512;

/** Sets of days that keep a call's promises, out of `allowed`. `terms` changes single promises. */
export function patternsWithin(
  county: County,
  call: Call,
  allowed: readonly number[],
  terms: Partial<Pick<Call, 'visits' | 'minGapDays' | 'maxGapDays' | 'weekdays'>> & { readonly mostWeekdays?: number | null } = {},
): readonly (readonly number[])[] {
  const { horizon } = county;
  const weekday = (day: number) => weekdayOf(dateOn(horizon, day));
  const { visits, minGapDays, maxGapDays, weekdays } = { ...call, ...terms };
  const frame = { days: horizon.days, visits, minGapDays, maxGapDays, weekdayOf: weekday };
  const days = weekdays.length === 0 ? allowed : allowed.filter((day) => weekdays.includes(weekday(day)));
  const most = terms.mostWeekdays === undefined ? mostWeekdays(county, visits) : terms.mostWeekdays;
  return dayPatterns({ ...frame, allowed: days, mostWeekdays: most }, MOST);
}
