import type { Box } from '../paper.ts';
import { type Cell, joined } from './cells.ts';
import { boundsOf, boxOf, neighbours } from './merge.ts';
import { isWithin, PEN_ROOM_MM } from './within.ts';

/** What a hand writes in a field has its middle so near to it, each stroke and character of it a little less near. */
const ASIDE_MM = { all: 3, part: 5 } as const;
/** Print comes in level rows from so many characters on: most tops and bottoms lie so near to one height, those of a hand do not. */
const ROW = { least: 4, part: 0.75, levelMm: 0.3 } as const;
/** Full stops, 一 and the like are lower than this part of their row and say nothing of its height. */
const LOW = 0.6;
/** Ideographs of the page's own size, or digits of it, by so much; from this part of the page's characters on the highest tell. */
const OWN_SIZE = { ideograph: 1, digit: 0.78, by: 0.08, highest: 0.75 } as const;
/** Ideographs are about as wide as high, digits are not: half of a row's are on this side of it. */
const WIDE = 0.8;

/** Of the ink added to a sheet what a hand may have left in the fields for it: not print in rows, nor what stands beside them. */
export function byHand<Ink extends Cell>(
  inks: readonly Ink[],
  fields: readonly Box[],
  approved: readonly Cell[],
  pxPerMm: number,
): ReadonlySet<Ink> {
  const near = inks.filter((ink) => isWithin(fields, PEN_ROOM_MM, boxOf(ink, pxPerMm)));
  const highPx = highestOf(approved);
  const written = neighbours(near, pxPerMm).filter(
    (group) => isWithin(fields, ASIDE_MM.all, middleOf(boxOf(boundsOf(group), pxPerMm))) && !isPrint(group, highPx, pxPerMm),
  );
  return new Set(written.flat().filter((ink) => isWithin(fields, ASIDE_MM.part, middleOf(boxOf(ink, pxPerMm)))));
}

/** Of a box a point, as a box without size. */
export const middleOf = ({ leftMm, topMm, widthMm, heightMm }: Box): Box => ({
  leftMm: leftMm + widthMm / 2,
  topMm: topMm + heightMm / 2,
  widthMm: 0,
  heightMm: 0,
});

const highOf = ({ top, bottom }: Cell): number => bottom - top;

function highestOf(cells: readonly Cell[]): number {
  const heights = cells.map(highOf).sort((p, q) => p - q);
  return heights[Math.floor(heights.length * OWN_SIZE.highest)] ?? 0;
}

/** A level row of characters, of the size in which the page itself is printed. */
function isPrint(group: readonly Cell[], highPx: number, pxPerMm: number): boolean {
  const all = joined(group);
  const most = all.reduce((high, one) => Math.max(high, highOf(one)), 0);
  const row = all.filter((one) => highOf(one) > LOW * most);
  if (row.length < ROW.least) return false;
  const size = highestOf(row) / highPx;
  const isWide = row.filter((one) => one.right - one.left > WIDE * highOf(one)).length * 2 > row.length;
  const isOwnSize = Math.abs(size / (isWide ? OWN_SIZE.ideograph : OWN_SIZE.digit) - 1) < OWN_SIZE.by;
  return (
    isOwnSize &&
    isLevel(
      row.map(({ top }) => top),
      pxPerMm,
    ) &&
    isLevel(
      row.map(({ bottom }) => bottom),
      pxPerMm,
    )
  );
}

function isLevel(heights: readonly number[], pxPerMm: number): boolean {
  const sorted = [...heights].sort((p, q) => p - q);
  const middle = sorted[sorted.length >> 1] as number;
  return sorted.filter((height) => Math.abs(height - middle) <= ROW.levelMm * pxPerMm).length >= ROW.part * sorted.length;
}
