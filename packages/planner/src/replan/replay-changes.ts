import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Travel } from '../model/travel.ts';
import type { Outcome } from '../model/words.ts';
import { callsOf } from '../rota/plan-rota.ts';
import { applyChanges } from './apply-changes.ts';
import type { Change } from './change.ts';

/** What happened to a plan since it was first made, in order; kept beside it, since the county's tables do not say. */
export interface ChangesOf {
  readonly asOf: string;
  readonly changes: readonly Change[];
}

/**
 * The county as a changed plan was made for it, and what its villages are owed: those known before keep the calls that they had. `travelFor`
 * is asked for the county as it was and as it is.
 */
export function replayChanges<T extends { readonly travel: Travel }>(
  county: County,
  log: readonly ChangesOf[],
  travelFor: (county: County) => Outcome<T>,
): Outcome<{ readonly county: County; readonly calls: readonly Call[]; readonly ways: T }> {
  const first = travelFor(county);
  if (!first.ok) return first;
  const owed = callsOf(county, first.value.travel);
  if (!owed.ok) return owed;
  let now = county;
  for (const { asOf, changes } of log) {
    const changed = applyChanges(now, changes, asOf);
    if (!changed.ok) return changed;
    now = changed.value;
  }
  if (log.length === 0) return { ok: true, value: { county, calls: owed.value, ways: first.value }, warnings: first.warnings };
  const last = travelFor(now);
  if (!last.ok) return last;
  const made = callsOf(now, last.value.travel);
  if (!made.ok) return made;
  return { ok: true, value: { county: now, calls: keepKnown(owed.value, made.value), ways: last.value }, warnings: last.warnings };
}

/** A village's calls stay as they were published, also where longer ways would cut its stops otherwise; new villages get theirs. */
export function keepKnown(known: readonly Call[], made: readonly Call[]): readonly Call[] {
  const villages = new Set(known.map(({ village }) => village));
  return [...known, ...made.filter(({ village }) => !villages.has(village))];
}
