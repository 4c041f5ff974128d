import { weekdayOf } from '../../demand/calendar.ts';
import type { Weekday } from '../../model/units.ts';
import { datesFrom } from '../dates.ts';
import type { Feed } from './feed.ts';
import { dateOf, idOf } from './table.ts';

const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * A service on fixed weekdays through the horizon, holidays taken out; equal ones are one.
 * Null when no day is left: what never runs has no trips.
 */
export function weeklyService(feed: Feed, weekdays: readonly Weekday[]): string | null {
  const { from, days } = feed.plan;
  const holidays = new Set(feed.county.horizon.holidays);
  const dates = datesFrom(from, days).filter((date) => weekdays.includes(weekdayOf(date)));
  if (dates.every((date) => holidays.has(date))) return null;
  const runs = NAMES.map((_, index) => (weekdays.includes((index + 1) as Weekday) ? 1 : 0));
  const id = idOf('week', runs.join(''));
  if (feed.calendar.some((row) => row.service_id === id)) return id;
  const flags = Object.fromEntries(NAMES.map((name, index) => [name, runs[index]]));
  feed.calendar.push({ service_id: id, ...flags, start_date: dateOf(from), end_date: dateOf(datesFrom(from, days).at(-1) ?? from) });
  for (const date of dates) if (holidays.has(date)) feed.calendarDates.push({ service_id: id, date: dateOf(date), exception_type: 2 });
  return id;
}

/** A service of one single day. */
export function dayService(feed: Feed, date: string): string {
  const id = idOf('day', date);
  if (!feed.calendarDates.some((row) => row.service_id === id))
    feed.calendarDates.push({ service_id: id, date: dateOf(date), exception_type: 1 });
  return id;
}
