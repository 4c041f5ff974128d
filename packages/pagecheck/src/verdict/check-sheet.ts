import { compareSheet } from '../compare/compare-sheet.ts';
import type { Difference } from '../compare/difference.ts';
import { strongestFirst } from '../compare/merge.ts';
import type { WrittenLine } from '../compare/written-lines.ts';
import { alignSheet } from '../find/align-sheet.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Point } from '../find/homography.ts';
import { type Box, codeBox } from '../paper.ts';
import { sealsOn } from '../seals/find-seals.ts';
import { grayCopies } from '../seals/gray-copies.ts';
import type { SealSeen, SealSpecimen } from '../seals/seal.ts';
import { isForSigning } from '../text/for-signing.ts';
import { lineLabel } from '../text/line-label.ts';
import { pageLines } from '../text/page-text.ts';
import { vote } from '../text/vote.ts';
import { type Crop, drawCrops } from './draw-crops.ts';
import { drawSideBySide } from './draw-sheets.ts';
import { strayRed } from './stray-red.ts';

export interface SheetCheck {
  /** A photo or scan of one sheet. */
  readonly photo: Uint8Array;
  /** The fixed page with its code printed, as approved: a PDF of one page. */
  readonly page: Uint8Array;
  /** The whole text of its code; null when the caller knows by other means which page it should be, and the code may be unreadable. */
  readonly expectedCode: string | null;
  /** Places where ink may lie that the approved page does not have: signatures, a date by hand. Red seals are looked at by themselves. */
  readonly expectedInk?: readonly Box[];
  /** The seals that may stand on it. */
  readonly seals?: readonly SealSpecimen[];
  /** vote: what differs or may is read too, and words are given (default). none: ink alone, without the model; ink on any line is held. */
  readonly text?: 'vote' | 'none';
  /** What to draw of the differences. Default none. */
  readonly pictures?: 'none' | 'crops' | 'all';
}

/** What one picture of a sheet shows, measured against one approved page. Nothing is decided here: see `decideSheet`. */
export interface SheetReport {
  /** page: it lies there and fits the approved page. other-page: a sheet with other print or another code. no-page: no sheet that could be told. */
  readonly found: 'page' | 'other-page' | 'no-page';
  readonly code: 'expected' | 'other' | 'unread';
  /** Where the page lies in the upright picture, see `Alignment`; null unless it was found. */
  readonly corners: readonly Point[] | null;
  /** The strongest first. Empty unless it was found. */
  readonly differences: readonly Difference[];
  readonly seals: readonly SealSeen[];
  /** One a difference, when asked for; at most twelve. */
  readonly crops: readonly Crop[];
  /** Approved page and sheet beside each other with boxes around the differences, when asked for: WebP. */
  readonly sideBySide: Uint8Array | null;
}

/** Looks for the approved page in a picture of a sheet. Throws when the photo cannot be decoded or the page is not one of ours. */
export async function checkSheet({
  photo,
  page,
  expectedCode,
  expectedInk = [],
  seals: specimens = [],
  text = 'vote',
  pictures = 'none',
}: SheetCheck): Promise<SheetReport> {
  const alignment = await alignSheet({ photo, page, expectedCode });
  if (alignment.found !== 'page') return missed(alignment.found, alignment.code);
  const { aligned, corners, code } = alignment;
  const places = { ignored: [codeBox(aligned.sheet)], expectedInk };
  const compared = compareSheet(aligned, places);
  const voted = text === 'vote' ? await vote({ ...compared, aligned, lines: await pageLines(page) }) : compared.differences;
  const { seals: inInk, discs } = await sealsOn(aligned, specimens);
  const red = strayRed(aligned, compared, { ...places, seals: inInk, discs });
  const filled = await filledIn([...compared.written, ...red.written], aligned, text);
  const differences = strongestFirst([...voted, ...filled, ...red.differences]);
  // Copies of seals in black are other ink than the approved page's; where there is none, nobody looks for them.
  const copies = differences.some(isLarge) ? await grayCopies(aligned, specimens) : [];
  const seals = [...inInk, ...copies];
  const sideBySide = pictures === 'all' ? await drawSideBySide(aligned, differences, seals) : null;
  const crops = pictures === 'none' ? [] : await drawCrops(aligned, differences);
  return { found: 'page', code, corners, differences, seals, crops, sideBySide };
}

/** As large as most of a seal. */
const LARGE_MM = 15;

const isLarge = ({ kind, widthMm, heightMm }: Difference): boolean => kind !== 'missing' && Math.min(widthMm, heightMm) > LARGE_MM;

/** Ink on lines that are not for signing: what they ask for was to stand there before the approval. Unread, every line is such. */
async function filledIn(
  written: readonly WrittenLine[],
  { approved, pxPerMm }: AlignedSheet,
  text: 'vote' | 'none',
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const { line, ink } of written) {
    if (text === 'none' || !isForSigning(await lineLabel(approved.red, pxPerMm, line))) found.push(ink);
  }
  return found;
}

const missed = (found: SheetReport['found'], code: SheetReport['code']): SheetReport => ({
  found,
  code,
  corners: null,
  differences: [],
  seals: [],
  crops: [],
  sideBySide: null,
});
