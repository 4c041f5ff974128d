import type { Call } from '../model/call.ts';
import { doableDays, patternsWithin } from '../placing/floors.ts';
import { liftCall, type Pattern, placeCall } from '../placing/place-call.ts';
import type { HourKeeping } from '../placing/set-times.ts';
import { type Standing, shiftsOf } from '../placing/standing.ts';
import { dayPrice, type ReplanCase, vehiclePrice, worthOf } from './case.ts';

export interface Putting {
  readonly its: ReplanCase;
  readonly keeping: HourKeeping;
  readonly trials: number;
}

/** Sets of days that are looked at for one call. */
const MOST_SETS = 120;

/**
 * Places what a call lacks, all other calls where they are: first with its other visits kept, then with all of its visits ahead free.
 * Answers the better of the two, or the plan as it was where nothing is better. `isBound` leaves the visits that stand alone.
 */
export function putBack({ its, keeping, trials }: Putting, standing: Standing, at: number, isBound = false): Standing {
  const { problem } = standing.made;
  const days = doableDays(problem, at).filter((day) => day >= its.today);
  const dayOf = (shift: number): number => problem.shifts[shift]?.day as number;
  const standingDays = shiftsOf(standing, at).map(dayOf);
  const kept = standingDays.filter((day) => day >= its.today);
  const call = standing.made.calls[at] as Call;
  const lacking = Math.max(0, call.visits - standingDays.length);
  let [best, worth] = [standing, worthOf(its, keeping, standing.days)];
  const attempt = (lifted: Standing, keptDays: readonly number[], sets: readonly (readonly number[])[]): void => {
    const price = (own: readonly number[]): number =>
      dayPrice(
        its,
        at,
        [...keptDays, ...own].sort((a, b) => a - b),
      );
    const patterns = sets
      .map((own): Pattern => ({ days: own, price: price(own) }))
      .sort((a, b) => a.price - b.price)
      .slice(0, MOST_SETS);
    const mayUse = (shift: number): boolean => dayOf(shift) >= its.today;
    const placed = placeCall(lifted, at, patterns, {
      mayUse,
      trials,
      keeping,
      patternPrice: ({ price: own }) => own,
      shiftPrice: (shift) => vehiclePrice(its, at, shift),
    });
    if (!placed) return;
    const next = worthOf(its, keeping, placed.days);
    if (next < worth - 1e-6) [best, worth] = [{ ...standing, days: placed.days }, next];
  };
  const free = days.filter((day) => !kept.includes(day));
  for (let visits = lacking; visits > 0; visits--) {
    const before = worth;
    attempt(standing, kept, anyDays(standing, call, free, visits));
    if (worth < before) break;
  }
  if (isBound) return best;
  const history = its.history[at] ?? [];
  const lifted = liftCall(standing, at, (shift) => dayOf(shift) >= its.today, keeping);
  const owed = Math.max(0, call.visits - history.length);
  for (const sets of [ahead(its, call, [...history, ...days], history), anyDays(standing, call, days, owed)]) attempt(lifted, [], sets);
  return best;
}

function anyDays({ county }: Standing, call: Call, days: readonly number[], visits: number): readonly (readonly number[])[] {
  if (visits === 0) return [];
  return patternsWithin(county, call, days, { visits, minGapDays: 1, maxGapDays: null, mostWeekdays: null });
}

/** What is left of the sets that keep every promise and hold all of history. */
function ahead(
  { standing, today }: ReplanCase,
  call: Call,
  days: readonly number[],
  history: readonly number[],
): readonly (readonly number[])[] {
  const allowed = [...new Set(days)].sort((a, b) => a - b);
  return patternsWithin(standing.county, call, allowed)
    .filter((set) => history.every((day) => set.includes(day)))
    .map((set) => set.filter((day) => day >= today));
}
