import { type Check, fail, type Refused } from '../check.ts';
import { sameBytes } from '../encoding.ts';
import { type OpenedCheckpoint, openCheckpointWith } from '../notes/checkpoint.ts';
import { type Checkpoint, parseCheckpoint } from '../notes/checkpoint-text.ts';
import type { NoteKey } from '../notes/vkey.ts';
import { emptyRoot } from '../tree/hash.ts';
import { verifyConsistency } from '../tree/verify.ts';
import type { AddCheckpoint } from './add-checkpoint.ts';

/** The HTTP status for each way in which a witness says no (c2sp.org/tlog-witness). */
export const WITNESS_STATUS: Readonly<Record<string, number>> = {
  'witness/malformed': 400,
  'witness/old-above-size': 400,
  'witness/not-signed': 403,
  'witness/unknown-log': 404,
  'witness/other-size': 409,
  'witness/inconsistent': 422,
};

/** The origin that a checkpoint claims, before anything of it is believed; null when it has no such form. */
export function claimedOrigin(note: string): string | null {
  const split = note.lastIndexOf('\n\n');
  const claimed = parseCheckpoint(note.slice(0, split + 1));
  return claimed.ok ? claimed.value.origin : null;
}

/** Opens the checkpoint of a call with the keys that the witness has for its log. Refuses with `witness/malformed`, `witness/not-signed`. */
export async function openSubmitted({ checkpoint }: AddCheckpoint, logKeys: readonly NoteKey[]): Promise<Check<OpenedCheckpoint>> {
  const opened = await openCheckpointWith(logKeys, [], checkpoint);
  if (opened.ok) return opened;
  return fail(opened.code === 'note/malformed' || opened.code === 'checkpoint/malformed' ? 'witness/malformed' : 'witness/not-signed');
}

/**
 * Whether a witness may cosign: the submitted tree contains, as its beginning, the last one that it cosigned (`known`, null: none
 * yet). Decide, persist and answer in one atomic step for each log, else two callers can roll it back. Null: it may.
 * Refuses with `witness/old-above-size`, `witness/other-size` {size} (the size that it knows), `witness/inconsistent`.
 */
export function refusalOf(
  known: Pick<Checkpoint, 'size' | 'root'> | null,
  { old, proof }: AddCheckpoint,
  { size, root }: Checkpoint,
): Refused | null {
  if (old > size) return fail('witness/old-above-size', { old, size });
  if (old !== (known?.size ?? 0)) return fail('witness/other-size', { size: known?.size ?? 0 });
  if (size === 0 && !sameBytes(root, emptyRoot())) return fail('witness/inconsistent', { old, size });
  // From nothing, anything may grow: there is nothing to prove. Two sizes that are one need one root.
  const grew =
    !known || old === 0 ? proof.length === 0 : verifyConsistency({ size1: old, root1: known.root, size2: size, root2: root, proof });
  return grew ? null : fail('witness/inconsistent', { old, size });
}
