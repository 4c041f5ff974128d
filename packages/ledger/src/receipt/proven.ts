import { type Check, fail, pass } from '../check.ts';
import { utf8 } from '../encoding.ts';
import type { Entry } from '../entry.ts';
import { decodeEntry } from '../entry-codec.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../notes/checkpoint.ts';
import { formatTlogProof, parseTlogProof } from '../notes/tlog-proof.ts';
import { leafHash } from '../tree/hash.ts';
import { verifyInclusion } from '../tree/verify.ts';
import type { ProvenEntry, Receipt } from './receipt.ts';
import { type Problem, problem } from './report.ts';

/** An entry that is in the log, and where. */
export interface Logged<E extends Entry = Entry> {
  readonly index: number;
  readonly entry: E;
  readonly where: string;
}

export interface Proven {
  readonly checkpoint: OpenedCheckpoint;
  readonly roster: readonly Logged[];
  readonly acts: readonly Logged[];
  readonly problems: readonly Problem[];
}

/**
 * Opens every entry of a receipt. All proofs must end in one checkpoint of the trusted log: the same text, verified
 * once, so that entries of two histories cannot stand in one receipt. Null when that checkpoint cannot be trusted.
 */
export async function openProvenEntries(receipt: Receipt, vkey: string): Promise<Proven | { readonly problems: readonly Problem[] }> {
  const first = receipt.roster[0] && parseTlogProof(receipt.roster[0].proof);
  if (!first?.ok) return { problems: [problem('proof/malformed', 'roster[0]')] };
  const note = first.value.checkpoint;
  const checkpoint = await openCheckpoint(vkey, note);
  if (!checkpoint.ok) return { problems: [problem(checkpoint.code, 'roster[0]', checkpoint.params)] };
  // A line that nobody vouches for could be changed unseen.
  if (checkpoint.value.note.unknown > 0) return { problems: [problem('receipt/unknown-signature', 'roster[0]')] };

  const problems: Problem[] = [];
  const open = (entries: readonly ProvenEntry[], list: string): Logged[] => {
    let last = -1;
    return entries.flatMap((proven, at) => {
      const where = `${list}[${at}]`;
      const logged = openEntry(proven, note, checkpoint.value);
      if (!logged.ok) problems.push(problem(logged.code, where, logged.params));
      else if (logged.value.index <= last) problems.push(problem('receipt/out-of-order', where));
      else {
        last = logged.value.index;
        return [{ ...logged.value, where }];
      }
      return [];
    });
  };
  return { checkpoint: checkpoint.value, roster: open(receipt.roster, 'roster'), acts: open(receipt.acts, 'acts'), problems };
}

function openEntry({ entry, proof }: ProvenEntry, note: string, { size, root }: OpenedCheckpoint): Check<{ index: number; entry: Entry }> {
  const parsed = parseTlogProof(proof);
  if (!parsed.ok) return parsed;
  const { index, hashes, checkpoint, extra } = parsed.value;
  if (extra || formatTlogProof(parsed.value) !== proof) return fail('proof/malformed');
  if (checkpoint !== note) return fail('receipt/two-checkpoints');
  const bytes = utf8(entry);
  if (!verifyInclusion({ leaf: leafHash(bytes), index, size, root, proof: hashes })) return fail('proof/does-not-lead-there');
  const decoded = decodeEntry(bytes);
  return decoded.ok ? pass({ index, entry: decoded.value }) : decoded;
}
