import fc from 'fast-check';
import type { ProblemCall, ProblemShift, RotaProblem } from '../../src/mod.ts';

/** Small random problems: `plain` as the benchmarks are, `rich` with all kinds of constraints. */

interface Shape {
  readonly days: number;
  readonly vehicles: number;
  readonly places: readonly (readonly [number, number])[];
}

function shape(calls: number): fc.Arbitrary<Shape> {
  return fc.record({
    days: fc.integer({ min: 1, max: calls <= 4 ? 2 : 4 }),
    vehicles: fc.integer({ min: 1, max: calls <= 4 ? 2 : 3 }),
    places: fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), { minLength: 3, maxLength: calls + 2 }),
  });
}

/** The first two sites are depots. Every third way is slower in one direction where `isSkewed`. */
function tableOf({ places }: Shape, factor: number, isSkewed: boolean) {
  const minutes = Float64Array.from(
    places.flatMap(([x, y], a) => places.map(([u, v], b) => Math.hypot(x - u, y - v) * factor * (isSkewed && b > a ? 1.1 : 1))),
  );
  return { minutes, cost: minutes, metres: minutes.map((value) => value * 600) };
}

function patternsOf(days: number): fc.Arbitrary<ProblemCall['patterns']> {
  const sets = Array.from({ length: 2 ** days - 1 }, (_, i) => Array.from({ length: days }, (_, d) => d).filter((d) => ((i + 1) >> d) & 1));
  return fc
    .integer({ min: 1, max: Math.min(2, days) })
    .chain((visits) =>
      fc.subarray(
        sets.filter((set) => set.length === visits),
        { minLength: 1 },
      ),
    )
    .chain((chosen) => fc.tuple(...chosen.map((set) => fc.constantFrom(0, 0, 0, 7).map((price) => ({ days: set, price })))));
}

const NO_WEIGHTS = { overtime: 0, unfairness: 0, irregularity: 0, hourTolerance: 0 };

function plainShift(vehicle: number, day: number, capacity: number, longestMinutes: number): ProblemShift {
  return {
    vehicle,
    day,
    table: 0,
    start: 0,
    end: 0,
    opensAt: 480,
    closesAt: 1440,
    longestMinutes,
    maxOvertime: 0,
    capacity: [capacity],
    range: Number.POSITIVE_INFINITY,
    maxTrips: 1,
    turnaroundMinutes: 0,
    rest: null,
  };
}

/** At most `calls` calls. */
export function plainProblem(calls = 9): fc.Arbitrary<RotaProblem> {
  return shape(calls).chain((form) =>
    fc
      .record({
        calls: fc.tuple(
          ...form.places.slice(2).map((_, c) =>
            fc
              .record({
                patterns: patternsOf(form.days),
                load: fc.integer({ min: 1, max: 4 }),
                stopMinutes: fc.integer({ min: 0, max: 30 }),
              })
              .map((call) => ({
                ...call,
                site: c + 2,
                load: [call.load],
                windows: [],
                vehicles: null,
                missPrice: Number.POSITIVE_INFINITY,
              })),
          ),
        ),
        capacity: fc.integer({ min: 6, max: 20 }),
        longest: fc.constantFrom(Number.POSITIVE_INFINITY, 160, 260),
        isSkewed: fc.boolean(),
        isSplit: fc.boolean(),
      })
      .map(({ calls: asked, capacity, longest, isSkewed, isSplit }) => ({
        days: form.days,
        sites: form.places.length,
        tables: [tableOf(form, 1, isSkewed)],
        vehicles: form.vehicles,
        loads: 1,
        calls: asked,
        weights: NO_WEIGHTS,
        shifts: Array.from({ length: form.days * form.vehicles }, (_, s) => {
          const shift = plainShift(s % form.vehicles, Math.floor(s / form.vehicles), capacity, longest);
          return isSplit ? { ...shift, start: s % 2, end: (s >> 1) % 2, capacity: [capacity + (s % 3)] } : shift;
        }),
      })),
  );
}

function richCall(form: Shape, site: number): fc.Arbitrary<ProblemCall> {
  return fc.record({
    site: fc.constant(site),
    stopMinutes: fc.integer({ min: 0, max: 40 }),
    load: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 })),
    patterns: patternsOf(form.days),
    windows: fc.constantFrom<ProblemCall['windows']>(
      [],
      [],
      [{ from: 480, to: 600 }],
      [
        { from: 500, to: 520 },
        { from: 640, to: 700 },
      ],
    ),
    vehicles: fc.constantFrom<readonly number[] | null>(null, null, null, [0], [form.vehicles - 1]),
    missPrice: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 90),
  });
}

function richShift(form: Shape, s: number): fc.Arbitrary<ProblemShift> {
  return fc.record({
    vehicle: fc.constant(s % form.vehicles),
    day: fc.constant(Math.floor(s / form.vehicles)),
    table: fc.integer({ min: 0, max: 1 }),
    start: fc.integer({ min: 0, max: 1 }),
    end: fc.integer({ min: 0, max: 1 }),
    opensAt: fc.constantFrom(480, 510),
    closesAt: fc.constantFrom(660, 780),
    longestMinutes: fc.constantFrom(Number.POSITIVE_INFINITY, 200),
    maxOvertime: fc.constantFrom(0, 45),
    capacity: fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 3, max: 9 })),
    range: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 60_000),
    maxTrips: fc.integer({ min: 1, max: 3 }),
    turnaroundMinutes: fc.constantFrom(0, 15),
    rest: fc.constantFrom(null, null, { minutes: 30, from: 540, to: 600 }),
  });
}

/** At most `calls` calls. Tables differ, ways are not the same in both directions, one place may be out of reach on one table. */
export function richProblem(calls = 9): fc.Arbitrary<RotaProblem> {
  return shape(calls).chain((form) =>
    fc
      .record({
        calls: fc.tuple(...form.places.slice(2).map((_, c) => richCall(form, c + 2))),
        shifts: fc.tuple(...Array.from({ length: form.days * form.vehicles }, (_, s) => richShift(form, s))),
        isCut: fc.boolean(),
        weights: fc.constantFrom(
          NO_WEIGHTS,
          { ...NO_WEIGHTS, overtime: 2 },
          { ...NO_WEIGHTS, overtime: 2, unfairness: 0.5 },
          { overtime: 1, unfairness: 0, irregularity: 0.3, hourTolerance: 15 },
        ),
      })
      .map(({ isCut, ...rest }) => {
        const tables = [tableOf(form, 1, true), tableOf(form, 1.2, false)];
        if (isCut) cut(tables[1] as RotaProblem['tables'][number], form.places.length, 2);
        return { days: form.days, sites: form.places.length, tables, vehicles: form.vehicles, loads: 2, ...rest };
      }),
  );
}

function cut({ minutes, cost, metres }: RotaProblem['tables'][number], sites: number, site: number): void {
  for (const matrix of [minutes, cost, metres]) {
    for (let other = 0; matrix && other < sites; other++) {
      if (other === site) continue;
      matrix[site * sites + other] = Number.POSITIVE_INFINITY;
      matrix[other * sites + site] = Number.POSITIVE_INFINITY;
    }
  }
}
