import { type HourKeeping, setTimes } from '../placing/set-times.ts';
import { type Standing, tripsOf } from '../placing/standing.ts';
import type { ProblemShift, ProblemTable, RotaProblem } from '../rota/problem.ts';
import type { TimedDay } from '../rota/time-day.ts';

/**
 * Holds every day ahead to the ways as they are now: those that still fit keep their times, those whose ways got longer are timed anew,
 * and where that cannot be, stops leave until it can: those without a way first, then the one that takes the most driving with it.
 */
export function settleDays(standing: Standing, today: number, keeping: HourKeeping): Standing {
  const { problem } = standing.made;
  let now = standing;
  for (const [at, shift] of problem.shifts.entries()) {
    if (shift.day < today || !now.days[at] || isKept(problem, shift, now.days[at] as TimedDay)) continue;
    for (;;) {
      const trips = tripsOf(now.days[at]);
      const days = trips.flat().every((call) => isReached(problem, shift, call))
        ? setTimes(now, now.days, new Map([[at, trips]]), keeping)
        : null;
      if (days) {
        now = { ...now, days };
        break;
      }
      const burden = (call: number): number => burdenOf(problem, shift, call);
      const [first, ...others] = trips.flat();
      if (first === undefined) break;
      const gone = others.reduce((worst, call) => (burden(call) > burden(worst) ? call : worst), first);
      now = takeOut(now, at, gone);
    }
  }
  return now;
}

function takeOut(standing: Standing, at: number, call: number): Standing {
  const trips = (standing.days[at] ?? []).map((trip) => ({ ...trip, stops: trip.stops.filter((it) => it.call !== call) }));
  const full = trips.filter(({ stops }) => stops.length > 0);
  return { ...standing, days: standing.days.with(at, full.length > 0 ? full : null) };
}

/** The published times hold on these ways. */
function isKept(problem: RotaProblem, shift: ProblemShift, day: TimedDay): boolean {
  const { minutes, metres } = problem.tables[shift.table] as ProblemTable;
  return day.every(({ start, end, stops }, index) => {
    let [here, time, length] = [shift.start, start, 0];
    const go = (site: number, arrive: number): boolean => {
      const way = minutes[here * problem.sites + site] as number;
      length += metres?.[here * problem.sites + site] ?? 0;
      here = site;
      return arrive >= time + way - 1e-9;
    };
    const isOnTime = stops.every(({ call, arrive, leave }) => {
      const isThere = go(problem.calls[call]?.site as number, arrive);
      time = leave;
      return isThere;
    });
    return isOnTime && go(index === day.length - 1 ? shift.end : shift.start, end) && length <= shift.range + 1e-6;
  });
}

const isReached = (problem: RotaProblem, shift: ProblemShift, call: number): boolean => Number.isFinite(burdenOf(problem, shift, call));

/** There and back; Infinity where there is no way. */
function burdenOf(problem: RotaProblem, shift: ProblemShift, call: number): number {
  const { minutes } = problem.tables[shift.table] as ProblemTable;
  const site = problem.calls[call]?.site as number;
  return (minutes[shift.start * problem.sites + site] as number) + (minutes[site * problem.sites + shift.end] as number);
}
