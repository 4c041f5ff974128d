import { applyRoster } from '../roster-chain.ts';
import type { RosterState } from '../roster-state.ts';
import type { Logged } from './proven.ts';
import { type Problem, problem } from './report.ts';

/** The roster as it stood in the log: each state with the place of the link that made it. */
export type RosterHistory = readonly { readonly index: number; readonly state: RosterState }[];

/** Folds the links of a receipt, from the founding. Stops at the first that does not count. */
export async function foldHistory(
  links: readonly Logged[],
): Promise<{ readonly history: RosterHistory; readonly problems: readonly Problem[] }> {
  const history: { index: number; state: RosterState }[] = [];
  for (const { entry, index, where } of links) {
    if (entry.kind !== 'roster.signed') return { history, problems: [problem('receipt/unexpected-entry', where, { kind: entry.kind })] };
    const next = await applyRoster(history.at(-1)?.state ?? null, entry.facts);
    if (!next.ok) return { history, problems: [problem(next.code, where, next.params)] };
    if (entry.town !== next.value.town) return { history, problems: [problem('receipt/other-town', where)] };
    history.push({ index, state: next.value });
  }
  return { history, problems: [] };
}

/** The roster as it stood before place `index` of the log; null before the founding. What was signed later does not reach back. */
export const rosterBefore = (history: RosterHistory, index: number): RosterState | null =>
  history.findLast((it) => it.index < index)?.state ?? null;
