import { fail } from '../check.ts';
import { verifyDecision } from '../decision-proof.ts';
import type { Digest } from '../encoding.ts';
import type { Entry, EntryKind } from '../entry.ts';
import { decodeEntry } from '../entry-codec.ts';
import { checkErasure } from '../erasure.ts';
import { genesisDigest, hasOwnDigest, type JournalRecord, verifyRecord } from '../journal.ts';
import type { KeyId } from '../keys.ts';
import type { Problem } from '../receipt/report.ts';
import { applyRoster } from '../roster-chain.ts';
import { isPostInForce, type ListedKey, type RosterState } from '../roster-state.ts';
import { atEntry, type Findings } from './report.ts';
import type { Jobs } from './signature-jobs.ts';

type Of<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** Follows what the entries say: the roster's chain, each machine's journal, and who signed. Holds the roster and the machines' heads. */
export interface ContentCheck {
  take(index: number, bytes: Uint8Array): Promise<void> | undefined;
  readonly entries: ReadonlyMap<EntryKind, number>;
  readonly signatures: number;
  /** Journals, one for each machine's key. */
  readonly machines: number;
  /** What is no failure and must be told: acts by keys that were reported compromised after them. */
  remarks(): readonly Problem[];
  readonly roster: RosterState | null;
}

/** Is told each entry that can be read, in the order of the log, with the roster after it; whether the tree holds it is told apart. */
export type EntryReader = (index: number, entry: Entry, roster: RosterState | null) => void;

export interface ContentOptions {
  /** The digest that the roster's first link must have; null: any. */
  readonly founding: Digest | null;
  readonly onEntry?: EntryReader | undefined;
  /** A part of a log: each journal may begin later than with its first record. */
  readonly isPart?: boolean;
}

/** `deep` null: only the roster's own signatures are verified. */
export function checkContent(found: Findings, deep: Jobs | null, { founding, onEntry, isPart = false }: ContentOptions): ContentCheck {
  const entries = new Map<EntryKind, number>();
  const heads = new Map<string, { readonly seq: number; readonly h: Digest }>();
  const signed = new Map<KeyId, { readonly first: number; readonly count: number }>();
  let roster: RosterState | null = null;
  /** After a link that does not count nobody knows whose keys do; one problem is told, not one for each act that follows. */
  let isBroken = false;
  let signatures = 0;

  async function takeLink(index: number, { facts }: Of<'roster.signed'>): Promise<void> {
    if (isBroken) return;
    const next = await applyRoster(roster, facts);
    signatures += facts.signatures.length;
    if (next.ok && founding && next.value.founding !== founding && !roster) found.add(atEntry('receipt/other-founding', index));
    if (next.ok) roster = next.value;
    else {
      isBroken = true;
      found.add(atEntry(next.code, index, next.params));
    }
  }

  function takeRecord(index: number, { facts: record }: Of<'machine.recorded'>): Promise<void> | undefined {
    const journal = `${record.dev} ${record.kid}`;
    const before = heads.get(journal);
    const misfit = before || !isPart ? misfitOf(record, before ?? null) : null;
    if (misfit) found.add(atEntry(misfit.code, index, misfit.params));
    heads.set(journal, { seq: record.seq, h: record.h });
    if (isBroken) return;
    const listed = roster?.keys.get(record.kid);
    if (listed?.holder.kind !== 'machine' || listed.holder.machine !== record.dev)
      return void found.add(atEntry('log/not-the-machines-key', index, { machine: record.dev }));
    noteSigned(index, record.kid, listed, 'use/key-revoked');
    if (!deep) {
      if (!hasOwnDigest(record)) found.add(atEntry('machine/bad-signature', index));
      return;
    }
    signatures += 1;
    return deep.add(async () => {
      const verified = await verifyRecord(record, listed.key, null);
      if (!verified.ok) found.add(atEntry(verified.code, index, verified.params));
    });
  }

  function takeDecision(index: number, { facts }: Of<'request.decided'>): Promise<void> | undefined {
    if (isBroken) return;
    const state = roster;
    if (!state) return void found.add(atEntry('log/before-roster', index));
    noteSigned(index, facts.assertion.kid, state.keys.get(facts.assertion.kid), 'approval/key-revoked');
    const { approver, body } = facts.statement;
    if (!isPostInForce(state, approver, 'approver', body)) found.add(atEntry('approval/post-ended', index));
    if (!deep) return;
    signatures += 1;
    return deep.add(async () => {
      const verified = await verifyDecision(facts, state);
      if (!verified.ok) found.add(atEntry(verified.code, index, verified.params));
    });
  }

  function takeAuthorisation(index: number, { facts }: Of<'request.authorised'>): void {
    if (isBroken) return;
    if (facts.rosterSeq > (roster?.seq ?? -1)) found.add(atEntry('log/roster-ahead', index, { seq: facts.rosterSeq }));
    const listed = roster?.keys.get(facts.kid);
    if (listed?.holder.kind === 'server') noteSigned(index, facts.kid, listed, 'approval/server-key-revoked');
    else found.add(atEntry('approval/not-the-servers-key', index));
  }

  /** Whoever finds a revoked key can date what he signs back; the log's order he cannot change. */
  function noteSigned(index: number, kid: KeyId, listed: ListedKey | undefined, code: string): void {
    if (listed?.until !== undefined) found.add(atEntry(code, index));
    const { first, count } = signed.get(kid) ?? { first: index, count: 0 };
    signed.set(kid, { first, count: count + 1 });
  }

  function takeEntry(index: number, entry: Entry): Promise<void> | undefined {
    entries.set(entry.kind, (entries.get(entry.kind) ?? 0) + 1);
    if (roster && entry.town !== roster.town) found.add(atEntry('log/other-town', index, { town: entry.town }));
    // Without a roster nobody may anything: what stands before it would be judged by no rule at all.
    if (!roster && !isBroken && entry.kind !== 'roster.signed') return void found.add(atEntry('log/before-roster', index));
    if (entry.kind === 'machine.recorded') return takeRecord(index, entry);
    if (entry.kind === 'roster.signed') return takeLink(index, entry);
    if (entry.kind === 'request.decided') return takeDecision(index, entry);
    if (entry.kind === 'request.authorised') takeAuthorisation(index, entry);
    if (entry.kind === 'person.erased' && roster && !isBroken) {
      const allowed = checkErasure(entry.facts, roster, entry.at);
      if (!allowed.ok) found.add(atEntry(allowed.code, index, allowed.params));
    }
    return undefined;
  }

  return {
    take(index, bytes) {
      const decoded = decodeEntry(bytes);
      if (!decoded.ok) return void found.add(atEntry(decoded.code, index, decoded.params));
      const taken = takeEntry(index, decoded.value);
      if (!onEntry) return taken;
      const tell = (): void => onEntry(index, decoded.value, roster);
      if (taken) return taken.then(tell);
      tell();
      return undefined;
    },
    entries,
    get signatures() {
      return signatures;
    },
    get machines() {
      return heads.size;
    },
    remarks: () =>
      [...signed].flatMap(([kid, { first, count }]) => {
        const { reason, until } = roster?.keys.get(kid) ?? {};
        return reason === 'compromised' ? [atEntry('log/key-compromised-later', first, { count, at: until ?? '' })] : [];
      }),
    get roster() {
      return roster;
    },
  };
}

/** Whether a record follows the one before of its journal, in number and in digest. */
function misfitOf(record: JournalRecord, before: { readonly seq: number; readonly h: Digest } | null) {
  const next = before ? before.seq + 1 : 0;
  const { dev: machine, seq } = record;
  if (seq !== next) return fail(seq < next ? 'log/journal-again' : 'log/journal-gap', { machine, seq, next });
  const prev = before?.h ?? genesisDigest(machine, record.kid);
  return record.prev === prev ? null : fail('log/journal-branch', { machine, seq });
}
