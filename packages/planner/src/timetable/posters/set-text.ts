import type { PDFFont } from '@cantoo/pdf-lib';

const widths = new WeakMap<PDFFont, Map<string, number>>();

/** In ems, character by character: Chinese is set without kerning. */
export function emsOf(font: PDFFont, text: string): number {
  const known = widths.get(font) ?? new Map<string, number>();
  widths.set(font, known);
  let sum = 0;
  for (const character of text) {
    const width = known.get(character) ?? font.widthOfTextAtSize(character, 1);
    known.set(character, width);
    sum += width;
  }
  return sum;
}

/** Characters that may not begin a line (kinsoku). */
const NOT_FIRST = /^[、，。；：！？）》」』】〉·…—%]/;

/** Pieces that are not broken: words and numbers with the sign behind them, and single characters. */
const pieces = (text: string): readonly string[] => text.match(/[A-Za-z0-9:.,+\-–/]+|./gsu) ?? [];

/** Lines no wider than `width` points; a piece that is wider by itself is broken anywhere. */
export function wrap(font: PDFFont, size: number, text: string, width: number): readonly string[] {
  const room = width / size;
  const lines: string[] = [''];
  const add = (piece: string): void => {
    const line = lines.at(-1) ?? '';
    if (line === '' && piece.trim() === '') return;
    if (emsOf(font, line + piece.trimEnd()) <= room || NOT_FIRST.test(piece)) lines[lines.length - 1] = line + piece;
    else if (emsOf(font, piece) > room && [...piece].length > 1) for (const character of piece) add(character);
    else if (piece.trim() !== '') lines.push(piece);
  };
  for (const piece of pieces(text)) add(piece);
  return lines.map((line) => line.trimEnd());
}

/** The largest size up to `largest` at which the text takes no more than `lines` lines of `width`, not below `smallest`. */
export function fitSize(font: PDFFont, text: string, width: number, largest: number, lines: number, smallest: number): number {
  for (let size = largest; size > smallest; size *= 0.96) if (wrap(font, size, text, width).length <= lines) return size;
  return smallest;
}
