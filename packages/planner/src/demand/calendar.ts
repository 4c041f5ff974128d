import type { County, Horizon } from '../model/county.ts';
import type { CivilDate, Weekday } from '../model/units.ts';

const DAY_MS = 86_400_000;

/** The date of a day of the horizon, from 0. */
export const dateOn = ({ from }: Pick<Horizon, 'from'>, day: number): CivilDate =>
  new Date(Date.parse(`${from}T00:00:00Z`) + day * DAY_MS).toISOString().slice(0, 10);

export const weekdayOf = (date: CivilDate): Weekday => (((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as Weekday;

/** Days of the horizon on which anybody works at all. */
export function workingDays({ horizon }: Pick<County, 'horizon'>): readonly number[] {
  return Array.from({ length: horizon.days }, (_, day) => day).filter((day) => !horizon.holidays.includes(dateOn(horizon, day)));
}

/** On how many weekdays a call's visits may fall where the county promises as few as possible; null where it does not promise. */
export function mostWeekdays({ horizon, policy }: Pick<County, 'horizon' | 'policy'>, visits: number): number | null {
  return policy.isSameWeekday ? Math.ceil(visits / Math.ceil(horizon.days / 7)) : null;
}
