import type { Plane } from '../capture/image.ts';
import type { Box } from '../paper.ts';
import { lineAround } from './line-around.ts';
import { lineStrip } from './line-strip.ts';
import { recognise } from './recognise.ts';

/** How far left of a line its label ends at most, and how high above the line its letters' middle is. */
const BESIDE_MM = 8;
const MIDDLE_MM = { above: 4.5, below: 0.5 };
/** Free of the line itself. */
const APART_MM = 0.4;

/**
 * What stands at the left of a line to write on, of the page as drawn: its last five characters or so, without spaces. Empty when nothing is
 * readable. `line`: its left end and the height at which it is drawn. A text layer is not asked: it is the uploader's claim.
 */
export async function lineLabel(
  approved: Plane,
  pxPerMm: number,
  line: { readonly leftMm: number; readonly yMm: number },
): Promise<string> {
  const place: Box = {
    leftMm: Math.max(0, line.leftMm - BESIDE_MM),
    topMm: line.yMm - MIDDLE_MM.above,
    widthMm: Math.min(line.leftMm, BESIDE_MM) - APART_MM,
    heightMm: MIDDLE_MM.above + MIDDLE_MM.below,
  };
  const around = lineAround(approved, pxPerMm, place);
  if (!around) return '';
  const { strip } = lineStrip(approved, pxPerMm, { ...around, widthMm: line.leftMm - APART_MM - around.leftMm });
  return (await recognise(strip)).text;
}
