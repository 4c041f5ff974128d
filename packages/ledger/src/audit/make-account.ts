import type { Entry, EntryKind } from '../entry.ts';
import type { RosterHistory } from '../receipt/history.ts';
import type { Logged } from '../receipt/proven.ts';
import type { UseFindings } from '../receipt/use.ts';
import { recordNumber } from '../request-id.ts';
import { useEvent } from '../shapes/use-data.ts';
import type { UseAccount, UseState } from './account.ts';

type Of<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** The account of a request from its acts; `use` null: nothing was judged. Null without a filing: there is nothing to give an account of. */
export function accountOf(logged: readonly Logged[], use: UseFindings | null, history: RosterHistory): UseAccount | null {
  const of = <K extends EntryKind>(kind: K) => logged.filter((it): it is Logged<Of<K>> => it.entry.kind === kind);
  const filed = of('request.filed')[0];
  if (!filed) return null;
  const { request, body, division, seal, matter, clerk, custodian, copies, steps, content, pages, waiver } = filed.entry.facts;
  const authorised = of('request.authorised')[0]?.entry.facts;
  const decisions = of('request.decided').map(({ entry: { facts } }) => decisionOf(facts, history));
  const records = of('machine.recorded').map(({ entry }) => entry.facts);
  const last = records.findLast(({ type }) => type === 'use.closed' || type === 'use.aborted');
  return {
    ...{ request, body, division, seal, matter, clerk, custodian, copies, steps, content, pages },
    recordNumber: recordNumber(request),
    filedAt: filed.entry.at,
    state: stateOf(logged),
    decisions,
    ...(waiver ? { waiver } : {}),
    ...(authorised ? { authorised: windowOf(authorised) } : {}),
    impressions: use?.impressions ?? [],
    photos: use?.photos ?? [],
    ...(last ? { endedAt: last.wall } : {}),
    entries: logged.map(({ index }) => index),
    isSample: (use?.isSample ?? false) || decisions.some(({ isSample }) => isSample),
  };
}

function decisionOf({ statement, assertion }: Of<'request.decided'>['facts'], history: RosterHistory): UseAccount['decisions'][number] {
  const { step, approver, at, verdict, reason } = statement;
  return { step, approver, at, verdict, reason, isSample: history.at(-1)?.state.keys.get(assertion.kid)?.isSample ?? false };
}

const windowOf = ({ machine, sleeve, max, jti, nbf, exp }: Of<'request.authorised'>['facts']): UseAccount['authorised'] & object => ({
  ...{ machine, sleeve, jti },
  allowed: max,
  from: nbf,
  until: exp,
});

function stateOf(logged: readonly Logged[]): UseState {
  let state: UseState = 'filed';
  for (const { entry } of logged) {
    if (entry.kind === 'request.withdrawn') state = 'withdrawn';
    else if (entry.kind === 'request.authorised') state = 'authorised';
    else if (entry.kind === 'request.decided' && entry.facts.statement.verdict !== 'approve')
      state = entry.facts.statement.verdict === 'reject' ? 'rejected' : 'returned';
    else if (entry.kind === 'machine.recorded') {
      if (entry.facts.type === 'use.closed') state = 'closed';
      else if (entry.facts.type === 'use.aborted') state = 'aborted';
      else if (state === 'authorised' && useEvent(entry.facts) && entry.facts.type !== 'auth.received') state = 'using';
    }
  }
  return state;
}
