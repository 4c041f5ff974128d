import { type Check, fail, pass } from '../check.ts';
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint-text.ts';
import { type NoteSigner, type OpenedNote, openNote, signNote } from './note.ts';
import { type NoteKey, parseVkey } from './vkey.ts';

/**
 * The signed note of a checkpoint; while a log changes its key, by both. Throws a TypeError when a key has another name than the log.
 */
export async function signCheckpoint(checkpoint: Checkpoint, ...log: readonly NoteSigner[]): Promise<string> {
  const stranger = log.find(({ name }) => name !== checkpoint.origin);
  if (stranger) throw new TypeError(`the key is named ${stranger.name}, the log ${checkpoint.origin}`);
  return signNote(formatCheckpoint(checkpoint), log);
}

/** A checkpoint and the note that carried it. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly note: OpenedNote;
  /** The keys of the log among those that were trusted which signed it, one at least; which of them count is the roster's to say. */
  readonly signedBy: readonly NoteKey[];
}

/** Opens a checkpoint signed by the log's key. Refuses with `note/…`, `checkpoint/malformed`, `checkpoint/other-log`. */
export async function openCheckpoint(vkey: string, note: string): Promise<Check<OpenedCheckpoint>> {
  const log = parseVkey(vkey);
  return log.ok ? openCheckpointWith([log.value], [], note) : log;
}

/**
 * Opens a checkpoint that one of a log's keys signed, `logs`, with the cosignatures of `cosigners`. The log's name is the
 * origin: a key of another name vouches for nothing here. Refuses with `note/…`, `checkpoint/malformed`, `checkpoint/other-log`.
 */
export async function openCheckpointWith(
  logs: readonly NoteKey[],
  cosigners: readonly NoteKey[],
  note: string,
): Promise<Check<OpenedCheckpoint>> {
  const opened = await openNote(note, [...logs, ...cosigners]);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { origin } = checkpoint.value;
  const byLog = opened.value.signatures.map(({ key }) => key).filter((key) => logs.includes(key));
  if (byLog.length === 0) return fail('note/unsigned');
  const signedBy = byLog.filter(({ name }) => name === origin);
  return signedBy.length > 0 ? pass({ ...checkpoint.value, note: opened.value, signedBy }) : fail('checkpoint/other-log', { origin });
}
