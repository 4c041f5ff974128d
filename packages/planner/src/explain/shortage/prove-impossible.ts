import { insertionsInto } from '../../placing/insertions.ts';
import type { ProblemCall, ProblemShift, RotaProblem } from '../../rota/problem.ts';
import { ProgramMaker } from '../../siting/solve/mixed-program.ts';
import { solveProgram } from '../../siting/solve/solve-program.ts';

/** With more sets of days than this a call is held to the number of its visits alone. */
const MOST_PATTERNS = 60;

/**
 * Whether even this cannot be met: every call on one of its sets of days, each visit with a crew that could do it alone, and no two of
 * which one crew cannot do on a day, and for each crew's day no more minutes of stops, and of half the shortest ways to and from them, than it has; loads within all its trips. Every
 * rota answers that, so that where HiGHS finds no answer there is no rota. True is a proof; false is none.
 */
export async function isProvenImpossible(problem: RotaProblem, seconds: number): Promise<boolean> {
  const maker = new ProgramMaker();
  const half = halfWays(problem);
  const ofShift = problem.shifts.map(() => [] as (readonly [column: number, call: number])[]);
  for (const [at, call] of problem.calls.entries()) {
    const ofDay = visitsByDay(maker, problem, at, ofShift);
    if (ofDay === null) return true;
    chooseDays(maker, call, ofDay);
  }
  const known = new Map<string, boolean>();
  for (const [at, own] of ofShift.entries()) {
    if (own.length === 0) continue;
    const shift = problem.shifts[at] as ProblemShift;
    maker.row(
      0,
      mostMinutes(shift),
      own.map(([column, call]) => [column, minutesOf(problem, half, shift, call)] as const),
    );
    for (const [one, other] of apart(problem, at, own, known))
      maker.row(0, 1, [
        [one, 1],
        [other, 1],
      ]);
    for (let kind = 0; kind < problem.loads; kind++) {
      const loads = own.map(([column, call]) => [column, problem.calls[call]?.load[kind] ?? 0] as const).filter(([, load]) => load > 0);
      if (loads.length > 0) maker.row(0, (shift.capacity[kind] ?? 0) * shift.maxTrips, loads);
    }
  }
  return (await solveProgram(maker.made(), { seconds })).status === 'infeasible';
}

/** With more calls than this pairs are not looked at. */
const MOST_PAIRED = 60;

/** Visits of which a crew cannot do both on one day, even if it does nothing else. Crews of one kind answer alike, so each is asked once. */
function apart(
  problem: RotaProblem,
  at: number,
  own: readonly (readonly [column: number, call: number])[],
  known: Map<string, boolean>,
): readonly (readonly [number, number])[] {
  if (own.length > MOST_PAIRED) return [];
  const { day: _, ...kind } = problem.shifts[at] as ProblemShift;
  const crew = JSON.stringify(kind);
  const isApart = (one: number, other: number): boolean => {
    const key = `${crew} ${one} ${other}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const trips = insertionsInto(problem, at, [], one);
    const fits = trips.some((it) => insertionsInto(problem, at, it.trips, other).length > 0);
    known.set(key, !fits);
    return !fits;
  };
  return own.flatMap(([column, call], index) =>
    own.slice(index + 1).flatMap(([next, other]) => (isApart(call, other) ? [[column, next] as const] : [])),
  );
}

/** Columns of a call's visits by day; null where nobody could do it on any. */
function visitsByDay(
  maker: ProgramMaker,
  problem: RotaProblem,
  at: number,
  ofShift: (readonly [number, number])[][],
): ReadonlyMap<number, readonly number[]> | null {
  const ofDay = new Map<number, number[]>();
  for (const [shift, { day }] of problem.shifts.entries()) {
    if (insertionsInto(problem, shift, [], at).length === 0) continue;
    const column = maker.column(0, 0, 1, true, 0);
    ofShift[shift]?.push([column, at]);
    ofDay.set(day, [...(ofDay.get(day) ?? []), column]);
  }
  return ofDay.size === 0 ? null : ofDay;
}

function chooseDays(maker: ProgramMaker, { patterns }: ProblemCall, ofDay: ReadonlyMap<number, readonly number[]>): void {
  if (patterns.length > MOST_PATTERNS) {
    const visits = Math.min(...patterns.map(({ days }) => days.length));
    maker.row(
      visits,
      visits,
      [...ofDay.values()].flat().map((column) => [column, 1] as const),
    );
    for (const columns of ofDay.values())
      maker.row(
        0,
        1,
        columns.map((column) => [column, 1] as const),
      );
    return;
  }
  const chosen = patterns.map(({ days }) => ({ days, column: maker.column(0, 0, 1, true, 0) }));
  maker.row(
    1,
    1,
    chosen.map(({ column }) => [column, 1] as const),
  );
  for (const day of new Set(patterns.flatMap(({ days }) => days))) {
    const having = chosen.filter(({ days }) => days.includes(day)).map(({ column }) => [column, -1] as const);
    maker.row(0, 0, [...(ofDay.get(day) ?? []).map((column) => [column, 1] as const), ...having]);
  }
  for (const [day, columns] of ofDay) {
    if (!patterns.some(({ days }) => days.includes(day)))
      maker.row(
        0,
        0,
        columns.map((column) => [column, 1] as const),
      );
  }
}

/** Half the shortest way to a site and half the shortest from it, by table: each stop of a tour has one of either. */
function halfWays({ tables, sites, calls, shifts }: RotaProblem): readonly Float64Array[] {
  const used = [...new Set([...calls.map(({ site }) => site), ...shifts.flatMap(({ start, end }) => [start, end])])];
  return tables.map(({ minutes }) => {
    const halves = new Float64Array(sites);
    for (const site of used) {
      let [to, from] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (const other of used) {
        if (other === site) continue;
        to = Math.min(to, minutes[other * sites + site] as number);
        from = Math.min(from, minutes[site * sites + other] as number);
      }
      halves[site] = (to + from) / 2;
    }
    return halves;
  });
}

function minutesOf(problem: RotaProblem, half: readonly Float64Array[], shift: ProblemShift, at: number): number {
  const { site, stopMinutes } = problem.calls[at] as ProblemCall;
  // Two calls of one village have no way between them.
  const isShared = problem.calls.some((it, other) => other !== at && it.site === site);
  const way = isShared || site === shift.start || site === shift.end ? 0 : (half[shift.table]?.[site] ?? 0);
  return stopMinutes + (Number.isFinite(way) ? way : 0);
}

/** Of a day's driving and serving, overtime and rest seen to: the rest lies within it, or the work lies before or behind the rest. */
function mostMinutes({ opensAt, closesAt, maxOvertime, longestMinutes, rest }: ProblemShift): number {
  const latest = closesAt + maxOvertime;
  if (!rest) return Math.min(longestMinutes, latest - opensAt);
  const resting = Math.max(latest - opensAt - rest.minutes, Math.min(latest, rest.to) - opensAt, latest - rest.from - rest.minutes);
  return Math.min(longestMinutes, Math.min(latest - opensAt, resting));
}
