import type { Call } from '../model/call.ts';
import type { BusLine, County } from '../model/county.ts';
import type { LineDelivery } from '../model/plan.ts';
import { type ClockMinutes, LOADS } from '../model/units.ts';
import { dateOn, mostWeekdays, weekdayOf, workingDays } from './calendar.ts';
import { dayPatterns } from './day-patterns.ts';

export interface Rides {
  readonly deliveries: readonly LineDelivery[];
  /** Calls that no bus brings, in their order. */
  readonly left: readonly Call[];
}

/** Few are needed: one that has room is enough. */
const PATTERNS = 200;

/**
 * Puts deliveries onto buses (客货邮) that stop in their village anyway and have room: all visits of a call at one departure, so that
 * the hour stays the same. The largest go first, since small ones fit anywhere. What finds no room is left to vehicles and drones.
 */
export function rideLines(county: County, calls: readonly Call[]): Rides {
  const taken = new Map<string, number>();
  const deliveries: LineDelivery[] = [];
  const riding = new Set<Call>();
  for (const call of calls.filter(({ isDelivery }) => isDelivery).toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    const ride = findRide(county, call, taken);
    if (!ride) continue;
    riding.add(call);
    for (const { line, date, departureMinutes } of ride) {
      for (const kind of LOADS) add(taken, keyOf(line, date, departureMinutes, kind), call.load[kind] ?? 0);
    }
    deliveries.push(...ride);
  }
  return { deliveries, left: calls.filter((call) => !riding.has(call)) };
}

function findRide(county: County, call: Call, taken: ReadonlyMap<string, number>): readonly LineDelivery[] | null {
  for (const line of county.lines) {
    for (const stop of line.stops.filter(({ village }) => village === call.village)) {
      for (const departure of line.departures) {
        const arrive = departure + stop.minutesFromStart;
        if (call.windows.length > 0 && !call.windows.some(({ from, to }) => arrive >= from && arrive <= to)) continue;
        const days = daysWithRoom(county, call, line, departure, taken);
        if (!days) continue;
        return days.map((day) => ({
          call: call.id,
          village: call.village,
          line: line.id,
          date: dateOn(county.horizon, day),
          departureMinutes: departure,
          arriveMinutes: arrive,
        }));
      }
    }
  }
  return null;
}

function daysWithRoom(county: County, call: Call, line: BusLine, departure: ClockMinutes, taken: ReadonlyMap<string, number>) {
  const { horizon } = county;
  const allowed = workingDays(county).filter((day) => {
    const date = dateOn(horizon, day);
    const weekday = weekdayOf(date);
    if (!line.weekdays.includes(weekday) || (call.weekdays.length > 0 && !call.weekdays.includes(weekday))) return false;
    return LOADS.every((kind) => {
      const load = call.load[kind] ?? 0;
      return load === 0 || (taken.get(keyOf(line.id, date, departure, kind)) ?? 0) + load <= (line.capacity[kind] ?? 0);
    });
  });
  const { visits, minGapDays, maxGapDays } = call;
  const terms = { days: horizon.days, visits, minGapDays, maxGapDays, allowed, mostWeekdays: mostWeekdays(county, visits) };
  const patterns = dayPatterns({ ...terms, weekdayOf: (day) => weekdayOf(dateOn(horizon, day)) }, PATTERNS);
  return patterns[patterns.length >> 1] ?? null;
}

const sizeOf = ({ load }: Call): number => LOADS.reduce((sum, kind) => sum + (load[kind] ?? 0), 0);
const keyOf = (line: string, date: string, departure: number, kind: string): string => `${line} ${date} ${departure} ${kind}`;
const add = (sums: Map<string, number>, key: string, more: number): void => void sums.set(key, (sums.get(key) ?? 0) + more);
