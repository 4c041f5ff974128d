import { openNote, readLine } from '../notes/note.ts';
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

/** The checkpoint with more signature lines below its own. A key that has signed already is not repeated: each counts once. */
export function withCosignatures(checkpoint: string, lines: readonly string[]): string {
  const signers = new Set(
    checkpoint
      .slice(checkpoint.lastIndexOf('\n\n') + 2)
      .split('\n')
      .map(signerOf),
  );
  const fresh = lines.filter((line) => !signers.has(signerOf(line.trimEnd())));
  return checkpoint + fresh.join('');
}

/** Name and id of the key that a signature line claims. */
function signerOf(line: string): string {
  const read = readLine(line);
  return read ? `${read.name} ${read.id}` : '';
}
