import type { Plane } from '../capture/image.ts';
import { middleOf } from '../compare/by-hand.ts';
import type { ComparedPlaces, Comparison } from '../compare/compare-sheet.ts';
import type { Difference } from '../compare/difference.ts';
import { type Blot, gathered } from '../compare/extra-ink.ts';
import { boundsOf, boxOf, merged, neighbours } from '../compare/merge.ts';
import type { SigningLine } from '../compare/signing-lines.ts';
import type { Suspect } from '../compare/suspect.ts';
import { EDGE_DEEP_MM, EDGE_MM } from '../compare/thresholds.ts';
import { CODE_ROOM_MM, isWithin, PEN_ROOM_MM } from '../compare/within.ts';
import type { WrittenLine } from '../compare/written-lines.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import { halved } from '../find/page-space.ts';
import type { Box } from '../paper.ts';
import type { Disc } from '../seals/find-seals.ts';
import { spread } from '../seals/new-ink.ts';
import { warmDensity } from '../seals/red-density.ts';
import type { SealSeen } from '../seals/seal.ts';
import { wordsInRings } from './words-in-rings.ts';

export interface RedPlaces extends ComparedPlaces {
  /** The seals that were found, and where their ink lies. */
  readonly seals: readonly SealSeen[];
  readonly discs: readonly Disc[];
}

export interface StrayRed {
  /** The strongest first. */
  readonly differences: readonly Difference[];
  /** Red on lines to write on, a fingerprint at a signature: `differences` leave it out. */
  readonly written: readonly WrittenLine[];
}

/** Looked at in half of the resolution, the colours' own in JPEG. Of 255 there; bare paper stays below 40 in all captures of even seeds. */
const RED = 48;
/** At the sheet's edge the desk's colour is blurred into it. */
const RED_AT_EDGE = 100;
/** Red print of the approved page (levels of red above those of green), and black print so dark, whose edges cameras colour … */
const PRINTED_RED = 18;
const PRINTED = 150;
/** … with what blurs around them. */
const AROUND_PRINT_MM = 0.4;
/** Ink of a seal that slid or was squeezed lies so near to it. */
const SMEAR_MM = 2;
/** The middle of what is expected in a field lies so near to it. */
const ASIDE_MM = 3;
/** A stroke of small print; specks of a stamp pad are smaller. */
const LEAST_MM2 = 0.4;
/** A row of characters, level on the page: from four of them on, of 9 to 16 pt. */
const ROW = { wideMm: 12, leastHighMm: 1.5, mostHighMm: 7, parts: 4, partMm: 8 } as const;
/** What may be the straight middle line of a seal of which no ring was found has other red ink so near. */
const ALONE_MM = 25;

/**
 * Red, orange and magenta ink that belongs to no seal found on the sheet and is not printed on the approved page. Seals' ink comes in such
 * shapes, too, when half of one was pressed: so a person tells, but of level rows of characters by themselves, which no seal leaves.
 */
export function strayRed(
  { pxPerMm: full, approved, seen }: AlignedSheet,
  { lines, isShaded }: Pick<Comparison, 'lines' | 'isShaded'>,
  { ignored, expectedInk, seals, discs }: RedPlaces,
): StrayRed {
  const pxPerMm = full / 2;
  const green = halved(seen.green);
  const { width, height, data: red } = warmDensity({ red: halved(seen.red), green, blue: green }, pxPerMm);
  const printed = spread(printOf(approved), Math.round(AROUND_PRINT_MM * pxPerMm));
  for (let at = 0; at < red.length; at++) {
    if (red[at] === 0) continue;
    if ((red[at] as number) < RED || printed[at] || isShaded(2 * (at % width), 2 * Math.floor(at / width))) red[at] = 0;
  }
  const ringed = wordsInRings(red, width, height, pxPerMm, seals);
  for (const { centre, radius } of discs) clear(red, width, height, centre.x * pxPerMm, centre.y * pxPerMm, (radius + SMEAR_MM) * pxPerMm);
  const suspects = gathered(red, width, height, pxPerMm).flatMap((blot) => strayOf(blot, width, height, pxPerMm));
  const groups = neighbours(suspects, pxPerMm).filter((group) => {
    const box = boxOf(boundsOf(group), pxPerMm);
    return !isWithin(ignored, CODE_ROOM_MM, box) && !isIn(expectedInk, box);
  });
  const lineOf = (group: readonly Suspect[]): SigningLine | undefined =>
    lines.find((line) => isIn([line], boxOf(boundsOf(group), pxPerMm)));
  const others = groups.filter((group) => !lineOf(group));
  const isSure = (group: readonly Suspect[]): boolean =>
    isRow(group, pxPerMm) &&
    others.every((other) => isRow(other, pxPerMm) || isLevel(group, other, pxPerMm) || apart(group, other) > ALONE_MM * pxPerMm);
  const certain = others.flatMap((group) => (isSure(group) ? group.map((one) => ({ ...one, certainty: 'sure' as const })) : group));
  const written = groups.flatMap((group) => {
    const line = lineOf(group);
    return line ? merged(group, pxPerMm).map((ink) => ({ line, ink })) : [];
  });
  return { differences: merged([...certain, ...ringed.flat()], pxPerMm), written };
}

/** A fingerprint reaches beyond its field, but its middle does not; a line of print below the field begins there only. */
const isIn = (places: readonly Box[], box: Box): boolean => isWithin(places, PEN_ROOM_MM, box) && isWithin(places, ASIDE_MM, middleOf(box));

/** 255 where the approved page has red or dark print. */
function printOf(approved: AlignedSheet['approved']): Plane {
  const [red, green] = [halved(approved.red), halved(approved.green)];
  const data = Uint8Array.from(red.data, (level, at) => (level < PRINTED || level - (green.data[at] as number) > PRINTED_RED ? 255 : 0));
  return { width: red.width, height: red.height, data };
}

function clear(red: Uint8Array, width: number, height: number, cx: number, cy: number, reach: number): void {
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(width, cx + reach); x++) {
      if ((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2 < reach * reach) red[y * width + x] = 0;
    }
  }
}

function strayOf({ pixels, peak, isFromEdge, ...box }: Blot, width: number, height: number, pxPerMm: number): readonly Suspect[] {
  const edge = EDGE_MM * pxPerMm;
  const isAtEdge = box.left < edge || box.top < edge || box.right > width - edge || box.bottom > height - edge;
  if (isAtEdge && peak < RED_AT_EDGE) return [];
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  if (pixels < LEAST_MM2 * pxPerMm ** 2 || (isFromEdge && Math.min(wide, high) < EDGE_DEEP_MM * pxPerMm)) return [];
  return [{ ...box, kind: 'extra', strength: peak / 255, certainty: 'unsure' }];
}

function isRow(group: readonly Suspect[], pxPerMm: number): boolean {
  const { left, top, right, bottom } = boundsOf(group);
  const [wide, high] = [(right - left) / pxPerMm, (bottom - top) / pxPerMm];
  const isOfCharacters = group.length >= ROW.parts && group.every((part) => (part.right - part.left) / pxPerMm <= ROW.partMm);
  return isOfCharacters && wide >= ROW.wideMm && high >= ROW.leastHighMm && high <= ROW.mostHighMm;
}

/** More of the same row, beyond a blank. */
function isLevel(group: readonly Suspect[], other: readonly Suspect[], pxPerMm: number): boolean {
  const [own, its] = [boundsOf(group), boundsOf(other)];
  return its.top >= own.top - pxPerMm && its.bottom <= own.bottom + pxPerMm;
}

function apart(group: readonly Suspect[], other: readonly Suspect[]): number {
  const [own, its] = [boundsOf(group), boundsOf(other)];
  return Math.max(own.left - its.right, its.left - own.right, own.top - its.bottom, its.top - own.bottom);
}
