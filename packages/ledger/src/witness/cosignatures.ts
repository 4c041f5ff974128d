import { openNote } from '../notes/note.ts';
import type { NoteKey } from '../notes/vkey.ts';

/** A witness's answer is a few lines; a longer one is not read. */
export const COSIGNATURES_LIMIT = 64 * 1024;

/**
 * The lines of a witness's answer that are its cosignatures over this checkpoint; everything else in it is ignored, as is an
 * answer with a known key's broken signature.
 */
export async function cosignaturesIn(answer: string, checkpoint: string, keys: readonly NoteKey[]): Promise<readonly string[]> {
  if (answer.length > COSIGNATURES_LIMIT) return [];
  const body = checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1);
  const opened = await openNote(`${body}\n${answer}`, keys);
  return opened.ok ? opened.value.signatures.map(({ line }) => line) : [];
}

/** The checkpoint with more signature lines below its own; a line that it has is not repeated. */
export const withCosignatures = (checkpoint: string, lines: readonly string[]): string =>
  lines.reduce((note, line) => (note.includes(`\n${line}`) ? note : note + line), checkpoint);
