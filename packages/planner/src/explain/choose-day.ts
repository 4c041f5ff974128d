import { mostWeekdays, weekdayOf } from '../demand/calendar.ts';
import type { Weekday } from '../model/units.ts';
import type { Words } from '../model/words.ts';
import { brokenFloors, patternsWithin } from '../placing/floors.ts';
import { type Desk, dateAt, place, possible } from './desk.ts';
import type { DayChoice, Forbidden, Impossible, Possible } from './explanation.ts';
import { datesOnWeekday, fleetForbids } from './forbid.ts';
import { dateWords, joined, priceWords, weekdayWords } from './phrases.ts';

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** What all visits on each other weekday would cost; of a call that needs several weekdays, what each visit would on each other date. */
export function chooseDays(desk: Desk, isEachDate: boolean): readonly DayChoice[] {
  const { call, standing } = desk;
  const most = mostWeekdays({ ...standing.county, policy: { ...standing.county.policy, isSameWeekday: true } }, call.visits) as number;
  const byWeekday = most === 1 ? WEEKDAYS.flatMap((weekday) => onWeekday(desk, weekday)) : [];
  return most > 1 || isEachDate ? [...byWeekday, ...desk.days.flatMap((day) => moves(desk, day))] : byWeekday;
}

function onWeekday(desk: Desk, weekday: Weekday): readonly DayChoice[] {
  const { call, doable, days, standing } = desk;
  const own = days.map((day) => weekdayOf(dateAt(desk, day)));
  const isChosen = own.length > 0 && own.every((it) => it === weekday);
  const dates = datesOnWeekday(standing.county, weekday);
  if (dates.length === 0) return [];
  const allowed = doable.filter((day) => weekdayOf(dateAt(desk, day)) === weekday);
  const sets = patternsWithin(standing.county, call, allowed);
  const best = sets.length > 0 ? place(desk, sets) : null;
  const outcome: Possible | Impossible = best
    ? possible(desk, best)
    : { isPossible: false, forbidden: whyNot(desk, weekday, allowed, sets) };
  return [{ to: { weekday }, isChosen, outcome, words: said(weekdayWords(weekday), outcome) }];
}

/** No set of days there is: the promises forbid it, or there are too few days on which anybody can come. Else it is the crews that are full. */
function whyNot(desk: Desk, weekday: Weekday, allowed: readonly number[], sets: readonly (readonly number[])[]): readonly Forbidden[] {
  const { standing, lifted, at, call } = desk;
  const dates = datesOnWeekday(standing.county, weekday);
  const reasons = fleetForbids(lifted, at, dates);
  if (sets.length > 0 || allowed.length === 0) return reasons;
  const { zh, en } = weekdayWords(weekday);
  const loose = patternsWithin(standing.county, call, allowed, { minGapDays: 1, maxGapDays: null });
  if (loose.length === 0) {
    const few = {
      by: 'visits',
      words: {
        zh: `能去的${zh}只有 ${allowed.length} 天，要去 ${call.visits} 次`,
        en: `only ${allowed.length} ${en}s can be used; ${call.visits} visits are owed`,
      },
    } as const;
    return [few, ...reasons];
  }
  const isFar = patternsWithin(standing.county, call, allowed, { maxGapDays: null }).length > 0;
  return [
    isFar
      ? {
          by: 'max-gap',
          words: {
            zh: `${zh}中排不出间隔都在 ${call.maxGapDays} 天以内的日子`,
            en: `no ${en}s are all within ${call.maxGapDays} days of each other`,
          },
        }
      : {
          by: 'min-gap',
          words: { zh: `${zh}中排不出至少隔 ${call.minGapDays} 天的日子`, en: `no ${en}s are ${call.minGapDays} days or more apart` },
        },
  ];
}

function moves(desk: Desk, from: number): readonly DayChoice[] {
  const { standing, lifted, at, call, days } = desk;
  const { horizon } = standing.county;
  return Array.from({ length: horizon.days }, (_, day) => day)
    .filter((day) => !days.includes(day))
    .map((day): DayChoice => {
      const date = dateAt(desk, day);
      const set = [...days.filter((it) => it !== from), day].sort((a, b) => a - b);
      const broken = brokenFloors(standing.county, call, set).filter((it) => it !== 'visits');
      const to = { from: dateAt(desk, from), date };
      const name = dateWords(date);
      const best = broken.length === 0 ? place(desk, [set]) : null;
      const outcome: Possible | Impossible = best
        ? possible(desk, best)
        : {
            isPossible: false,
            forbidden: broken.length > 0 ? broken.map((by) => ({ by, words: FLOORS[by] })) : fleetForbids(lifted, at, [date]),
          };
      return {
        to,
        isChosen: false,
        outcome,
        words: said({ zh: `${dateWords(to.from).zh}改到${name.zh}`, en: `${dateWords(to.from).en} to ${name.en}` }, outcome),
      };
    });
}

const FLOORS: Readonly<Record<'visits' | 'min-gap' | 'max-gap' | 'weekdays' | 'same-weekday', Words>> = {
  visits: { zh: '次数不够', en: 'too few visits' },
  'min-gap': { zh: '两次隔得太近', en: 'two visits would be too close' },
  'max-gap': { zh: '两次隔得太久', en: 'two visits would be too far apart' },
  weekdays: { zh: '不在允许的星期', en: 'not on an allowed weekday' },
  'same-weekday': { zh: '不再是固定的星期', en: 'no longer on one weekday' },
};

export function said(name: Words, outcome: Possible | Impossible): Words {
  if (outcome.isPossible) {
    const { zh, en } = priceWords(outcome.extra, outcome.isLeast);
    return { zh: `${name.zh}：${zh}`, en: `${name.en}: ${en}` };
  }
  const { zh, en } = joined(
    outcome.forbidden.slice(0, 3).map(({ words }) => words),
    '；',
    '; ',
  );
  return { zh: `${name.zh}：不行，${zh || '没有车能来'}`, en: `${name.en}: not possible, ${en || 'nobody can come'}` };
}
