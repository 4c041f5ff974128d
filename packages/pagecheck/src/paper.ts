/** Measures of the sheet. Page coordinates are millimetres from the top left corner unless a name says points (1/72 inch, from the bottom left). */
export interface Size {
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface Box {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

export const mmToPt = (mm: number): number => (mm * 72) / 25.4;
export const ptToMm = (pt: number): number => (pt * 25.4) / 72;
export const mmToPx = (mm: number, dpi: number): number => Math.round((mm * dpi) / 25.4);

const A4: Size = { widthMm: 210, heightMm: 297 };
const A3: Size = { widthMm: 297, heightMm: 420 };
const turned = ({ widthMm, heightMm }: Size): Size => ({ widthMm: heightMm, heightMm: widthMm });

/** The record code: its modules without the quiet zone. 22 mm was the smallest that every capture read (reference: pagecheck). */
export const CODE_MM = 23;
/** From the code's modules to the paper's right and bottom edges: beyond what office printers leave white (4.2 mm). */
export const CODE_EDGE_MM = 5.5;
/** Quiet zone of four modules, ISO/IEC 18004, for the largest code that we print (57 modules). */
const CODE_QUIET_MM = 1.8;
/** Height of the strip along the bottom edge that the code and its label need. */
export const CODE_STRIP_MM = CODE_EDGE_MM + CODE_MM + CODE_QUIET_MM;

export const LABEL_HEIGHT_MM = 2.6;
/** Room for the readable label, left of the code. */
export const LABEL_WIDTH_MM = 60;

/** Where the code stands, modules only. */
export const codeBox = (page: Size): Box => ({
  leftMm: page.widthMm - CODE_EDGE_MM - CODE_MM,
  topMm: page.heightMm - CODE_EDGE_MM - CODE_MM,
  widthMm: CODE_MM,
  heightMm: CODE_MM,
});

/** What must be blank for the code and its label to be printed without covering anything. */
export const reservedBoxes = (page: Size): readonly Box[] => {
  const leftMm = page.widthMm - CODE_STRIP_MM;
  const labelMm = CODE_EDGE_MM + LABEL_HEIGHT_MM + 1;
  return [
    { leftMm, topMm: page.heightMm - CODE_STRIP_MM, widthMm: CODE_STRIP_MM, heightMm: CODE_STRIP_MM },
    { leftMm: leftMm - LABEL_WIDTH_MM, topMm: page.heightMm - labelMm, widthMm: LABEL_WIDTH_MM, heightMm: labelMm },
  ];
};

/** A page smaller than this in one direction is no document page; it would be blown up or lost on A4. */
const SMALLEST_MM = 50;
/** How far off a page may be and still be taken for A4 or A3: printers' and scanners' rounding. */
const TOLERANCE_MM = 3;
/** A page shrunk below this is no longer readable enough to approve. */
const LEAST_SCALE = 0.7;

export interface Paper {
  readonly size: Size;
  /** True when the page has this size already and lies on it as it is. */
  readonly isExact: boolean;
}

/** The paper for a page as displayed: A4 or A3, upright or landscape; null when none fits. */
export function paperFor(page: Size): Paper | null {
  const isLandscape = page.widthMm > page.heightMm;
  const papers = [A4, A3].map((size) => (isLandscape ? turned(size) : size));
  for (const size of papers) {
    const off = Math.max(Math.abs(size.widthMm - page.widthMm), Math.abs(size.heightMm - page.heightMm));
    if (off <= TOLERANCE_MM) return { size, isExact: true };
  }
  if (Math.min(page.widthMm, page.heightMm) < SMALLEST_MM) return null;
  const size = papers.find((paper) => fitScale(page, paper) >= LEAST_SCALE);
  return size ? { size, isExact: false } : null;
}

/** How much a page shrinks to fit above the code strip; never enlarged. */
const fitScale = (page: Size, paper: Size): number =>
  Math.min(1, paper.widthMm / page.widthMm, (paper.heightMm - CODE_STRIP_MM) / page.heightMm);

/** Where the page's content goes on the paper: as it is, or shrunk to leave the code strip free, at the top and centred. */
export function placeOn(paper: Paper, page: Size, isCornerBlank: boolean): Box {
  if (paper.isExact && isCornerBlank) return { leftMm: 0, topMm: 0, ...paper.size };
  const scale = fitScale(page, paper.size);
  const widthMm = page.widthMm * scale;
  return { leftMm: (paper.size.widthMm - widthMm) / 2, topMm: 0, widthMm, heightMm: page.heightMm * scale };
}
