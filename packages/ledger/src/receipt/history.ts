import type { Instant } from '../encoding.ts';
import type { KeyId } from '../keys.ts';
import { applyRoster } from '../roster-chain.ts';
import type { ListedKey, RosterState } from '../roster-state.ts';
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

/** How a key stands for what it signed. */
export interface KeyStanding {
  readonly listed: ListedKey;
  /** By a link before what it signed: that does not count, whatever time it claims. Whoever finds a key can set a clock back, but not the log. */
  readonly isRevoked: boolean;
  /** When a later link, as far as links are known, reported it compromised: what it signed before counts, and is marked. */
  readonly compromisedAt: Instant | null;
}

/**
 * How a key stands for an act at place `index` of the log, or for a checkpoint of that size. The log's order decides alone.
 * Null when no link before lists the key.
 */
export function standingOf(history: RosterHistory, kid: KeyId, index: number): KeyStanding | null {
  const listed = rosterBefore(history, index)?.keys.get(kid);
  if (!listed) return null;
  const { until, reason } = history.at(-1)?.state.keys.get(kid) ?? listed;
  const isRevoked = listed.until !== undefined;
  return { listed, isRevoked, compromisedAt: !isRevoked && reason === 'compromised' ? (until ?? null) : null };
}

/** What readers are told of an act by a key that was reported compromised after it; nothing of others. */
export const compromisedLater = ({ compromisedAt }: KeyStanding, where: string): readonly Problem[] =>
  compromisedAt === null ? [] : [problem('key/compromised-later', where, { at: compromisedAt })];
