import type { Tour } from '../model/plan.ts';
import type { ClockSpan } from '../model/units.ts';
import { type Facts, type VehicleDay, weekdayOf } from './facts.ts';
import { clock, type Tell } from './violation.ts';

/** Of each vehicle's day: whether it works at all, its trips, its hours and its rest. */
export function checkDays(facts: Facts, tell: Tell): void {
  const { county, days, dayOf, weather, tableOf, calls } = facts;
  const { horizon } = county;
  for (const day of days) {
    const { vehicle, date } = day;
    const at = `${vehicle.name} ${date}`;
    const index = dayOf(date);
    if (!(Number.isInteger(index) && index >= 0 && index < horizon.days)) {
      tell('check/outside-horizon', at, `${date} 不在计划期内。`, `${date} is not in the horizon.`);
    }
    if (horizon.holidays.includes(date)) tell('check/holiday', at, `${date} 是节假日，不出车。`, `${date} is a holiday; nobody works.`);
    if (!vehicle.weekdays.includes(weekdayOf(date)) || vehicle.daysOff.includes(date)) {
      tell('check/day-off', at, `${vehicle.name} 在 ${date} 不出车。`, `${vehicle.name} does not work on ${date}.`);
    }
    const sky = weather.get(date);
    if (vehicle.travel.kind === 'drone' && sky && (!sky.isFlyable || sky.windMs > vehicle.travel.maxWindMs)) {
      tell(
        'check/weather',
        at,
        `${date} 的天气（风速 ${sky.windMs} 米/秒）${vehicle.name} 不能飞。`,
        `${vehicle.name} cannot fly in the weather of ${date} (wind ${sky.windMs} m/s).`,
      );
    } else if (tableOf(vehicle.id, date) === null) {
      tell('check/cannot-move', at, `${vehicle.name} 在 ${date} 不能出动。`, `${vehicle.name} cannot move on ${date}.`);
    }
    checkTrips(day, at, tell);
    checkHours(day, at, tell);
    checkRest(day, calls, at, tell);
  }
  checkNights(facts, tell);
}

/** A shift may end after midnight, but its vehicle is then not out on the day after. */
function checkNights({ days, dayOf }: Facts, tell: Tell): void {
  for (const own of Map.groupBy(days, ({ vehicle }) => vehicle.id).values()) {
    const inOrder = own.toSorted((a, b) => dayOf(a.date) - dayOf(b.date));
    for (const [index, { vehicle, date, tours }] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (!before) continue;
      const away = (dayOf(date) - dayOf(before.date)) * 1440;
      const back = Math.max(...before.tours.map((it) => it.endMinutes)) + vehicle.turnaroundMinutes - away;
      const leaves = Math.min(...tours.map((it) => it.startMinutes));
      if (leaves >= back) continue;
      tell(
        'check/trips-overlap',
        `${vehicle.name} ${date}`,
        `${clock(leaves)} 出发时，前一天（${before.date}）的车还没有回来并周转完毕。`,
        `Leaves at ${clock(leaves)}, before the day before (${before.date}) is back and turned around.`,
      );
    }
  }
}

function checkTrips({ vehicle, tours }: VehicleDay, at: string, tell: Tell): void {
  if (tours.length > vehicle.maxTrips) {
    tell(
      'check/too-many-trips',
      at,
      `一天 ${tours.length} 趟，最多 ${vehicle.maxTrips} 趟。`,
      `${tours.length} trips in a day; ${vehicle.maxTrips} at most.`,
    );
  }
  if (tours.some(({ trip }, index) => trip !== index + 1)) {
    tell('check/trip-numbers', at, '各趟的编号与先后不符。', 'The trips are not numbered in their order.');
  }
  tours.slice(1).forEach((tour, index) => {
    const free = (tours[index] as Tour).endMinutes + vehicle.turnaroundMinutes;
    if (tour.startMinutes >= free) return;
    tell(
      'check/trips-overlap',
      at,
      `第 ${tour.trip} 趟 ${clock(tour.startMinutes)} 出发，早于上一趟回来并周转完毕的 ${clock(free)}。`,
      `Trip ${tour.trip} leaves at ${clock(tour.startMinutes)}, before the one before is back and turned around at ${clock(free)}.`,
    );
  });
}

function checkHours({ vehicle: { shift, maxOvertimeMinutes }, tours }: VehicleDay, at: string, tell: Tell): void {
  const [begins, ends] = [Math.min(...tours.map((it) => it.startMinutes)), Math.max(...tours.map((it) => it.endMinutes))];
  if (begins < shift.from) {
    tell(
      'check/before-shift',
      at,
      `${clock(begins)} 出发，早于班次开始 ${clock(shift.from)}。`,
      `Leaves at ${clock(begins)}, before the shift begins at ${clock(shift.from)}.`,
    );
  }
  const latest = shift.to + maxOvertimeMinutes;
  if (ends > latest) {
    tell(
      'check/too-late',
      at,
      `${clock(ends)} 才回来，最晚（含加班）${clock(latest)}。`,
      `Is back at ${clock(ends)}; with overtime ${clock(latest)} is the latest.`,
    );
  }
}

/** The rest that is written must be one; where none is, the day must leave room for it outside its trips. */
function checkRest({ vehicle: { rest, turnaroundMinutes }, tours }: VehicleDay, calls: Facts['calls'], at: string, tell: Tell): void {
  const standing = tours.flatMap(({ stops, rest: taken }) =>
    taken
      ? [{ taken, isStanding: stops.some((it) => within(taken, it.arriveMinutes, it.beginMinutes) || isAfterStop(taken, it, calls)) }]
      : [],
  );
  for (const { isStanding, taken } of standing) {
    if (!isStanding) {
      tell(
        'check/rest-not-standing',
        at,
        `午休 ${clock(taken.from)} 时并没有停在站上。`,
        `The rest at ${clock(taken.from)} is not while the vehicle stands idle at a stop.`,
      );
    }
  }
  if (!rest) return;
  const isRest = ({ from, to }: ClockSpan): boolean =>
    Math.min(to, rest.to + rest.minutes) - Math.max(from, rest.from) >= rest.minutes && Math.max(from, rest.from) <= rest.to;
  if (standing.some(({ isStanding, taken }) => isStanding && isRest(taken))) return;
  const idle: ClockSpan[] = [
    { from: -Infinity, to: tours[0]?.startMinutes ?? 0 },
    { from: tours.at(-1)?.endMinutes ?? 0, to: Infinity },
    ...tours.slice(1).flatMap((tour, index) => {
      const { endMinutes } = tours[index] as Tour;
      return [
        { from: endMinutes, to: tour.startMinutes - turnaroundMinutes },
        { from: endMinutes + turnaroundMinutes, to: tour.startMinutes },
      ];
    }),
  ];
  if (idle.some(isRest)) return;
  tell(
    'check/no-rest',
    at,
    `${clock(rest.from)}–${clock(rest.to)} 之间没有开始 ${rest.minutes} 分钟的午休。`,
    `No rest of ${rest.minutes} minutes begins between ${clock(rest.from)} and ${clock(rest.to)}.`,
  );
}

const within = (span: ClockSpan, from: number, to: number): boolean => span.from >= from && span.from <= span.to && span.to <= to;

/** When all are served and before leaving. */
function isAfterStop(span: ClockSpan, { call, beginMinutes, leaveMinutes }: Tour['stops'][number], calls: Facts['calls']): boolean {
  return within(span, beginMinutes + (calls.get(call)?.stopMinutes ?? 0), leaveMinutes);
}
