import type { Digest } from '../encoding.ts';
import { checkLog, type LogCheckOptions, type LogTrust } from '../log-check/check-log.ts';
import { checkPart, type LogPart } from '../log-check/check-part.ts';
import type { EntryReader } from '../log-check/content-check.ts';
import type { LogFiles } from '../log-check/log-files.ts';
import type { LogReport } from '../log-check/report.ts';
import type { SignedRoster } from '../roster.ts';
import type { Incident, JournalAccount, UseAccount } from './account.ts';
import { journalBook } from './journal-book.ts';
import { useBook } from './use-book.ts';

/** A log that was checked, and what it tells of the town's seals. Worth nothing unless the report is `ok`. */
export interface AuditReport {
  /** With the problems of the uses among those of the log, in its order. */
  readonly log: LogReport;
  readonly uses: readonly UseAccount[];
  readonly incidents: readonly Incident[];
  readonly journals: readonly JournalAccount[];
  /** Commitments and files that the log says are gone: what they held was erased, and is not wrong. */
  readonly erased: ReadonlySet<Digest>;
  /** Places of the erasures, by request. */
  readonly erasures: ReadonlyMap<string, readonly number[]>;
  /** Places of the roster's links: every proof of an act rests on them. */
  readonly roster: readonly { readonly index: number; readonly link: SignedRoster }[];
}

/**
 * Checks a whole log (`checkLog`), and holds every use in it against the rules that a receipt is held against: approvals before the
 * press, separation of duties, never more impressions than allowed, none without an authorisation. Holds an account of each use, some
 * 2 kB; nothing else grows with the log.
 */
export const auditLog = (files: LogFiles, trust: LogTrust, options: LogCheckOptions = {}): Promise<AuditReport> =>
  audit(false, options.onEntry, (onEntry) => checkLog(files, trust, { ...options, onEntry }));

/** The same for chosen entries, each with its proof: what is left out cannot be judged, and journals may begin in the middle. */
export const auditPart = (part: LogPart, trust: LogTrust, options: LogCheckOptions = {}): Promise<AuditReport> =>
  audit(true, options.onEntry, (onEntry) => checkPart(part, trust, { ...options, onEntry }));

async function audit(
  isPart: boolean,
  also: EntryReader | undefined,
  check: (onEntry: EntryReader) => Promise<LogReport>,
): Promise<AuditReport> {
  const [uses, journals] = [useBook(isPart), journalBook()];
  const links: { index: number; link: SignedRoster }[] = [];
  const log = await check((index, entry, state) => {
    uses.take(index, entry, state);
    if (entry.kind === 'machine.recorded') journals.take(entry.facts);
    if (entry.kind === 'roster.signed') links.push({ index, link: entry.facts });
    also?.(index, entry, state);
  });
  await uses.end();
  const problems = [...log.problems, ...uses.problems].toSorted((a, b) => (a.index ?? -1) - (b.index ?? -1));
  const isClean = uses.problems.length === 0;
  return {
    log: { ...log, ok: log.ok && isClean, isAwaitingWitnesses: log.isAwaitingWitnesses && isClean, problems },
    uses: uses.uses,
    incidents: uses.incidents,
    journals: journals.accounts(),
    erased: uses.erased,
    erasures: uses.erasures,
    roster: links,
  };
}
