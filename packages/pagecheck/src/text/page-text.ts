import { type Box, ptToMm, type Size } from '../paper.ts';
import { withPdf } from '../pdfium/document.ts';
import type { PdfCharacter } from '../pdfium/text-layer.ts';

/** A character of the approved page. Its box is its advance wide and as high as the print of its line. */
export interface PageCharacter extends Box {
  readonly text: string;
}

/** Characters beside each other, from left to right; table cells are lines of their own. */
export type PageLine = readonly PageCharacter[];

/** A gap wider than this many character heights ends a line. */
const WIDEST_GAP = 1.5;

/** The lines of a fixed page's text layer, in page space. What a layer says is a claim: only the drawn page was approved. None on picture pages. */
export async function pageLines(page: Uint8Array): Promise<readonly PageLine[]> {
  const lines = await withPdf(page, (document) => {
    const { widthPt, heightPt } = document.pageSize(0);
    return linesOf(document.characters(0), { widthMm: ptToMm(widthPt), heightMm: ptToMm(heightPt) });
  });
  if (typeof lines === 'string') throw new Error(`not a fixed page: ${lines}`);
  return lines;
}

/** Only characters that stand upright and side by side, as the recogniser reads. */
function linesOf(characters: readonly PdfCharacter[], page: Size): readonly PageLine[] {
  const lines: PdfCharacter[][] = [];
  for (const character of characters) {
    if (character.rightPt <= character.leftPt || character.topPt <= character.bottomPt) continue;
    const line = lines.at(-1);
    if (line && follows(line, character)) line.push(character);
    else lines.push([character]);
  }
  return lines.map((line) => placed(line, page));
}

const heightOf = (line: readonly PdfCharacter[]): number =>
  Math.max(
    ...line.map(({ leftPt, rightPt, bottomPt, topPt }) => Math.max(topPt - bottomPt, Math.min(rightPt - leftPt, 2 * (topPt - bottomPt)))),
  );

function follows(line: readonly PdfCharacter[], { leftPt, bottomPt, topPt }: PdfCharacter): boolean {
  const last = line.at(-1) as PdfCharacter;
  const height = heightOf(line);
  const [bottom, top] = [Math.min(...line.map((it) => it.bottomPt)), Math.max(...line.map((it) => it.topPt))];
  const middle = (bottomPt + topPt) / 2;
  const isBeside = middle > bottom - height / 3 && middle < top + height / 3;
  return isBeside && leftPt > last.leftPt && leftPt - last.rightPt < WIDEST_GAP * height;
}

function placed(line: readonly PdfCharacter[], page: Size): PageLine {
  const widest = Math.max(...line.map(({ leftPt, rightPt }) => rightPt - leftPt));
  let [bottom, top] = [Math.min(...line.map((it) => it.bottomPt)), Math.max(...line.map((it) => it.topPt))];
  // A line of nothing but flat characters (一, a full stop) is as high as its others would be.
  const lacking = Math.max(0, 0.9 * widest - (top - bottom));
  [bottom, top] = [bottom - lacking / 2, top + lacking / 2];
  return line.map(({ text, leftPt, rightPt }) => ({
    text,
    leftMm: ptToMm(leftPt),
    topMm: page.heightMm - ptToMm(top),
    widthMm: ptToMm(rightPt - leftPt),
    heightMm: ptToMm(top - bottom),
  }));
}
