import type { Plane } from '../capture/image.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box, Size } from '../paper.ts';
import { byHand } from './by-hand.ts';
import type { CellScore } from './cell-scores.ts';
import { type Cell, cellsOf } from './cells.ts';
import type { Difference, DifferencePart } from './difference.ts';
import { type Blot, blotsOf } from './extra-ink.ts';
import { type Fingers, fingersOn } from './fingers.ts';
import { type InkPlanes, inkPlanes } from './ink-planes.ts';
import { type Judged, judgeCells } from './judge-cells.ts';
import { boxOf, merged } from './merge.ts';
import { type Optics, opticsOf } from './optics.ts';
import { residualsOf } from './residuals.ts';
import { underSeals } from './seal-ink.ts';
import { type SeenInk, seenInk } from './seen-ink.ts';
import { type SigningLine, signingLines } from './signing-lines.ts';
import { skinOutwards } from './skin-outwards.ts';
import type { Suspect } from './suspect.ts';
import { EDGE_DEEP_MM, EDGE_LEFT, EDGE_LONGEST, EDGE_MM, EXTRA_SURE_LEFT, EXTRA_SURE_MM2, EXTRA_UNSURE_MM2 } from './thresholds.ts';
import { CODE_ROOM_MM, isWithin } from './within.ts';
import { type WrittenLine, writtenLines } from './written-lines.ts';

export interface ComparedPlaces {
  /** Not looked at: the code, which is read instead. */
  readonly ignored: readonly Box[];
  /** Where ink may be added, besides the page's own lines to sign on; print there is compared all the same. */
  readonly expectedInk: readonly Box[];
}

export interface Comparison {
  /** The strongest first. */
  readonly differences: readonly Difference[];
  readonly cells: readonly CellScore[];
  /** What the differences were joined from. */
  readonly parts: readonly DifferencePart[];
  /** Lines to write on that carry ink, which `differences` leave out: see `isForSigning`. */
  readonly written: readonly WrittenLine[];
  /** All lines to write on. */
  readonly lines: readonly SigningLine[];
  /** The sheet in red without the seals' ink, to be read. */
  readonly print: Plane;
  /** By a pixel of the sheet: under a finger or in its shade. */
  readonly isShaded: Fingers['isShaded'];
}

/** Where a sheet differs from its approved page, down to a stroke of one character. */
export function compareSheet({ sheet, approved, seen, pxPerMm }: AlignedSheet, { ignored, expectedInk }: ComparedPlaces): Comparison {
  const lines = signingLines(approved.red, pxPerMm);
  const pens = [...expectedInk, ...lines];
  const isIn = (boxes: readonly Box[], { left, top, right, bottom }: Cell): boolean =>
    boxes.some((box) => {
      const [x, y] = [(left + right) / 2 / pxPerMm, (top + bottom) / 2 / pxPerMm];
      return x >= box.leftMm && y >= box.topMm && x < box.leftMm + box.widthMm && y < box.topMm + box.heightMm;
    });
  const judged = (
    ink: InkPlanes,
    there: SeenInk,
    cells: readonly Cell[],
    optics: Optics | null,
    isRedPrint: boolean,
  ): readonly Judged[] => {
    const residuals = optics && residualsOf(cells, ink, there, optics, isRedPrint ? null : seen);
    return residuals ? judgeCells(residuals, pens, pxPerMm, isRedPrint) : [];
  };
  // Through a red filter red ink is gone, seals over print with it; print that is red itself is looked at in green.
  const ink = inkPlanes(approved.red);
  const there = seenInk(seen.red, ink);
  const fingers = fingersOn(seen, approved);
  const plain = underSeals(seen, approved, ink, there, fingers.isShaded);
  const cells = cellsOf(ink).filter((cell) => !isIn(ignored, cell));
  const optics = opticsOf(cells, ink, plain.ink);
  const cellsJudged = [...judged(ink, plain.ink, cells, optics, false)];
  if (hasRedPrint(approved)) {
    const inGreen = inkPlanes(approved.green);
    const redCells = cellsOf(inGreen).filter((cell) => isMostlyRed(cell, ink, inGreen));
    const thereInGreen = seenInk(seen.green, inGreen);
    const inRedPrint = opticsOf(redCells, inGreen, thereInGreen, optics);
    cellsJudged.push(...judged(inGreen, thereInGreen, redCells, inRedPrint, true));
  }
  const isSkin = skinOutwards(seen, pxPerMm);
  const allBlots = blotsOf(ink, there, seen, pxPerMm, fingers.isShaded).filter(
    (blot) => !isWithin(ignored, CODE_ROOM_MM, boxOf(blot, pxPerMm)),
  );
  const inFields = byHand(allBlots, expectedInk, cells, pxPerMm);
  const blots = allBlots.filter((blot) => !inFields.has(blot));
  const onLines = byHand(blots, lines, cells, pxPerMm);
  const suspects = [
    ...cellsJudged.flatMap((one) => underFinger(one, fingers) ?? one.suspect ?? []),
    ...blots.filter((blot) => !onLines.has(blot)).flatMap((blot) => extraOf(blot, isSkin(blot) || fingers.isTouched(blot), sheet, pxPerMm)),
  ];
  return {
    differences: merged(suspects, pxPerMm),
    cells: cellsJudged.filter(({ cell }) => !fingers.isTouched(cell)).map(({ cell, score }) => ({ ...boxOf(cell, pxPerMm), score })),
    parts: suspects.map((suspect) => ({ ...boxOf(suspect, pxPerMm), kind: suspect.kind })),
    written: writtenLines([...onLines], lines, pxPerMm),
    lines,
    print: plain.print,
    isShaded: fingers.isShaded,
  };
}

/** Print that a finger hides, and what seems to differ in its shade. */
function underFinger({ cell, suspect }: Judged, fingers: Fingers): Suspect | null {
  if (!(suspect ? fingers.isTouched(cell) : fingers.isCovered(cell))) return null;
  return { ...cell, kind: 'missing', strength: 1, certainty: 'unsure', under: 'finger' };
}

/** Green's ink must be so much more than red's for print to be red, and there must be so many pixels of it. */
const REDDER = 80;
const LEAST_RED_PX = 150;

function hasRedPrint({ red, green }: AlignedSheet['approved']): boolean {
  let count = 0;
  for (let at = 0; at < red.data.length && count < LEAST_RED_PX; at++) {
    if ((red.data[at] as number) - (green.data[at] as number) > REDDER) count++;
  }
  return count === LEAST_RED_PX;
}

function isMostlyRed({ left, top, right, bottom }: Cell, inRed: InkPlanes, inGreen: InkPlanes): boolean {
  let [red, green] = [0, 0];
  for (let y = top; y < bottom; y++) {
    for (let at = y * inRed.width + left, end = y * inRed.width + right; at < end; at++) {
      red += inRed.sharp[at] as number;
      green += inGreen.sharp[at] as number;
    }
  }
  return red < green / 2;
}

function extraOf(
  { pixels, peak, isFromEdge, ...box }: Blot,
  isFinger: boolean,
  { widthMm, heightMm }: Size,
  pxPerMm: number,
): readonly Suspect[] {
  const area = pixels / pxPerMm ** 2;
  if (area < EXTRA_UNSURE_MM2) return [];
  const edge = EDGE_MM * pxPerMm;
  const isAtEdge = box.left < edge || box.top < edge || box.right > widthMm * pxPerMm - edge || box.bottom > heightMm * pxPerMm - edge;
  const [w, h] = [box.right - box.left, box.bottom - box.top];
  if (isAtEdge && (peak < EDGE_LEFT || Math.max(w, h) > EDGE_LONGEST * Math.min(w, h))) return [];
  if (isFromEdge && Math.min(w, h) < EDGE_DEEP_MM * pxPerMm) return [];
  // What comes in from the edge may be a clip or where the picture ends, and what looks like a finger's rim may be a word on a tint: a person tells.
  const isSure = area >= EXTRA_SURE_MM2 && peak >= EXTRA_SURE_LEFT && !isFromEdge && !isFinger;
  return [{ ...box, kind: 'extra', strength: Math.min(1, peak / 255), certainty: isSure ? 'sure' : 'unsure' }];
}
