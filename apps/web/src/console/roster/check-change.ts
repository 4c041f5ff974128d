import { fromHex, type RosterStatement, rosterDigest, toB64Url } from '@yinzheng/ledger';
import type { PendingChange } from '../../api/types.ts';

/** Whether the challenge is the digest of the very statement that the page lists, for this town. */
export function isWhatIsShown(pending: Pick<PendingChange, 'statement' | 'challenge'>, town: string): boolean {
  const statement = pending.statement as RosterStatement;
  return statement.kind === 'roster' && statement.town === town && toB64Url(fromHex(rosterDigest(statement))) === pending.challenge;
}
