import { weekdayOf } from '../demand/calendar.ts';
import type { Village, Wish } from '../model/county.ts';
import type { Words } from '../model/words.ts';
import { patternsWithin } from '../placing/floors.ts';
import { said } from './choose-day.ts';
import { type Desk, dateAt, place, possible, relaxed, visitsIn, withCall } from './desk.ts';
import type { Forbidden, Impossible, Possible, WishChoice } from './explanation.ts';
import { datesOnWeekday, fleetForbids } from './forbid.ts';
import { clockText, joined, weekdayWords } from './phrases.ts';

/** Of each wish that the village has for this round: whether it is kept, and what keeping it would take. */
export function keepWishes(desk: Desk): readonly WishChoice[] {
  const { standing, call } = desk;
  const village = standing.villages.get(call.village) as Village;
  return village.wishes.flatMap((wish, index) => ((wish.round ?? call.round) === call.round ? [keepWish(desk, wish, index)] : []));
}

function keepWish(desk: Desk, wish: Wish, index: number): WishChoice {
  const { standing, call, doable, at } = desk;
  const visits = visitsIn(standing, standing.days, at);
  const isKept = visits.every(
    ({ date, beginMinutes }) =>
      (wish.weekdays?.includes(weekdayOf(date)) ?? true) &&
      (!wish.hours || (beginMinutes >= wish.hours.from && beginMinutes <= wish.hours.to)),
  );
  const name = wishWords(wish);
  if (isKept) return { wish: index, isKept, outcome: null, words: { zh: `${name.zh}：已满足`, en: `${name.en}: kept` } };
  const own = standing.made.problem.calls[at];
  const asked = wish.hours;
  const narrowed = asked ? relaxed(desk, (problem) => withCall(problem, at, { windows: meet(own?.windows ?? [], asked) })) : desk;
  const days = doable.filter((day) => wish.weekdays?.includes(weekdayOf(dateAt(desk, day))) ?? true);
  const isOpen = !asked || (own?.windows.length ?? 0) === 0 || meet(own?.windows ?? [], asked).length > 0;
  const best = isOpen ? place(narrowed, patternsWithin(standing.county, call, days)) : null;
  const outcome: Possible | Impossible = best
    ? possible(desk, best)
    : { isPossible: false, forbidden: isOpen ? whyNot(narrowed, wish, days) : [CLASH] };
  return { wish: index, isKept, outcome, words: said(name, outcome) };
}

const CLASH: Forbidden = { by: 'window', words: { zh: '与这项服务规定的时段不相交', en: 'it lies outside the hours of the service' } };

function meet(windows: readonly { readonly from: number; readonly to: number }[], hours: { readonly from: number; readonly to: number }) {
  if (windows.length === 0) return [hours];
  return windows
    .map(({ from, to }) => ({ from: Math.max(from, hours.from), to: Math.min(to, hours.to) }))
    .filter(({ from, to }) => from <= to);
}

function whyNot({ standing, lifted, at, doable }: Desk, { weekdays }: Wish, days: readonly number[]): readonly Forbidden[] {
  const dates =
    weekdays?.flatMap((weekday) => datesOnWeekday(standing.county, weekday)) ?? doable.map((day) => dateAt({ standing } as Desk, day));
  const reasons = fleetForbids(lifted, at, dates);
  if (reasons.length > 0) return reasons;
  return days.length > 0 ? [{ by: 'max-gap', words: { zh: '排不出符合间隔的日子', en: 'no days there keep the gaps' } }] : reasons;
}

function wishWords({ weekdays, hours }: Wish): Words {
  const days = joined((weekdays ?? []).map(weekdayWords), '、', ' or ');
  const span = hours ? `${clockText(hours.from)}–${clockText(hours.to)}` : '';
  return {
    zh: `愿望“${[days.zh, span].filter((it) => it !== '').join(' ')}”`,
    en: `wish “${[days.en, span].filter((it) => it !== '').join(' ')}”`,
  };
}
