import type { Call } from '../../model/call.ts';
import { searchRota } from '../../rota/search-rota.ts';
import type { Planned } from '../explain-plan.ts';
import { vehicleForbids } from '../forbid.ts';
import { keyOf, problemFor } from './demand-set.ts';
import { isProvenImpossible } from './prove-impossible.ts';
import { filterByDeletion, quickXplain } from './quick-xplain.ts';
import { sayConflict } from './say-conflict.ts';
import type { Conflict, Demand } from './shortage.ts';

export interface Effort {
  readonly seed: number;
  /** Of each search for a rota that meets some of the demands. */
  readonly rounds: number;
  /** For the proof at the end. */
  readonly proofSeconds: number;
}

/**
 * The smallest set of demands around `needs` that cannot be met: found by QuickXplain, then filtered once more by deletion, so that each
 * member was seen to be needed. Null where everything can be met after all.
 */
export async function findConflict(
  planned: Planned,
  needs: readonly Demand[],
  others: readonly Demand[],
  effort: Effort,
): Promise<Conflict | null> {
  const known = new Map<string, boolean>();
  const isMet = (demands: readonly Demand[]): boolean => {
    const key = demands.map(keyOf).sort().join('\n');
    const before = known.get(key);
    if (before !== undefined) return before;
    const met = meets(planned, demands, effort);
    known.set(key, met);
    return met;
  };
  if (isMet([...needs, ...others])) return null;
  const found = filterByDeletion([...needs, ...quickXplain(needs, others, isMet)], isMet);
  const isMinimal = found.every((member) => isMet(found.filter((it) => it !== member)));
  const made = problemFor(planned, found);
  const isProven = made === null || (await isProvenImpossible(made.problem, effort.proofSeconds));
  const ids = new Set(found.flatMap((it) => ('call' in it ? [it.call] : [])));
  const calls = planned.calls.filter(({ id }) => ids.has(id));
  const conflict = { demands: found, isProven, rounds: effort.rounds, isMinimal, calls: calls.map(({ id }) => id) };
  return { ...conflict, words: sayConflict(planned, conflict) };
}

function meets(planned: Planned, demands: readonly Demand[], { seed, rounds }: Effort): boolean {
  const made = problemFor(planned, demands);
  if (made === null) return false;
  if (made.calls.length === 0) return true;
  return searchRota(made.problem, { seed, rounds }).missing === 0;
}

/** Calls that ask for crews that this one asks for too, or whose crews others of them ask for. */
export function competitors({ county, calls }: Planned, call: Call): readonly Call[] {
  const crewsOf = (it: Call): readonly string[] =>
    county.vehicles.filter((vehicle) => vehicleForbids(vehicle, it).length === 0).map(({ id }) => id);
  const crews = new Set(crewsOf(call));
  const found = new Set([call]);
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const other of calls) {
      if (found.has(other) || !crewsOf(other).some((it) => crews.has(it))) continue;
      found.add(other);
      for (const crew of crewsOf(other)) crews.add(crew);
      isGrowing = true;
    }
  }
  return calls.filter((it) => found.has(it));
}
