import { weekdayOf } from '../demand/calendar.ts';
import type { Call } from '../model/call.ts';
import type { ClockSpan, Weekday } from '../model/units.ts';
import { brokenFloors } from '../placing/floors.ts';
import { priceDays } from '../placing/price-days.ts';
import type { HourKeeping } from '../placing/set-times.ts';
import type { Standing } from '../placing/standing.ts';
import type { TimedDay } from '../rota/time-day.ts';
import type { MovingPrices } from './change.ts';
import { BROKEN, MISSING, nearness } from './moving-prices.ts';

/** A published visit that lies ahead, in the changed county's numbers. */
export interface Published {
  readonly day: number;
  /** Index of a vehicle in the county, since the problem's own leave out those that no longer work. */
  readonly vehicle: string;
  readonly begin: number;
}

export interface Request {
  readonly weekdays?: readonly Weekday[];
  readonly hours?: ClockSpan;
}

/** All that a re-plan is judged by. */
export interface ReplanCase {
  readonly standing: Standing;
  /** First day that may be changed. */
  readonly today: number;
  /** By call of the problem. */
  readonly published: readonly (readonly Published[])[];
  /** Days of visits that are history, by call. */
  readonly history: readonly (readonly number[])[];
  /** Calls without any visit that the published plan told of as unserved: they are not tried again. */
  readonly knownUnserved: ReadonlySet<number>;
  readonly requests: ReadonlyMap<number, Request>;
  readonly prices: MovingPrices;
  readonly tolerance: number;
  readonly weekdayOfDay: (day: number) => Weekday;
}

/** So little is a minute within the tolerance: hours stay what they were when nothing speaks against it. */
const WITHIN = 0.2;

/** What hours cost in a re-plan: published ones stay, requested ones are met. */
export function keepingOf({ standing, published, requests, prices, tolerance, today }: ReplanCase): HourKeeping {
  const { problem, shifts } = standing.made;
  const ofShift = (call: number, at: number): Published | undefined =>
    published[call]?.find(({ day, vehicle }) => day === problem.shifts[at]?.day && vehicle === shifts[at]?.vehicle.id) ??
    published[call]?.find(({ day }) => day === problem.shifts[at]?.day);
  return {
    price: (call, at, begin) => {
      const asked = requests.get(call)?.hours;
      if (asked) return begin >= asked.from && begin <= asked.to ? 0 : prices.refused;
      const was = ofShift(call, at);
      if (!was) return 0;
      const off = Math.abs(begin - was.begin);
      return WITHIN * Math.min(off, tolerance) + (off > tolerance ? prices.hour * nearness(prices, was.day - today) : 0);
    },
    hours: (call, at) => {
      const asked = requests.get(call)?.hours;
      if (asked) return [asked.from, asked.to];
      const was = ofShift(call, at);
      return was ? [was.begin, was.begin - tolerance, was.begin + tolerance] : [];
    },
    notBefore: (call, at) => requests.get(call)?.hours?.from ?? ofShift(call, at)?.begin ?? null,
  };
}

/** What a set of days for a call's visits ahead asks beside driving: moved days, promises broken, requests refused. */
export function dayPrice(its: ReplanCase, at: number, days: readonly number[]): number {
  const { standing, published, history, requests, prices, today, weekdayOfDay } = its;
  const call = standing.made.calls[at] as Call;
  const all = [...(history[at] ?? []), ...days].sort((a, b) => a - b);
  let price = MISSING * Math.max(0, call.visits - all.length);
  const asked = requests.get(at);
  for (const floor of brokenFloors(standing.county, call, all)) {
    if (floor === 'visits' || (floor === 'same-weekday' && asked?.weekdays)) continue;
    price += BROKEN;
  }
  if (asked?.weekdays) for (const day of days) if (!asked.weekdays.includes(weekdayOfDay(day))) price += prices.refused;
  for (const { day } of published[at] ?? []) {
    if (days.includes(day) || asked?.weekdays?.includes(weekdayOfDay(day)) === false) continue;
    price += prices.day * nearness(prices, day - today);
  }
  // Nobody hears in time of a visit that is moved to this very day.
  for (const day of days) if (!published[at]?.some((it) => it.day === day)) price += prices.day * (nearness(prices, day - today) - 1);
  return price;
}

/** Of a visit on a published day, that another vehicle brings it. */
export function vehiclePrice({ standing, published, prices, today }: ReplanCase, at: number, shift: number): number {
  const { day } = standing.made.problem.shifts[shift] as Standing['made']['problem']['shifts'][number];
  const was = published[at]?.find((it) => it.day === day);
  return was && was.vehicle !== standing.made.shifts[shift]?.vehicle.id ? prices.vehicle * nearness(prices, day - today) : 0;
}

/** The plan's cost and everything that moving, breaking, leaving out and refusing count for. */
export function worthOf(its: ReplanCase, keeping: HourKeeping, days: readonly (TimedDay | null)[]): number {
  const { standing, today } = its;
  const { problem } = standing.made;
  const ahead = problem.calls.map(() => [] as number[]);
  let worth = priceDays(standing, days).total;
  for (const [at, day] of days.entries()) {
    const shift = problem.shifts[at] as (typeof problem.shifts)[number];
    if (!day || shift.day < today) continue;
    for (const { stops } of day) {
      for (const { call, begin } of stops) {
        ahead[call]?.push(shift.day);
        worth += vehiclePrice(its, call, at) + keeping.price(call, at, begin);
      }
    }
  }
  for (const [at, own] of ahead.entries())
    worth += dayPrice(
      its,
      at,
      own.sort((a, b) => a - b),
    );
  return worth;
}

export const weekdaysFrom =
  (from: string): ((day: number) => Weekday) =>
  (day) =>
    (((weekdayOf(from) - 1 + day) % 7) + 1) as Weekday;
