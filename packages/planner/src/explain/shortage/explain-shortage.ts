import type { Planned } from '../explain-plan.ts';
import { demandsOf, isWishKept, keyOf } from './demand-set.ts';
import { competitors, type Effort, findConflict } from './find-conflict.ts';
import type { Conflict, Demand, ShortageExplanation } from './shortage.ts';
import { tryRemedies } from './try-remedies.ts';

export interface ShortageOptions extends Partial<Effort> {
  /** Conflicts looked for; 3 where absent. */
  readonly conflicts?: number;
  /** Of each search for what a change would buy; 300 where absent. */
  readonly remedyRounds?: number;
}

const ROUNDS = 120;
const REMEDY_ROUNDS = 300;
const CONFLICTS = 3;

/**
 * Why a plan does not give all that is asked for: the smallest sets of demands that cannot be met together, for visits that it
 * lacks, or where it lacks none, for wishes that it does not keep; and what one more vehicle, hour or shorter stops would buy. Takes seconds to a minute.
 */
export async function explainShortage(planned: Planned, options: ShortageOptions = {}): Promise<ShortageExplanation> {
  const effort: Effort = { seed: options.seed ?? 1, rounds: options.rounds ?? ROUNDS, proofSeconds: options.proofSeconds ?? 20 };
  const most = options.conflicts ?? CONFLICTS;
  const conflicts: Conflict[] = [];
  const told = new Set<string>();
  const lacking = lackingVisits(planned);
  // Where visits are missing, wishes are in the way of nothing but the same want of crews.
  for (const needs of lacking.length > 0 ? lacking : lostWishes(planned)) {
    if (conflicts.length >= most) break;
    if (needs.some((it) => told.has(keyOf(it)))) continue;
    const call = planned.calls.find(({ id }) => needs.some((it) => 'call' in it && it.call === id));
    if (!call) continue;
    const isWished = needs.some(({ kind }) => kind === 'wish');
    const keys = new Set(needs.map(keyOf));
    const others = demandsOf(planned, competitors(planned, call), isWished).filter(
      (it) => !keys.has(keyOf(it)) && (it.kind !== 'wish' || isKept(planned, it)),
    );
    const conflict = await findConflict(planned, needs, others, effort);
    if (!conflict) continue;
    conflicts.push(conflict);
    for (const demand of conflict.demands) if (demand.kind === (isWished ? 'wish' : 'visits')) told.add(keyOf(demand));
  }
  const missing = planned.plan.unserved.reduce((sum, { visitsMissing }) => sum + visitsMissing, 0);
  const remedies = tryRemedies(planned, { seed: effort.seed, rounds: options.remedyRounds ?? REMEDY_ROUNDS });
  return { missing, conflicts, remedies };
}

/** Each by itself; those that no search could place first, since their conflicts are the smallest. */
function lackingVisits({ plan }: Planned): readonly (readonly Demand[])[] {
  return plan.unserved
    .toSorted((a, b) => Number(a.reason === 'no-room') - Number(b.reason === 'no-room'))
    .map(({ call }) => [{ kind: 'visits', call }]);
}

function lostWishes(planned: Planned): readonly (readonly Demand[])[] {
  return demandsOf(planned, planned.calls, true).flatMap((demand) =>
    demand.kind === 'wish' && !isKept(planned, demand) ? [[demand, { kind: 'visits' as const, call: demand.call }]] : [],
  );
}

function isKept(planned: Planned, demand: Demand & { readonly kind: 'wish' }): boolean {
  const call = planned.calls.find(({ id }) => id === demand.call);
  return call !== undefined && isWishKept(planned, call, demand.wish);
}
