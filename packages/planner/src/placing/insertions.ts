import { rowOf, travelOf } from '../rota/cost.ts';
import type { ProblemShift, ProblemTable, RotaProblem } from '../rota/problem.ts';
import { endOfRow } from '../rota/shift-times.ts';

/** One way to bring a visit into a day that stands: between two stops, or as a trip of its own. */
export interface Insertion {
  readonly shift: number;
  readonly trips: readonly (readonly number[])[];
  /** Driving and weighed overtime more than without; the overtime that is left when the crew leaves as early as it may. */
  readonly extra: number;
}

const SLACK = 1e-6;

/** All ways to bring `call` into a shift whose trips are `trips`, cheapest first; every other stop keeps its vehicle, day and order. */
export function insertionsInto(problem: RotaProblem, at: number, trips: readonly (readonly number[])[], call: number): Insertion[] {
  const shift = problem.shifts[at] as ProblemShift;
  const named = problem.calls[call]?.vehicles ?? null;
  if (named !== null && !named.includes(shift.vehicle)) return [];
  const before = extraOf(problem, at, trips) ?? 0;
  return layouts(trips, call, shift.maxTrips)
    .flatMap((next) => {
      if (!next.every((trip) => isWithin(problem, shift, trip))) return [];
      const extra = extraOf(problem, at, next);
      return extra === null ? [] : [{ shift: at, trips: next, extra: extra - before }];
    })
    .sort((a, b) => a.extra - b.extra);
}

function layouts(trips: readonly (readonly number[])[], call: number, maxTrips: number): readonly (readonly (readonly number[])[])[] {
  const into = trips.flatMap((trip, index) =>
    Array.from({ length: trip.length + 1 }, (_, place) => trips.with(index, trip.toSpliced(place, 0, call))),
  );
  if (trips.length >= maxTrips) return into;
  return [...into, ...Array.from({ length: trips.length + 1 }, (_, place) => trips.toSpliced(place, 0, [call]))];
}

/** Room for what is carried, and range. */
function isWithin(problem: RotaProblem, shift: ProblemShift, trip: readonly number[]): boolean {
  for (let kind = 0; kind < problem.loads; kind++) {
    const sum = trip.reduce((all, code) => all + (problem.calls[code]?.load[kind] ?? 0), 0);
    if (sum > (shift.capacity[kind] ?? 0) + SLACK) return false;
  }
  if (shift.range === Number.POSITIVE_INFINITY) return true;
  const { metres } = problem.tables[shift.table] as ProblemTable;
  let [here, sum] = [shift.start, 0];
  for (const site of [...trip.map((code) => problem.calls[code]?.site as number), shift.end]) {
    sum += metres?.[here * problem.sites + site] ?? 0;
    here = site;
  }
  return sum <= shift.range + SLACK;
}

/** Driving and weighed overtime of a day; null when it cannot be driven. */
function extraOf(problem: RotaProblem, at: number, trips: readonly (readonly number[])[]): number | null {
  const shift = problem.shifts[at] as ProblemShift;
  const row = rowOf(trips);
  if (row.length === 0) return 0;
  const travel = travelOf(problem, at, row);
  const end = Number.isFinite(travel) ? endOfRow(problem, shift, row, row.length, shift.opensAt) : Number.POSITIVE_INFINITY;
  if (end > shift.closesAt + shift.maxOvertime + SLACK) return null;
  return travel + problem.weights.overtime * Math.max(0, end - shift.closesAt);
}
