import type { Digest } from '../encoding.ts';
import type { AuthorisedFacts, FiledFacts } from '../entry.ts';
import { verifyRecord } from '../journal.ts';
import { keyAt } from '../roster-state.ts';
import { useEvent } from '../shapes/use-data.ts';
import type { Acts } from './acts.ts';
import { type RosterHistory, rosterBefore } from './history.ts';
import { type ImpressionFacts, type Problem, problem } from './report.ts';
import { followUse } from './use-rules.ts';

export interface UseFindings {
  readonly impressions: readonly ImpressionFacts[];
  readonly photos: readonly Digest[];
  readonly isAborted: boolean;
  readonly isSample: boolean;
  readonly problems: readonly Problem[];
}

/** The machine's records: signed by its key of that time, chained, in order, and telling of a use that the rules allow. */
export async function checkUse({ filed, authorised, recorded }: Acts, history: RosterHistory): Promise<UseFindings> {
  const { facts } = authorised.entry;
  const problems: Problem[] = [];
  let isSample = false;
  let before: { readonly seq: number; readonly h: Digest } | null = null;
  for (const { entry, index, where } of recorded) {
    const record = entry.facts;
    const roster = rosterBefore(history, index);
    const listed = roster && keyAt(roster, record.kid, record.wall);
    const isOfMachine = listed?.holder.kind === 'machine' && listed.holder.machine === facts.machine && record.dev === facts.machine;
    if (!isOfMachine) problems.push(problem('use/other-machine', where));
    else {
      isSample ||= listed.isSample;
      const verified = await verifyRecord(record, listed.key, before && before.seq + 1 === record.seq ? before.h : null);
      if (!verified.ok) problems.push(problem(verified.code, where, verified.params));
    }
    if (record.jti !== facts.jti) problems.push(problem('use/other-authorisation', where));
    if (before && record.seq <= before.seq) problems.push(problem('receipt/out-of-order', where));
    before = record;
  }
  return { isSample, ...followRecords(recorded, filed.entry.facts, facts, problems) };
}

function followRecords(recorded: Acts['recorded'], filed: FiledFacts, authorised: AuthorisedFacts, before: readonly Problem[]) {
  const problems = [...before];
  const events = recorded.flatMap(({ entry, where }) => {
    const event = useEvent(entry.facts);
    if (event === false) problems.push(problem('use/bad-record', where, { type: entry.facts.type }));
    return event ? [{ ...event, where, at: entry.facts.wall, boot: entry.facts.boot }] : [];
  });
  const { impressions, isAborted, problems: broken } = followUse(events, filed, authorised);
  const photos = new Set(events.flatMap(({ data }) => ('photo' in data && data.photo ? [data.photo] : [])));
  return { impressions, photos: [...photos], isAborted, problems: [...problems, ...broken] };
}
