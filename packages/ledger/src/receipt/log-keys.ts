import { logKeyId } from '../log-key.ts';
import type { OpenedCheckpoint } from '../notes/checkpoint.ts';
import { compromisedLater, type RosterHistory, standingOf } from './history.ts';
import { type Problem, problem } from './report.ts';

/**
 * Whether the roster holds good one of the log's keys that signed a checkpoint: listed by a link inside its tree, and not revoked by
 * one. A key that was given up vouches for no tree that holds its revocation, so who steals it cannot go on with this history.
 */
export function checkLogKeys(
  history: RosterHistory,
  { origin, size, signedBy }: OpenedCheckpoint,
  where: string,
): { readonly problems: readonly Problem[]; readonly remarks: readonly Problem[] } {
  const listed = signedBy.flatMap((key) => {
    const standing = standingOf(history, logKeyId(key), size);
    const holder = standing?.listed.holder;
    return standing && holder?.kind === 'log' && holder.origin === origin ? [standing] : [];
  });
  const counting = listed.filter(({ isRevoked }) => !isRevoked);
  const [first] = counting;
  if (!first)
    return { problems: [problem(listed.length > 0 ? 'checkpoint/key-revoked' : 'checkpoint/key-not-listed', where)], remarks: [] };
  return { problems: [], remarks: counting.some(({ compromisedAt }) => compromisedAt === null) ? [] : compromisedLater(first, where) };
}
