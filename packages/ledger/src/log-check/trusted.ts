import { text, toHex } from '../encoding.ts';
import { type Checkpoint, parseCheckpoint } from '../notes/checkpoint-text.ts';
import type { Policy } from '../notes/policy.ts';
import { openWitnessed, type WitnessedCheckpoint } from '../notes/witnessed.ts';
import { checkLogKeys } from '../receipt/log-keys.ts';
import { problem } from '../receipt/report.ts';
import type { ContentCheck } from './content-check.ts';
import { CHECKPOINT_PATH } from './log-files.ts';
import { type Findings, inFile, type LogReport } from './report.ts';

export interface Opened {
  readonly checkpoint: Checkpoint;
  /** Null when nobody who is trusted signed it. */
  readonly trusted: WitnessedCheckpoint | null;
}

/** The checkpoint; one that cannot be trusted is told, and if it can be read at all the log is checked against it all the same. */
export async function openTrusted(note: Uint8Array | null, policy: Policy, found: Findings): Promise<Opened | null> {
  if (!note) {
    found.add(inFile('log/missing-file', CHECKPOINT_PATH));
    return null;
  }
  const written = readable(note);
  const opened = await openWitnessed(policy, written);
  if (opened.ok) return { checkpoint: opened.value, trusted: opened.value };
  found.add(inFile(opened.code, CHECKPOINT_PATH, opened.params));
  const parsed = parseCheckpoint(written.slice(0, written.lastIndexOf('\n\n') + 1));
  return parsed.ok ? { checkpoint: parsed.value, trusted: null } : null;
}

/** Bytes that are not UTF-8 are no note. */
function readable(note: Uint8Array): string {
  try {
    return text(note);
  } catch {
    return '';
  }
}

/** What was found, put together. */
export function reportOf(
  opened: Opened | null,
  found: Findings,
  content: ContentCheck,
  counts: Pick<LogReport, 'bytes' | 'tiles' | 'isComplete'>,
): LogReport {
  const { roster, signatures, machines } = content;
  const { checkpoint, trusted } = opened ?? { checkpoint: null, trusted: null };
  const isHeld = found.count === 0 && counts.isComplete && trusted !== null;
  const isAwaiting = trusted !== null && !trusted.isWitnessed;
  if (isAwaiting) found.add(inFile('log/awaiting-witnesses', CHECKPOINT_PATH, { count: trusted.witnesses.length }));
  const unknown = trusted?.note.unknown ?? 0;
  const strangers = unknown > 0 ? [problem('receipt/unknown-signature', CHECKPOINT_PATH, { count: unknown })] : [];
  return {
    ok: isHeld && !isAwaiting,
    isAwaitingWitnesses: isHeld && isAwaiting,
    checkpoint: checkpoint && {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: toHex(checkpoint.root),
      witnesses: trusted?.witnesses ?? [],
    },
    problems: found.sorted(),
    remarks: [...strangers, ...content.remarks()],
    ...counts,
    entries: Object.fromEntries(content.entries),
    signatures,
    machines,
    roster: roster && { founding: roster.founding, seq: roster.seq },
  };
}

/** One of the policy's keys that signed must be listed for this log, and none of them revoked. To be asked when the whole roster is known. */
export function holdLogKeys({ trusted }: Opened, { roster }: ContentCheck, found: Findings): void {
  if (!trusted || trusted.size === 0) return;
  const whole = roster ? [{ index: -1, state: roster }] : [];
  for (const { code } of checkLogKeys(whole, trusted, CHECKPOINT_PATH).problems) found.add(inFile(code, CHECKPOINT_PATH));
}
