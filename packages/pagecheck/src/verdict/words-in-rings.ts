import { gathered } from '../compare/extra-ink.ts';
import { boundsOf, boxOf, neighbours } from '../compare/merge.ts';
import type { Suspect } from '../compare/suspect.ts';
import type { SealSeen } from '../seals/seal.ts';

/** The ring's own line, and what blurs around it. */
const LINE_MM = 1.8;
/** A row of characters: from four of them on, level within a millimetre, as high as print is. */
const ROW = { parts: 4, wideMm: 7, leastHighMm: 1.5, mostHighMm: 7, levelMm: 0.8, level: 0.75 } as const;
/** A stroke of small print. */
const LEAST_MM2 = 0.4;
/** Words of a seal's own (业务专用章) and its number stand in two rows below its middle at most, this part of its diameter away. */
const OWN_WORDS = { rows: 2, least: 0.14, most: 0.46 } as const;

/**
 * Level rows of print within red rings that are not a filed seal: a circle drawn around words does not make a seal of them. Rows where
 * seals have their own words are left to a ring around which a text is read. `red` is what strays, in pixels.
 */
export function wordsInRings(
  red: Uint8Array,
  width: number,
  height: number,
  pxPerMm: number,
  seals: readonly SealSeen[],
): readonly (readonly Suspect[])[] {
  return seals.filter(({ likeness }) => likeness?.is !== 'same').flatMap((seal) => rowsIn(red, width, height, pxPerMm, seal));
}

function rowsIn(red: Uint8Array, width: number, height: number, pxPerMm: number, seal: SealSeen): readonly (readonly Suspect[])[] {
  const [cx, cy, reach] = [seal.centreMm.x * pxPerMm, seal.centreMm.y * pxPerMm, (seal.diameterMm / 2 - LINE_MM) * pxPerMm];
  const within = new Uint8Array(red.length);
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(width, cx + reach); x++) {
      if ((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2 < reach * reach) within[y * width + x] = red[y * width + x] as number;
    }
  }
  const parts = gathered(within, width, height, pxPerMm)
    .filter(({ pixels }) => pixels >= LEAST_MM2 * pxPerMm ** 2)
    .map(
      ({ peak, left, top, right, bottom }): Suspect => ({
        left,
        top,
        right,
        bottom,
        kind: 'extra',
        strength: peak / 255,
        certainty: 'unsure',
      }),
    );
  const rows = neighbours(parts, pxPerMm).filter((group) => isLevelRow(group, pxPerMm));
  return rows.length > OWN_WORDS.rows ? rows : rows.filter((row) => !isOwn(row, pxPerMm, seal));
}

function isLevelRow(group: readonly Suspect[], pxPerMm: number): boolean {
  const { widthMm, heightMm } = boxOf(boundsOf(group), pxPerMm);
  if (group.length < ROW.parts || widthMm < ROW.wideMm || heightMm < ROW.leastHighMm || heightMm > ROW.mostHighMm) return false;
  const middles = group.map(({ top, bottom }) => (top + bottom) / 2 / pxPerMm).sort((p, q) => p - q);
  const middle = middles[middles.length >> 1] as number;
  return middles.filter((one) => Math.abs(one - middle) < ROW.levelMm).length >= ROW.level * middles.length;
}

function isOwn(row: readonly Suspect[], pxPerMm: number, { centreMm, diameterMm, faceText }: SealSeen): boolean {
  if (faceText === null) return false;
  const { topMm, heightMm } = boxOf(boundsOf(row), pxPerMm);
  const below = (topMm + heightMm / 2 - centreMm.y) / diameterMm;
  return below > OWN_WORDS.least && below < OWN_WORDS.most;
}
