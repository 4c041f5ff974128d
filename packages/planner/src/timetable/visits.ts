import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { CivilDate, ClockMinutes } from '../model/units.ts';
import { dayNumber } from './dates.ts';

/** One time that somebody comes to a village, by its own tour or on a bus line. */
export interface Visit {
  readonly call: string;
  readonly village: string;
  readonly round: string;
  readonly date: CivilDate;
  readonly beginMinutes: ClockMinutes;
  readonly endMinutes: ClockMinutes;
  readonly by: { readonly kind: 'vehicle'; readonly id: string; readonly trip: number } | { readonly kind: 'line'; readonly id: string };
}

/**
 * Every visit of the plan, by date, then hour, then call. It ends when the stop is over, not when the crew has rested there and leaves.
 * Of a delivery on a line nobody knows more than when the bus calls.
 */
export function visitsOf(calls: readonly Call[], plan: Plan): readonly Visit[] {
  const known = new Map(calls.map((call) => [call.id, call]));
  const toured = plan.tours.flatMap(({ vehicle, trip, date, stops }) =>
    stops.map(({ call, village, round, beginMinutes, leaveMinutes }): Visit => {
      const endMinutes = Math.min(leaveMinutes, beginMinutes + (known.get(call)?.stopMinutes ?? Infinity));
      return { call, village, round, date, beginMinutes, endMinutes, by: { kind: 'vehicle', id: vehicle, trip } };
    }),
  );
  const ridden = plan.lineDeliveries.map(({ call, village, line, date, arriveMinutes }): Visit => {
    const round = known.get(call)?.round ?? '';
    return { call, village, round, date, beginMinutes: arriveMinutes, endMinutes: arriveMinutes, by: { kind: 'line', id: line } };
  });
  return [...toured, ...ridden].sort(
    (a, b) => dayNumber(a.date) - dayNumber(b.date) || a.beginMinutes - b.beginMinutes || compareText(a.call, b.call),
  );
}

/** By code units: the same on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a county's ids are called; an id that the county does not know stands for itself. */
export interface Names {
  village(id: string): string;
  vehicle(id: string): string;
  line(id: string): string;
  /** The services of a call, as in `助医、送药`. */
  call(id: string): string;
  /** The services of a round. */
  round(id: string): string;
}

export function namesOf(county: County, calls: readonly Call[]): Names {
  const called = (list: readonly { readonly id: string; readonly name: string }[]): ((id: string) => string) => {
    const names = new Map(list.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  };
  const service = called(county.services);
  const callServices = new Map(calls.map(({ id, services }) => [id, services.map((each) => service(each.service)).join('、')]));
  return {
    village: called(county.villages),
    vehicle: called(county.vehicles),
    line: called(county.lines),
    call: (id) => callServices.get(id) || id,
    round: (id) =>
      county.services
        .filter(({ round }) => round === id)
        .map(({ name }) => name)
        .join('、') || id,
  };
}

export const nameOfBy = (by: Visit['by'], names: Names): string => (by.kind === 'vehicle' ? names.vehicle(by.id) : names.line(by.id));
