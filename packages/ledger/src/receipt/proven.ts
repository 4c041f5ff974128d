import { type Check, fail, pass } from '../check.ts';
import { utf8 } from '../encoding.ts';
import type { Entry } from '../entry.ts';
import { decodeEntry } from '../entry-codec.ts';
import type { OpenedCheckpoint } from '../notes/checkpoint.ts';
import type { Policy } from '../notes/policy.ts';
import { formatTlogProof, parseTlogProof } from '../notes/tlog-proof.ts';
import { openWitnessed, type WitnessedCheckpoint } from '../notes/witnessed.ts';
import { leafHash } from '../tree/hash.ts';
import { verifyInclusion } from '../tree/verify.ts';
import type { ProvenEntry } from './receipt.ts';
import { type Problem, problem } from './report.ts';

/** An entry that is in the log, and where. */
export interface Logged<E extends Entry = Entry> {
  readonly index: number;
  readonly entry: E;
  readonly where: string;
}

/** One list of a receipt, opened. */
export interface ProvenList {
  readonly checkpoint: WitnessedCheckpoint;
  readonly entries: readonly Logged[];
  readonly problems: readonly Problem[];
  /** What is true and no failure, but must be told. */
  readonly remarks: readonly Problem[];
}

/**
 * Opens the entries of one list, `roster` or `acts`. All its proofs end in one checkpoint of the trusted log: the same
 * text, verified once. The two lists may have different ones, since a roster is proved rarely and used often.
 * A problem in place of the list when its checkpoint cannot be trusted.
 */
export async function openProvenList(list: readonly ProvenEntry[], name: string, policy: Policy): Promise<ProvenList | Problem> {
  const first = list[0] && parseTlogProof(list[0].proof);
  if (!first?.ok) return problem('proof/malformed', `${name}[0]`);
  const note = first.value.checkpoint;
  const checkpoint = await openWitnessed(policy, note);
  if (!checkpoint.ok) return problem(checkpoint.code, `${name}[0]`, checkpoint.params);
  const { unknown } = checkpoint.value.note;
  // Others may have cosigned too. Nothing rests on them, and what they wrote could be changed unseen.
  const remarks = unknown > 0 ? [problem('receipt/unknown-signature', `${name}[0]`, { count: unknown })] : [];

  const problems: Problem[] = [];
  const entries: Logged[] = [];
  for (const [at, proven] of list.entries()) {
    const where = `${name}[${at}]`;
    const logged = openEntry(proven, note, checkpoint.value);
    if (!logged.ok) problems.push(problem(logged.code, where, logged.params));
    else if (logged.value.index <= (entries.at(-1)?.index ?? -1)) problems.push(problem('receipt/out-of-order', where));
    else entries.push({ ...logged.value, where });
  }
  return { checkpoint: checkpoint.value, entries, problems, remarks };
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
