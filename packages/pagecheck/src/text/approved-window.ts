import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box } from '../paper.ts';
import { lineAround } from './line-around.ts';
import { lineStrip } from './line-strip.ts';
import type { PageLine } from './page-text.ts';
import { recognise } from './recognise.ts';

/** A character that is read less surely than this is not taken for what was approved. */
const READABLE = 0.6;
const UNREADABLE = '\uFFFD';

/** A place of the approved page that has no text layer: its line, read from the rendered page itself. Empty when nothing is readable. */
export async function readApproved({ approved, pxPerMm }: AlignedSheet, place: Box): Promise<PageLine> {
  const line = lineAround(approved.red, pxPerMm, place);
  if (!line) return [];
  const { strip, leftMm } = lineStrip(approved.red, pxPerMm, line);
  const { characters } = await recognise(strip);
  const edges = characters.map(({ fromPx, toPx }) => (fromPx + toPx) / 2 / pxPerMm + leftMm);
  // The network says where a character's middle is; its edges are half way to its neighbours.
  return characters.map(({ text, probability }, at) => {
    const middle = edges[at] as number;
    const left = at > 0 ? (middle + (edges[at - 1] as number)) / 2 : line.leftMm;
    const right = at + 1 < edges.length ? (middle + (edges[at + 1] as number)) / 2 : line.leftMm + line.widthMm;
    return {
      text: probability < READABLE ? UNREADABLE : text,
      leftMm: left,
      topMm: line.topMm,
      widthMm: right - left,
      heightMm: line.heightMm,
    };
  });
}
