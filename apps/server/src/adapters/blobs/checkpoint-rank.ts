import { parseCheckpoint } from '@yinzheng/ledger';

export interface RankedNote {
  readonly note: string;
  readonly size: number;
  /** What is signed. */
  readonly text: string;
  readonly signatures: number;
}

/** Reads from a signed note what decides which of two is the later one. Throws for what is no checkpoint. */
export function rankNote(note: string): RankedNote {
  const blank = note.lastIndexOf('\n\n');
  const text = note.slice(0, blank + 1);
  const checkpoint = parseCheckpoint(text);
  if (blank < 0 || !checkpoint.ok) throw new Error('what is to be published is no checkpoint');
  return {
    note,
    size: checkpoint.value.size,
    text,
    signatures: note
      .slice(blank + 2)
      .trimEnd()
      .split('\n').length,
  };
}

/** Whether `note` may follow `known`. Throws for another text of the same size: that would be a fork. */
export function outranks(note: RankedNote, known: RankedNote): boolean {
  if (note.size === known.size && note.text !== known.text) throw new Error(`another checkpoint of size ${note.size} is published already`);
  return note.size > known.size || (note.size === known.size && note.signatures > known.signatures);
}
