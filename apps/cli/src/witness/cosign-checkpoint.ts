import {
  type AddCheckpoint,
  type Check,
  type Cosigner,
  claimedOrigin,
  fail,
  type OpenedCheckpoint,
  openSubmitted,
  parseAddCheckpoint,
  pass,
  type Refused,
  refusalOf,
  sameBytes,
} from '@yinzheng/ledger';
import type { EvidenceBox, EvidenceKind } from './evidence.ts';
import type { Known, Memory } from './memory.ts';
import type { Rate } from './rate.ts';
import type { TrustedLogs } from './trusted-logs.ts';

export interface WitnessParts {
  readonly logs: () => TrustedLogs;
  readonly memory: Memory;
  readonly evidence: EvidenceBox;
  readonly cosigners: readonly Cosigner[];
  /** How often each log may have something cosigned. */
  readonly perLog: Rate;
  readonly now: () => Date;
  /** Told of evidence; `file` null: it lay there already. */
  readonly onEvidence: (kind: EvidenceKind, origin: string, size: number, file: string | null) => void;
}

/** The same checkpoint again within this time gets the lines it got: repeating a call costs no signature and no sync. */
const SAME_ANSWER_S = 5;

/**
 * Carries out `add-checkpoint` of c2sp.org/tlog-witness: answers with the signature lines, remembered durably before. Refuses with
 * `witness/…` (WITNESS_STATUS has the status) and `cli/too-often` {afterS}. What contradicts an earlier checkpoint is kept as evidence
 * before the refusal.
 */
export async function cosignCheckpoint(parts: WitnessParts, body: string): Promise<Check<readonly string[]>> {
  const call = parseAddCheckpoint(body);
  if (!call.ok) return call;
  const origin = claimedOrigin(call.value.checkpoint);
  if (origin === null) return fail('witness/malformed');
  const keys = parts.logs().get(origin);
  if (!keys) return fail('witness/unknown-log');
  const checkpoint = await openSubmitted(call.value, keys);
  if (!checkpoint.ok) return checkpoint;

  const objection = (known: Known | null): Refused | null => {
    const refused = refusalOf(known, call.value, checkpoint.value);
    if (known && refused) keepContradiction(parts, known, call.value, checkpoint.value, refused, body);
    return refused;
  };
  // Asked twice: before signing, so that what is refused costs nothing, and again where it is remembered, which alone decides.
  const known = parts.memory.known(origin);
  const refused = objection(known);
  if (refused) return refused;
  const timeS = Math.floor(parts.now().getTime() / 1000);
  if (known && isSameAnswer(parts, known, checkpoint.value, timeS)) return pass(known.cosignatures);
  const afterS = parts.perLog.take(origin);
  if (afterS > 0) return fail('cli/too-often', { afterS });

  // The lines do not leave this function before they are remembered.
  const lines = await Promise.all(parts.cosigners.map((it) => it.cosign(checkpoint.value, timeS)));
  const next = { size: checkpoint.value.size, root: checkpoint.value.root, note: noteOf(checkpoint.value), cosignatures: lines, timeS };
  return parts.memory.advance(origin, next, objection) ?? pass(lines);
}

/** The text and the log's signatures that verified; lines that nobody vouches for are left out. */
const noteOf = ({ note }: OpenedCheckpoint): string => `${note.text}\n${note.signatures.map(({ line }) => line).join('')}`;

const isSameAnswer = ({ cosigners }: WitnessParts, known: Known, { size, root }: OpenedCheckpoint, timeS: number): boolean =>
  known.size === size &&
  sameBytes(known.root, root) &&
  Math.abs(timeS - known.timeS) < SAME_ANSWER_S &&
  known.cosignatures.length === cosigners.length;

function keepContradiction(
  { evidence, now, onEvidence }: WitnessParts,
  known: Known,
  { old }: AddCheckpoint,
  { origin, size, root }: OpenedCheckpoint,
  { code }: Refused,
  call: string,
): void {
  const isFork = size === known.size && !sameBytes(root, known.root);
  const kind: EvidenceKind = isFork ? 'fork' : 'unproven';
  // Same size and root with a needless proof contradicts nothing.
  if (!isFork && (code !== 'witness/inconsistent' || old === size)) return;
  const file = evidence.keep({ kind, origin, size, at: now(), known: known.note + known.cosignatures.join(''), call });
  onEvidence(kind, origin, size, file);
}
