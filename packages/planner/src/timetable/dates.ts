import type { CivilDate, ClockMinutes, Weekday } from '../model/units.ts';

const DAY_MS = 86_400_000;

/** Days since 1970-01-01; civil dates have no zone. */
export const dayNumber = (date: CivilDate): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

export const addDays = (date: CivilDate, days: number): CivilDate => new Date((dayNumber(date) + days) * DAY_MS).toISOString().slice(0, 10);

/** All days of a horizon, first to last. */
export const datesFrom = (from: CivilDate, days: number): readonly CivilDate[] =>
  Array.from({ length: days }, (_, day) => addDays(from, day));

const WEEKDAYS_ZH = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;
export const weekdayZh = (weekday: Weekday): string => WEEKDAYS_ZH[weekday];

/** `09:30`; whole minutes, rounded. After midnight `次日 00:20`. */
export function clockZh(minutes: ClockMinutes): string {
  const whole = Math.round(minutes);
  const text = `${String(Math.floor((whole % 1440) / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
  return whole >= 1440 ? `次日 ${text}` : text;
}
