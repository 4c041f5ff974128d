import type { Call } from '../model/call.ts';
import { type Facts, weekdayOf } from './facts.ts';
import { clock, type Tell } from './violation.ts';

/** Of each call: as often as promised, on allowed days, far enough apart and no farther, across the end of the horizon too. */
export function checkVisits(facts: Facts, tell: Tell): void {
  const { plan, calls, dayOf } = facts;
  const visits = Map.groupBy(
    [...plan.tours.flatMap((tour) => tour.stops.map(({ call }) => ({ call, date: tour.date }))), ...plan.lineDeliveries],
    (it) => it.call,
  );
  const unserved = Map.groupBy(plan.unserved, (it) => it.call);
  for (const [id, declared] of unserved) {
    if (!calls.has(id) || declared.length > 1 || declared.some((it) => it.visitsMissing <= 0 || it.village !== calls.get(id)?.village)) {
      tell('check/wrong-unserved', id, `“${id}”的未服务记录不对。`, `What is said of “${id}” being unserved is wrong.`);
    }
  }
  for (const call of calls.values()) {
    const dates = (visits.get(call.id) ?? []).map(({ date }) => date).sort();
    const missing = call.visits - dates.length;
    const declared = unserved.get(call.id)?.[0]?.visitsMissing ?? 0;
    const at = nameOf(facts, call);
    if (missing !== declared) {
      tell(
        'check/visits',
        at,
        `需要 ${call.visits} 次，排了 ${dates.length} 次，声明缺 ${declared} 次。`,
        `${call.visits} visits are owed, ${dates.length} planned, ${declared} declared missing.`,
      );
    }
    checkDates(facts, call, dates, at, tell);
    const days = dates.map(dayOf);
    if (days.length > 0) checkGaps(facts, call, days, at, tell);
  }
}

const nameOf = ({ villages }: Facts, { village, id, round }: Call): string => `${villages.get(village)?.name ?? village} ${round} (${id})`;

function checkDates({ county }: Facts, call: Call, dates: readonly string[], at: string, tell: Tell): void {
  const twice = dates.find((date, index) => date === dates[index - 1]);
  if (twice) tell('check/twice-a-day', at, `${twice} 去了两次。`, `Visited twice on ${twice}.`);
  const weekdays = new Set(dates.map(weekdayOf));
  for (const date of dates) {
    if (call.weekdays.length === 0 || call.weekdays.includes(weekdayOf(date))) continue;
    tell(
      'check/wrong-weekday',
      at,
      `${date} 是星期${'一二三四五六日'[weekdayOf(date) - 1]}，不在允许的星期内。`,
      `${date} is not on one of its weekdays.`,
    );
  }
  const weeks = Math.ceil(county.horizon.days / 7);
  const most = Math.ceil(call.visits / weeks);
  if (county.policy.isSameWeekday && weekdays.size > most) {
    tell(
      'check/weekday-changes',
      at,
      `约定固定星期，却用了 ${weekdays.size} 个不同的星期，最多 ${most} 个。`,
      `One weekday is promised, but visits fall on ${weekdays.size}; ${most} at most.`,
    );
  }
}

/** Where visits are missing, and said to be, the longest gap cannot be kept; the shortest still is. */
function checkGaps({ county }: Facts, call: Call, days: readonly number[], at: string, tell: Tell): void {
  days.forEach((day, index) => {
    const next = days[index + 1] ?? (days[0] as number) + county.horizon.days;
    const gap = next - day;
    if (gap < Math.max(1, call.minGapDays) && gap > 0) {
      tell(
        'check/too-close',
        at,
        `两次只隔 ${gap} 天，至少 ${call.minGapDays} 天。`,
        `Two visits are ${gap} days apart; ${call.minGapDays} at least.`,
      );
    }
    if (call.maxGapDays !== null && gap > call.maxGapDays && days.length >= call.visits) {
      tell(
        'check/too-far-apart',
        at,
        `两次相隔 ${gap} 天，至多 ${call.maxGapDays} 天。`,
        `Two visits are ${gap} days apart; ${call.maxGapDays} at most.`,
      );
    }
  });
}

/** Of each delivery by bus: the line runs, stops there at that time, and has room on each departure. */
export function checkLines(facts: Facts, tell: Tell): void {
  const { plan, calls, lines, county, dayOf } = facts;
  const aboard = Map.groupBy(plan.lineDeliveries, ({ line, date, departureMinutes }) => `${line} ${date} ${clock(departureMinutes)}`);
  for (const [at, deliveries] of aboard) {
    const line = lines.get(deliveries[0]?.line ?? '');
    if (!line) {
      tell('check/unknown-line', at, '没有这条线路。', 'There is no such line.');
      continue;
    }
    for (const { call: id, village, date, departureMinutes, arriveMinutes } of deliveries) {
      const [call, day] = [calls.get(id), dayOf(date)];
      if (!call || call.village !== village) tell('check/unknown-call', at, `没有“${id}”这项需求。`, `There is no call “${id}”.`);
      else if (!call.isDelivery)
        tell('check/not-a-delivery', at, `“${id}”要人上门，公交带不了。`, `“${id}” needs a crew; a bus cannot bring it.`);
      if (!line.weekdays.includes(weekdayOf(date)) || county.horizon.holidays.includes(date) || !(day >= 0 && day < county.horizon.days)) {
        tell('check/line-does-not-run', at, `${line.name} 在 ${date} 不开。`, `${line.name} does not run on ${date}.`);
      }
      const isDeparture = line.departures.includes(departureMinutes);
      if (!isDeparture || !line.stops.some((it) => it.village === village && departureMinutes + it.minutesFromStart === arriveMinutes)) {
        tell(
          'check/line-does-not-stop',
          at,
          `${line.name} 不在 ${clock(arriveMinutes)} 到该村。`,
          `${line.name} does not stop in the village at ${clock(arriveMinutes)}.`,
        );
      }
      if (call && call.windows.length > 0 && !call.windows.some(({ from, to }) => arriveMinutes >= from && arriveMinutes <= to)) {
        tell(
          'check/outside-window',
          `${at} ${id}`,
          `${clock(arriveMinutes)} 送到，不在时段内。`,
          `Arrives at ${clock(arriveMinutes)}, outside its hours.`,
        );
      }
    }
    for (const [kind, amount] of totals(deliveries.map(({ call }) => calls.get(call)?.load ?? {}))) {
      const room = line.capacity[kind as keyof typeof line.capacity] ?? 0;
      if (amount > room + 1e-6)
        tell('check/line-overloaded', at, `${kind} 装 ${amount}，最多 ${room}。`, `Carries ${amount} ${kind}; there is room for ${room}.`);
    }
  }
}

function totals(loads: readonly Call['load'][]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const load of loads) for (const [kind, amount] of Object.entries(load)) sums.set(kind, (sums.get(kind) ?? 0) + amount);
  return sums;
}
