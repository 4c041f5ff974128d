import type { Digest } from '../encoding.ts';
import { checkErasure } from '../erasure.ts';
import type { Policy } from '../notes/policy.ts';
import type { Acts } from './acts.ts';
import { type RosterHistory, rosterBefore } from './history.ts';
import { type Logged, openProvenList, type ProvenList } from './proven.ts';
import type { ProvenEntry } from './receipt.ts';
import { type ErasureFacts, type Problem, problem } from './report.ts';

/** What the erasures must be about. */
export interface Erasable {
  readonly acts: Acts;
  /** The log of the acts: places in another one say nothing about before and after. */
  readonly origin: string;
  readonly history: RosterHistory;
  readonly photos: readonly Digest[];
}

export interface Erasures {
  readonly erasures: readonly ErasureFacts[];
  /** By commitment, the erasure that dropped its salt. */
  readonly byCommitment: ReadonlyMap<Digest, ErasureFacts>;
  /** Null when there are none, or none that can be trusted. */
  readonly list: ProvenList | null;
  readonly problems: readonly Problem[];
}

/**
 * Opens the erasures of a receipt: in the same log, after the filing, about this very request, each naming commitments and files of its
 * acts and nothing else, by two people whose posts allowed it. Whoever could pass off another entry here could call a lost proof forgotten.
 */
export async function openErasures(list: readonly ProvenEntry[], policy: Policy, about: Erasable): Promise<Erasures> {
  const byCommitment = new Map<Digest, ErasureFacts>();
  if (list.length === 0) return { erasures: [], byCommitment, list: null, problems: [] };
  const opened = await openProvenList(list, 'erasures', policy);
  if (!('entries' in opened)) return { erasures: [], byCommitment, list: null, problems: [opened] };
  const problems = [...opened.problems];
  if (opened.checkpoint.origin !== about.origin)
    problems.push(problem('checkpoint/other-log', 'erasures[0]', { origin: opened.checkpoint.origin }));

  const commitments = commitmentsOf(about.acts);
  const files = new Set([...about.acts.filed.entry.facts.pages, ...about.photos]);
  const erasures: ErasureFacts[] = [];
  for (const logged of opened.entries) {
    const found = firstProblem(logged, about, commitments, files);
    if (found || logged.entry.kind !== 'person.erased') {
      if (found) problems.push(found);
      continue;
    }
    const { ground, files: dropped, askedBy, confirmedBy, early, commitments: opening } = logged.entry.facts;
    const erasure = { at: logged.entry.at, ground, files: dropped, askedBy, confirmedBy, isEarly: early !== undefined };
    erasures.push(erasure);
    for (const commitment of opening) byCommitment.set(commitment, erasure);
  }
  return { erasures, byCommitment, list: opened, problems };
}

function firstProblem({ entry, index, where }: Logged, about: Erasable, commitments: ReadonlySet<Digest>, files: ReadonlySet<Digest>) {
  const { filed } = about.acts;
  if (entry.kind !== 'person.erased') return problem('receipt/unexpected-entry', where, { kind: entry.kind });
  const { facts, town, at } = entry;
  if (facts.of.kind !== 'request') return problem('erasure/of-nothing', where);
  if (facts.of.request !== filed.entry.facts.request) return problem('receipt/other-request', where, { request: facts.of.request });
  if (town !== filed.entry.town) return problem('receipt/other-town', where);
  if (index <= filed.index) return problem('receipt/out-of-order', where);
  const isKnown = facts.commitments.every((it) => commitments.has(it)) && facts.files.every((it) => files.has(it));
  if (!isKnown || facts.commitments.length + facts.files.length === 0) return problem('erasure/of-nothing', where);
  const roster = rosterBefore(about.history, index);
  if (!roster) return problem('receipt/roster-late', where);
  const allowed = checkErasure(facts, roster, at);
  return allowed.ok ? null : problem(allowed.code, where, allowed.params);
}

const commitmentsOf = ({ filed, decided }: Acts): ReadonlySet<Digest> => {
  const { content, waiver } = filed.entry.facts;
  return new Set([content, ...(waiver ? [waiver.reason] : []), ...decided.map(({ entry }) => entry.facts.statement.reason)]);
};
