import type { Instant } from './encoding.ts';
import type { KeyId } from './keys.ts';
import { type PageCode, verifyPageCode } from './page-code.ts';
import { type Reason, reasonOf } from './reasons.ts';
import type { RosterState } from './roster-state.ts';

/** The server's key that signed a page code, and what became of it. */
export interface PageCodeKey {
  readonly kid: KeyId;
  /** When it was reported compromised: a code stands in no log, so a thief may have dated it back. Null when it was not. */
  readonly compromisedAt: Instant | null;
}

/** The key that signed a code, if it was the server's on the day that the code names (UTC); null when none was. */
export async function findPageCodeKey(code: PageCode, roster: RosterState): Promise<PageCodeKey | null> {
  const [begin, end] = [`${code.date}T00:00:00.000Z`, `${code.date}T23:59:59.999Z`];
  for (const [kid, { holder, key, from, until, reason }] of roster.keys) {
    const countedThatDay = from <= end && (until === undefined || begin < until);
    if (holder.kind !== 'server' || !countedThatDay || !(await verifyPageCode(code, key))) continue;
    return { kid, compromisedAt: reason === 'compromised' ? (until ?? null) : null };
  }
  return null;
}

/** What a reader of a genuine code must still be told. */
export const marksOfPageCodeKey = ({ compromisedAt }: PageCodeKey): readonly Reason[] =>
  compromisedAt === null ? [] : [reasonOf('page-code/key-compromised', { at: compromisedAt })];
