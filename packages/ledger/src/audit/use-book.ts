import { type Check, pass } from '../check.ts';
import type { SignedDecision } from '../decision.ts';
import type { DecisionProof } from '../decision-proof.ts';
import type { Digest } from '../encoding.ts';
import type { Entry, EntryKind } from '../entry.ts';
import type { JournalRecord } from '../journal.ts';
import type { LogProblem } from '../log-check/report.ts';
import { sortActs } from '../receipt/acts.ts';
import { checkApproval } from '../receipt/approval.ts';
import type { RosterHistory } from '../receipt/history.ts';
import type { Logged } from '../receipt/proven.ts';
import { type Problem, problem } from '../receipt/report.ts';
import { checkUse } from '../receipt/use.ts';
import type { RosterState } from '../roster-state.ts';
import { useEvent } from '../shapes/use-data.ts';
import type { Incident, UseAccount } from './account.ts';
import { incidentsOf } from './incidents.ts';
import { accountOf } from './make-account.ts';

type Of<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What the log said of one request so far. */
interface Pending {
  readonly acts: Logged[];
  isEnded: boolean;
}

/** Gathers the acts of each request as the log tells them, and holds each use against the rules once it is over. */
export interface UseBook {
  take(index: number, entry: Entry, roster: RosterState | null): void;
  /** Judges what has not ended; afterwards `uses` holds every request that was filed, in the order of the log. */
  end(): Promise<void>;
  readonly uses: readonly UseAccount[];
  readonly incidents: readonly Incident[];
  readonly problems: readonly LogProblem[];
  /** Commitments and files that the log says are gone. */
  readonly erased: ReadonlySet<Digest>;
  /** Places of the erasures, by request. */
  readonly erasures: ReadonlyMap<string, readonly number[]>;
}

/**
 * Trusts that every signature is verified where it stands (`checkLog`), and judges what they say together. Holds a short account of
 * every request, and the whole acts only of those that are under way. `isPart`: an authorisation may stand for a request that was left
 * out, so that its records in the machine's journal are known not to be wild.
 */
export function useBook(isPart = false): UseBook {
  const pending = new Map<string, Pending>();
  const requestOf = new Map<string, string>();
  const ended = new Set<string>();
  const leftOut = new Set<string>();
  const erased = new Set<Digest>();
  const erasures = new Map<string, number[]>();
  const history: { index: number; state: RosterState }[] = [];
  const uses: UseAccount[] = [];
  const incidents: Incident[] = [];
  const problems: LogProblem[] = [];
  const judging: Promise<void>[] = [];

  const tell = (code: string, index: number, params = {}): void => {
    problems.push({ ...problem(code, `entry ${index}`, { index, ...params }), index });
  };

  function add(request: string, index: number, entry: Entry): Pending | null {
    const known = pending.get(request);
    if (!known) {
      tell(ended.has(request) ? 'use/after-end' : 'audit/not-filed', index, { request });
      return null;
    }
    known.acts.push({ index, entry, where: `entry ${index}` });
    return known;
  }

  function takeRecord(index: number, entry: Of<'machine.recorded'>): void {
    const { facts: record } = entry;
    incidents.push(...incidentsOf(index, entry, requestOf.get(record.jti ?? '')));
    const request = requestOf.get(record.jti ?? '');
    if (request === undefined) {
      if (useEvent(record) !== null) tell('audit/not-authorised', index, { machine: record.dev, jti: record.jti ?? '—' });
      return;
    }
    if (leftOut.has(request)) return;
    if (ended.has(request) && useEvent(record) === null) return; // a word about a use that is over, no part of it
    const known = add(request, index, entry);
    if (!known || (record.type !== 'use.closed' && record.type !== 'use.aborted')) return;
    known.isEnded = true;
    conclude(request, known);
  }

  function conclude(request: string, { acts, isEnded }: Pending): void {
    pending.delete(request);
    ended.add(request);
    judging.push(
      judge(request, acts, isEnded, history.slice()).then(({ account, found, noted }) => {
        if (account) uses.push(account);
        problems.push(...found);
        incidents.push(...noted);
      }),
    );
  }

  return {
    take(index, entry, roster) {
      if (roster && history.at(-1)?.state !== roster) history.push({ index, state: roster });
      incidents.push(...(entry.kind === 'machine.recorded' ? [] : incidentsOf(index, entry, undefined)));
      switch (entry.kind) {
        case 'request.filed': {
          const { request } = entry.facts;
          if (pending.has(request) || ended.has(request)) return tell('receipt/twice', index, { kind: entry.kind });
          pending.set(request, { acts: [{ index, entry, where: `entry ${index}` }], isEnded: false });
          return;
        }
        case 'request.decided':
          add(entry.facts.statement.request, index, entry);
          return;
        case 'request.authorised':
          if (isPart && !pending.has(entry.facts.request) && !ended.has(entry.facts.request)) leftOut.add(entry.facts.request);
          if (requestOf.has(entry.facts.jti)) tell('receipt/twice', index, { kind: entry.kind });
          requestOf.set(entry.facts.jti, entry.facts.request);
          if (pending.get(entry.facts.request)?.acts.some((it) => it.entry.kind === 'request.withdrawn'))
            tell('audit/authorised-withdrawn', index, { request: entry.facts.request });
          if (!leftOut.has(entry.facts.request)) add(entry.facts.request, index, entry);
          return;
        case 'request.withdrawn':
          add(entry.facts.request, index, entry);
          return;
        case 'machine.recorded':
          return takeRecord(index, entry);
        case 'person.erased': {
          const { of, commitments, files } = entry.facts;
          for (const digest of [...commitments, ...files]) erased.add(digest);
          if (of.kind === 'request') erasures.set(of.request, [...(erasures.get(of.request) ?? []), index]);
          return;
        }
        case 'roster.signed':
          return;
      }
    },
    async end() {
      for (const [request, it] of [...pending]) conclude(request, it);
      await Promise.all(judging);
      uses.sort((a, b) => (a.entries[0] ?? 0) - (b.entries[0] ?? 0));
      incidents.sort((a, b) => a.index - b.index);
      problems.sort((a, b) => (a.index ?? -1) - (b.index ?? -1));
    },
    uses,
    incidents,
    problems,
    erased,
    erasures,
  };
}

interface Judged {
  readonly account: UseAccount | null;
  readonly found: readonly LogProblem[];
  readonly noted: readonly Incident[];
}

/** What is said of a use that has no end yet, and of one that never began: that it is so, not that it is wrong. */
const OPEN: ReadonlySet<string> = new Set(['use/not-ended', 'use/no-beginning']);

async function judge(request: string, logged: readonly Logged[], isEnded: boolean, history: RosterHistory): Promise<Judged> {
  const judged = logged.filter(({ entry }) => entry.kind !== 'request.withdrawn');
  const acts = sortActs(judged);
  const isAuthorised = judged.some(({ entry }) => entry.kind === 'request.authorised');
  if (!('filed' in acts)) {
    const found = isAuthorised ? acts.map(placed) : [];
    return { account: accountOf(logged, null, history), found, noted: [] };
  }
  const approval = await checkApproval(request, acts, history, verified);
  const use = await checkUse(acts, history, recordVerified);
  const isBegun = acts.recorded.some(({ entry }) => useEvent(entry.facts) !== null);
  const open = (it: Problem): boolean => !isEnded && OPEN.has(it.code) && !(isBegun && it.code === 'use/no-beginning');
  const problems = [...approval.problems, ...use.problems].filter((it) => !open(it));
  return { account: accountOf(logged, use, history), found: problems.map(placed), noted: isEnded ? [] : unfinished(acts.authorised) };
}

function unfinished({ index, entry }: Logged<Of<'request.authorised'>>): readonly Incident[] {
  const { request, machine, exp } = entry.facts;
  return [{ kind: 'use-unfinished', at: exp, index, request, machine }];
}

const placed = (it: Problem): LogProblem => {
  const index = Number(/^entry (\d+)$/.exec(it.where)?.[1] ?? Number.NaN);
  return Number.isNaN(index) ? it : { ...it, index };
};

/** The log's own check has verified every signature where it stands. */
const verified = async ({ assertion }: SignedDecision, roster: RosterState): Promise<Check<DecisionProof>> =>
  pass({ isSample: roster.keys.get(assertion.kid)?.isSample ?? false, signCount: 0 });
const recordVerified = async (_: JournalRecord): Promise<Check<true>> => pass(true);
