import type { Digest } from '../encoding.ts';
import type { AuthorisedFacts, FiledFacts } from '../entry.ts';
import { verifyRecord } from '../journal.ts';
import type { KeyId } from '../keys.ts';
import { useEvent } from '../shapes/use-data.ts';
import type { Acts } from './acts.ts';
import { compromisedLater, type RosterHistory, standingOf } from './history.ts';
import { type ImpressionFacts, type Problem, problem } from './report.ts';
import { followUse } from './use-rules.ts';

export interface UseFindings {
  readonly impressions: readonly ImpressionFacts[];
  readonly photos: readonly Digest[];
  readonly isAborted: boolean;
  readonly isSample: boolean;
  readonly problems: readonly Problem[];
  readonly remarks: readonly Problem[];
}

/**
 * The machine's records: signed by its key of that time, chained, in order, and telling of a use that the rules allow. Who has
 * verified every signature of the log already passes a `verify` that says so.
 */
export async function checkUse({ filed, authorised, recorded }: Acts, history: RosterHistory, verify = verifyRecord): Promise<UseFindings> {
  const { facts } = authorised.entry;
  const problems: Problem[] = [];
  let isSample = false;
  const remarks = new Map<KeyId, readonly Problem[]>();
  let before: { readonly seq: number; readonly h: Digest } | null = null;
  for (const { entry, index, where } of recorded) {
    const record = entry.facts;
    const standing = standingOf(history, record.kid, index);
    const listed = standing?.listed;
    const isOfMachine = listed?.holder.kind === 'machine' && listed.holder.machine === facts.machine && record.dev === facts.machine;
    if (!isOfMachine || record.wall < listed.from) problems.push(problem('use/other-machine', where));
    else if (standing?.isRevoked) problems.push(problem('use/key-revoked', where));
    else {
      isSample ||= listed.isSample;
      if (standing && !remarks.has(record.kid)) remarks.set(record.kid, compromisedLater(standing, where));
      const verified = await verify(record, listed.key, before && before.seq + 1 === record.seq ? before.h : null);
      if (!verified.ok) problems.push(problem(verified.code, where, verified.params));
    }
    if (record.jti !== facts.jti) problems.push(problem('use/other-authorisation', where));
    if (before && record.seq <= before.seq) problems.push(problem('receipt/out-of-order', where));
    before = record;
  }
  return { isSample, remarks: [...remarks.values()].flat(), ...followRecords(recorded, filed.entry.facts, facts, problems) };
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
