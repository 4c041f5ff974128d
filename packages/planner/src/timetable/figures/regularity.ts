import { weekdayOf } from '../../demand/calendar.ts';
import type { Visit } from '../visits.ts';

/** How far people can rely on 'our weekday, our hour': visits as counted, of those to calls that are visited more than once. */
export interface RegularityFigures {
  readonly visits: number;
  /** On the weekday that most visits of the same call have. */
  readonly onWeekday: number;
  /** Begin within the tolerance of the call's usual hour (the median). */
  readonly onHour: number;
}

export function regularityFigures(visits: readonly Visit[], toleranceMinutes: number): RegularityFigures {
  let [all, onWeekday, onHour] = [0, 0, 0];
  for (const own of Map.groupBy(visits, ({ call }) => call).values()) {
    if (own.length < 2) continue;
    all += own.length;
    const weekdays = Map.groupBy(own, ({ date }) => weekdayOf(date));
    onWeekday += Math.max(...[...weekdays.values()].map(({ length }) => length));
    const usual = median(own.map(({ beginMinutes }) => beginMinutes));
    onHour += own.filter(({ beginMinutes }) => Math.abs(beginMinutes - usual) <= toleranceMinutes).length;
  }
  return { visits: all, onWeekday, onHour };
}

/** The lower one of two middle values, so that it is an hour at which somebody comes. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
