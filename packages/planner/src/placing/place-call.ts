import type { PlanCost } from '../model/plan.ts';
import type { RotaProblem } from '../rota/problem.ts';
import type { TimedDay } from '../rota/time-day.ts';
import { CheapestFirst } from './cheapest-first.ts';
import { type Insertion, insertionsInto } from './insertions.ts';
import { priceDays } from './price-days.ts';
import { type HourKeeping, setTimes } from './set-times.ts';
import { type Standing, shiftsOf, tripsOf } from './standing.ts';

export interface Pattern {
  readonly days: readonly number[];
  readonly price: number;
}

export interface Placement {
  readonly pattern: Pattern;
  readonly days: readonly (TimedDay | null)[];
  readonly cost: PlanCost;
  /** Cost, the pattern's price beyond wishes and what `keeping` asks. */
  readonly total: number;
  /** No cheaper way exists with all other visits where they are: everything that could be cheaper was tried. */
  readonly isLeast: boolean;
}

export interface PlaceOptions {
  readonly mayUse?: (shift: number) => boolean;
  /** Ways that are timed and priced to the end; the others are cut off by their driving alone. */
  readonly trials?: number;
  readonly keeping?: HourKeeping;
  /** Beside the plan's cost, what the caller asks for a pattern or a shift; both are added up. */
  readonly patternPrice?: (pattern: Pattern) => number;
  readonly shiftPrice?: (shift: number) => number;
}

const TRIALS = 24;

/** The standing plan without a call's visits (those for which `isTaken` holds); days that lose one are timed anew. */
export function liftCall(
  standing: Standing,
  call: number,
  isTaken: (shift: number) => boolean = () => true,
  keeping?: HourKeeping,
): Standing {
  const changed = new Map(
    shiftsOf(standing, call)
      .filter(isTaken)
      .map((at) => [at, tripsOf(standing.days[at]).map((trip) => trip.filter((it) => it !== call))] as const),
  );
  if (changed.size === 0) return standing;
  // A day with one stop less can always be driven; should a rest then have no place left, its other stops keep their times.
  const days =
    setTimes(standing, standing.days, changed, keeping) ?? standing.days.map((day, at) => (changed.has(at) ? without(day, call) : day));
  return { ...standing, days };
}

const without = (day: TimedDay | null, call: number): TimedDay | null =>
  day?.map((trip) => ({ ...trip, stops: trip.stops.filter((it) => it.call !== call) })).filter(({ stops }) => stops.length > 0) ?? null;

/**
 * Best insertion of a call that was lifted: over its patterns, the shifts of each day and every place in them, all else fixed. The ways
 * are taken by their driving, cheapest first, and priced in full; what could only be dearer is cut off.
 */
export function placeCall(standing: Standing, call: number, patterns: readonly Pattern[], options: PlaceOptions = {}): Placement | null {
  const { problem } = standing.made;
  const { trials = TRIALS, keeping, patternPrice = () => 0, shiftPrice = () => 0 } = options;
  const offers = offersByDay(standing, problem, call, patterns, options.mayUse ?? (() => true), shiftPrice);
  const queue = new CheapestFirst<Way>();
  for (const pattern of patterns) {
    const own = pattern.days.map((day) => offers.get(day) ?? []);
    if (own.every((it) => it.length > 0))
      queue.add({
        pattern,
        own,
        at: own.map(() => 0),
        from: 0,
        bound: boundOf(
          pattern,
          own,
          own.map(() => 0),
          patternPrice,
        ),
      });
  }
  const base = priceDays(standing, standing.days);
  const saving = mostSaved(standing, base, patterns);
  let best: Placement | null = null;
  let tried = 0;
  for (let way = queue.take(); way; way = queue.take()) {
    if (best && base.total + way.bound - saving >= best.total - 1e-9) return { ...best, isLeast: true };
    if (best && tried >= trials) return { ...best, isLeast: false };
    tried++;
    for (let visit = way.from; visit < way.at.length; visit++) {
      const at = way.at.with(visit, (way.at[visit] as number) + 1);
      if ((at[visit] as number) < (way.own[visit]?.length ?? 0))
        queue.add({ ...way, at, from: visit, bound: boundOf(way.pattern, way.own, at, patternPrice) });
    }
    const chosen = way.own.map((list, visit) => list[way.at[visit] as number] as Insertion);
    const days = setTimes(standing, standing.days, new Map(chosen.map(({ shift, trips }) => [shift, trips])), keeping);
    if (!days) continue;
    const cost = priceDays(standing, days);
    let total = cost.total + patternPrice(way.pattern) + chosen.reduce((sum, { shift }) => sum + shiftPrice(shift), 0);
    if (keeping) for (const { shift } of chosen) total += keptPrice(days, shift, keeping) - keptPrice(standing.days, shift, keeping);
    if (!best || total < best.total - 1e-9) best = { pattern: way.pattern, days, cost, total, isLeast: true };
  }
  return best;
}

function keptPrice(days: readonly (TimedDay | null)[], at: number, keeping: HourKeeping): number {
  return (days[at] ?? []).reduce(
    (sum, { stops }) => sum + stops.reduce((all, { call, begin }) => all + keeping.price(call, at, begin), 0),
    0,
  );
}

function offersByDay(
  standing: Standing,
  problem: RotaProblem,
  call: number,
  patterns: readonly Pattern[],
  mayUse: (shift: number) => boolean,
  shiftPrice: (shift: number) => number,
): ReadonlyMap<number, readonly Insertion[]> {
  const wanted = new Set(patterns.flatMap(({ days }) => days));
  const offers = new Map<number, Insertion[]>();
  for (const [at, { day }] of problem.shifts.entries()) {
    if (!wanted.has(day) || !mayUse(at)) continue;
    const own = insertionsInto(problem, at, tripsOf(standing.days[at]), call).map((it) => ({ ...it, extra: it.extra + shiftPrice(at) }));
    offers.set(day, [...(offers.get(day) ?? []), ...own]);
  }
  for (const list of offers.values()) list.sort((a, b) => a.extra - b.extra);
  return offers;
}

function boundOf(
  pattern: Pattern,
  own: readonly (readonly Insertion[])[],
  at: readonly number[],
  patternPrice: (pattern: Pattern) => number,
) {
  return own.reduce((sum, list, visit) => sum + (list[at[visit] as number]?.extra ?? 0), pattern.price + patternPrice(pattern));
}

/** More than this no insertion can take off what driving does not tell: unfairness, hours, and overtime that was chosen for an hour's sake. */
function mostSaved({ made: { problem }, villages }: Standing, base: PlanCost, patterns: readonly Pattern[]): number {
  const most = Math.max(0, ...patterns.map(({ days }) => days.length));
  // One crew's minutes count in n − 1 of the n(n − 1)/2 pairs.
  const longest = Math.max(0, ...problem.shifts.map((it) => it.closesAt + it.maxOvertime - it.opensAt));
  const fairer = problem.vehicles < 2 ? 0 : (problem.weights.unfairness * 2 * most * longest) / problem.vehicles;
  const hasHours = [...villages.values()].some(({ wishes }) => wishes.some(({ hours }) => hours));
  return Math.min(base.unfairness, fairer) + base.irregularity + base.overtime + (hasHours ? base.wishes : 0);
}

interface Way {
  readonly pattern: Pattern;
  readonly own: readonly (readonly Insertion[])[];
  readonly at: readonly number[];
  readonly from: number;
  readonly bound: number;
}
