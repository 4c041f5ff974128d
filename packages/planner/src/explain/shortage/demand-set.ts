import { weekdayOf } from '../../demand/calendar.ts';
import type { Call } from '../../model/call.ts';
import type { ClockSpan } from '../../model/units.ts';
import { type CountyProblem, problemOf } from '../../rota/from-county.ts';
import type { Planned } from '../explain-plan.ts';
import type { Demand } from './shortage.ts';

export const keyOf = (demand: Demand): string => {
  switch (demand.kind) {
    case 'visits':
      return `visits ${demand.call}`;
    case 'wish':
      return `wish ${demand.call} ${demand.wish}`;
    case 'same-weekday':
      return demand.kind;
    default:
      return `${demand.kind} ${demand.round}`;
  }
};

/** All that is asked of these calls: wishes and floors first, then visits, the longest stops first. */
export function demandsOf({ county }: Planned, calls: readonly Call[], isWished: boolean): readonly Demand[] {
  const rounds = Map.groupBy(calls, ({ round }) => round);
  const wishes = isWished
    ? calls.flatMap((call): Demand[] => {
        const own = county.villages.find(({ id }) => id === call.village)?.wishes ?? [];
        return own.flatMap((wish, index): Demand[] =>
          (wish.round ?? call.round) === call.round
            ? [{ kind: 'wish', call: call.id, wish: index, ...(wish.weekdays ? { weekdays: wish.weekdays } : {}) }]
            : [],
        );
      })
    : [];
  const floors = [...rounds].flatMap(([round, own]): Demand[] => [
    ...(own.some(({ maxGapDays }) => maxGapDays !== null) ? [{ kind: 'max-gap' as const, round }] : []),
    ...(own.some(({ minGapDays, visits }) => minGapDays > 1 && visits > 1) ? [{ kind: 'min-gap' as const, round }] : []),
    ...(own.some(({ weekdays }) => weekdays.length > 0) ? [{ kind: 'weekdays' as const, round }] : []),
    ...(own.some(({ windows }) => windows.length > 0) ? [{ kind: 'window' as const, round }] : []),
  ]);
  const same: Demand[] = county.policy.isSameWeekday && calls.some(({ visits }) => visits > 1) ? [{ kind: 'same-weekday' }] : [];
  const visits = calls.toSorted((a, b) => b.stopMinutes - a.stopMinutes).map(({ id }): Demand => ({ kind: 'visits', call: id }));
  return [...wishes, ...same, ...floors, ...visits];
}

/** The problem of meeting just these demands, at no cost but driving. Null where one of them leaves a call no days or hours at all: a proof. */
export function problemFor(planned: Planned, demands: readonly Demand[]): CountyProblem | null {
  const { county, travel } = planned;
  const asked = new Set(demands.map(keyOf));
  const calls: Call[] = [];
  for (const call of planned.calls) {
    if (!asked.has(`visits ${call.id}`)) continue;
    const has = (kind: string): boolean => asked.has(`${kind} ${call.round}`);
    let weekdays = has('weekdays') ? call.weekdays : [];
    let windows = has('window') ? call.windows : [];
    const village = county.villages.find(({ id }) => id === call.village);
    for (const [index, wish] of (village?.wishes ?? []).entries()) {
      if (!asked.has(`wish ${call.id} ${index}`)) continue;
      const { weekdays: days, hours } = wish;
      if (days) weekdays = weekdays.length === 0 ? days : weekdays.filter((it) => days.includes(it));
      if (hours) windows = meet(windows, hours);
      if ((days && weekdays.length === 0) || (hours && windows.length === 0)) return null;
    }
    const gaps = { minGapDays: has('min-gap') ? call.minGapDays : 1, maxGapDays: has('max-gap') ? call.maxGapDays : null };
    calls.push({ ...call, ...gaps, weekdays, windows });
  }
  const policy = { ...county.policy, isSameWeekday: asked.has('same-weekday'), wishWeight: 0 };
  const made = problemOf({ ...county, policy }, calls, travel);
  const isShort = made.problem.calls.some(({ patterns }, at) => (patterns[0]?.days.length ?? 0) < (made.calls[at]?.visits ?? 0));
  if (made.unplaceable.length > 0 || isShort) return null;
  const weights = { overtime: 0, unfairness: 0, irregularity: 0, hourTolerance: 0 };
  return { ...made, problem: { ...made.problem, weights } };
}

function meet(windows: readonly ClockSpan[], hours: ClockSpan): readonly ClockSpan[] {
  if (windows.length === 0) return [hours];
  return windows
    .map(({ from, to }) => ({ from: Math.max(from, hours.from), to: Math.min(to, hours.to) }))
    .filter(({ from, to }) => from <= to);
}

/** Whether a plan's visits keep a wish. */
export function isWishKept({ county, plan }: Planned, call: Call, index: number): boolean {
  const wish = county.villages.find(({ id }) => id === call.village)?.wishes[index];
  const visits = plan.tours.flatMap(({ date, stops }) =>
    stops.filter((it) => it.call === call.id).map((it) => ({ date, begin: it.beginMinutes })),
  );
  return visits.every(
    ({ date, begin }) =>
      (wish?.weekdays?.includes(weekdayOf(date)) ?? true) && (!wish?.hours || (begin >= wish.hours.from && begin <= wish.hours.to)),
  );
}
