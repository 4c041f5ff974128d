import { weekdayOf } from '../demand/calendar.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Words } from '../model/words.ts';
import type { Standing } from '../placing/standing.ts';
import { shiftsOf } from '../placing/standing.ts';
import type { ReplanCase } from './case.ts';
import type { Change, MovedVisit, Replanned, VisitTime } from './change.ts';
import { nearness } from './moving-prices.ts';
import { whyMoved } from './why-moved.ts';
import { dateText, helpOf, wordsOf } from './words.ts';

interface Plans {
  readonly county: County;
  readonly calls: readonly Call[];
  readonly plan: Plan;
}

/** Every visit that is no longer what was published, by village as the county has them, then by date. */
export function tellMoves(
  now: Plans,
  before: Plans,
  changes: readonly Change[],
  its: ReplanCase,
  affected: ReadonlySet<string>,
): readonly MovedVisit[] {
  const [after, was] = [visitsByCall(now.plan), visitsByCall(before.plan)];
  const order = new Map(now.county.villages.map(({ id }, at) => [id, at]));
  const moved = now.calls.flatMap((call) => {
    const village = now.county.villages.find(({ id }) => id === call.village);
    const pairs = pairVisits(was.get(call.id) ?? [], after.get(call.id) ?? []);
    return pairs.flatMap(([from, to]): MovedVisit[] => {
      const what = whatMoved(from, to, its.tolerance);
      if (!what) return [];
      const persons = Math.max(0, ...call.services.map((it) => it.persons));
      const residents = Object.values(village?.residents ?? {}).reduce((sum, it) => sum + it, 0);
      const price = priceOf(its, what, from, to);
      const why = whyMoved(from, call, { what, isAffected: affected.has(call.id) }, changes, now.county);
      const words = wordsOf(now.county, call, what, from, to, why);
      return [
        {
          call: call.id,
          village: call.village,
          round: call.round,
          what,
          from,
          to,
          persons,
          residents,
          price: Math.round(price),
          why,
          words,
        },
      ];
    });
  });
  const dateOf = ({ from, to }: MovedVisit): string => from?.date ?? to?.date ?? '';
  return moved.sort((a, b) => (order.get(a.village) ?? 0) - (order.get(b.village) ?? 0) || dateText(dateOf(a), dateOf(b)));
}

/** As the re-plan counted it: what was published soon is dear to move, and so is what comes soon instead. */
function priceOf(its: ReplanCase, what: MovedVisit['what'], from: VisitTime | null, to: VisitTime | null): number {
  const { prices } = its;
  const leaving = from && what !== 'cancelled' && what !== 'added' ? prices[what] * nearness(prices, daysAhead(its, from)) : 0;
  return to && (what === 'day' || what === 'added') ? leaving + prices.day * (nearness(prices, daysAhead(its, to)) - 1) : leaving;
}

const daysAhead = ({ standing, today }: ReplanCase, { date }: VisitTime): number =>
  (Date.parse(date) - Date.parse(standing.county.horizon.from)) / 86_400_000 - today;

function visitsByCall({ tours }: Plan): ReadonlyMap<string, readonly VisitTime[]> {
  const visits = tours.flatMap(({ vehicle, date, stops }) =>
    stops.map(({ call, beginMinutes }) => ({ call, date, vehicle, beginMinutes })),
  );
  return Map.groupBy(
    visits.toSorted((a, b) => dateText(a.date, b.date)),
    ({ call }) => call,
  );
}

/** Visits of the same date belong together; the rest in their order. */
function pairVisits(was: readonly VisitTime[], now: readonly VisitTime[]): readonly (readonly [VisitTime | null, VisitTime | null])[] {
  const same = was.flatMap((from) => now.filter(({ date }) => date === from.date).map((to) => [from, to] as const));
  const gone = was.filter(({ date }) => !now.some((it) => it.date === date));
  const come = now.filter(({ date }) => !was.some((it) => it.date === date));
  const more = Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => [gone[at] ?? null, come[at] ?? null] as const);
  return [...same, ...more];
}

function whatMoved(from: VisitTime | null, to: VisitTime | null, tolerance: number): MovedVisit['what'] | null {
  if (!from) return to ? 'added' : null;
  if (!to) return 'cancelled';
  if (from.date !== to.date) return 'day';
  if (from.vehicle !== to.vehicle) return 'vehicle';
  return Math.abs(from.beginMinutes - to.beginMinutes) > tolerance ? 'hour' : null;
}

/** Requests for days or hours that visits ahead do not have. */
export function refusedRequests(its: ReplanCase, after: Standing, calls: readonly Call[]): Replanned['refused'] {
  const { problem, shifts } = its.standing.made;
  return [...its.requests].flatMap(([at, { weekdays, hours }]) => {
    const call = its.standing.made.calls[at] as Call;
    const ahead = shiftsOf(after, at).filter((shift) => (problem.shifts[shift]?.day ?? 0) >= its.today);
    const begins = ahead.flatMap((shift) =>
      (after.days[shift] ?? []).flatMap(({ stops }) => stops.filter((it) => it.call === at).map(({ begin }) => begin)),
    );
    const isDay = ahead.every((shift) => weekdays?.includes(weekdayOf(shifts[shift]?.date ?? '')) ?? true);
    const isHour = begins.every((begin) => !hours || (begin >= hours.from && begin <= hours.to));
    if ((isDay && isHour) || !calls.includes(call)) return [];
    const name = its.standing.villages.get(call.village)?.name ?? call.village;
    return [{ village: call.village, call: call.id, words: refusal(name, helpOf(its.standing.county, call.round)) }];
  });
}

function refusal(name: string, help: string): Words {
  return {
    zh: `${name}（${help}）：要求没有全部做到——不动别的村、不破约定就排不下；原来的日子尽量保留`,
    en: `${name} (${help}): not all of the request is met, since it would take other villages' visits or a promise; the published days are kept where they can be`,
  };
}
