import { weekdayOf } from '../../demand/calendar.ts';
import type { CivilDate, ClockMinutes, Weekday } from '../../model/units.ts';
import { datesFrom } from '../dates.ts';
import type { Visit } from '../visits.ts';

/** When a service comes, as it is said to people: `每周一`, `上午 9:00 到 10:30`, `1 月 4 日、11 日`. */
export interface When {
  readonly days: string;
  readonly hours: string;
  readonly dates: string;
}

const DAY_ZH = ['', '一', '二', '三', '四', '五', '六', '日'] as const;

/** Visits at the same hours stand together; weekdays that are kept week by week are joined. `working` are the days of the plan that are no holidays. */
export function whensOf(visits: readonly Visit[], working: readonly CivilDate[]): readonly When[] {
  const byHours = [...Map.groupBy(visits, ({ beginMinutes, endMinutes }) => hoursZh(beginMinutes, endMinutes))];
  return byHours.flatMap(([hours, same]) => {
    const byWeekday = [...Map.groupBy(same, ({ date }) => weekdayOf(date))].sort(([a], [b]) => a - b);
    const isWeekly = ([weekday, of]: readonly [Weekday, readonly Visit[]]): boolean => {
      const dates = new Set(of.map(({ date }) => date));
      return dates.size > 1 && working.every((date) => weekdayOf(date) !== weekday || dates.has(date));
    };
    const weekly = byWeekday.filter(isWeekly);
    const rest = byWeekday.filter((each) => !isWeekly(each));
    return [
      ...(weekly.length > 0 ? [when(`每周${weekly.map(([weekday]) => DAY_ZH[weekday]).join('、')}`, hours, weekly)] : []),
      ...rest.map((each) => when(`星期${DAY_ZH[each[0]]}`, hours, [each])),
    ];
  });
}

function when(days: string, hours: string, groups: readonly (readonly [Weekday, readonly Visit[]])[]): When {
  const dates = groups.flatMap(([, visits]) => visits.map(({ date }) => date)).sort();
  return { days, hours, dates: datesZh([...new Set(dates)]) };
}

/** `1 月 4 日、11 日，2 月 1 日`: the month is said when it changes. */
function datesZh(dates: readonly CivilDate[]): string {
  const months = [...Map.groupBy(dates, (date) => date.slice(0, 7)).values()];
  return months.map((of) => `${Number(of[0]?.slice(5, 7))} 月 ${of.map((date) => `${Number(date.slice(8))} 日`).join('、')}`).join('，');
}

const PARTS = [
  { until: 300, zh: '夜里' },
  { until: 720, zh: '上午' },
  { until: 780, zh: '中午' },
  { until: 1080, zh: '下午' },
  { until: 1440, zh: '晚上' },
] as const;

/** `上午 9:00 到 10:30`; by the twelve-hour clock, as people say it. */
function hoursZh(begin: ClockMinutes, end: ClockMinutes): string {
  const [from, to] = [Math.round(begin), Math.round(end)];
  if (to <= from) return `${clock(from, true)} 左右`;
  const isSamePart = partOf(from) === partOf(to);
  return `${clock(from, true)} 到 ${clock(to, !isSamePart)}`;
}

const partOf = (minutes: number): string => PARTS.find(({ until }) => minutes % 1440 < until)?.zh ?? '';

function clock(minutes: number, hasPart: boolean): string {
  const hour = Math.floor((minutes % 1440) / 60);
  const shown = hour > 12 ? hour - 12 : hour;
  return `${hasPart ? `${partOf(minutes)} ` : ''}${shown}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Days of a plan on which anybody works. */
export const workingDates = (from: CivilDate, days: number, holidays: readonly CivilDate[]): readonly CivilDate[] =>
  datesFrom(from, days).filter((date) => !holidays.includes(date));
