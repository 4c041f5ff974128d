import type { PageCharacter, PageLine } from './page-text.ts';

/** Characters read together: fewer have too little around them to be read well, more cost more than the doubtful one among them. */
const TOGETHER = 8;

/** A line in pieces of about equal length, broken at characters that cannot be read. */
export function windowsOf(line: PageLine, isReadable: (character: PageCharacter) => boolean): readonly PageLine[] {
  const pieces: PageCharacter[][] = [[]];
  for (const character of line) {
    if (isReadable(character)) (pieces.at(-1) as PageCharacter[]).push(character);
    else pieces.push([]);
  }
  return pieces.flatMap((piece) => {
    const count = Math.max(1, Math.round(piece.length / TOGETHER));
    const start = (n: number): number => Math.round((n * piece.length) / count);
    const windows = Array.from({ length: count }, (_, n) => piece.slice(start(n), start(n + 1)));
    return windows.filter((window) => window.length > 0);
  });
}
