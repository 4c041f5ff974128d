import type { Plane } from '../capture/image.ts';
import type { Box } from '../paper.ts';

/** Darker than this is print. The approved page is rendered: its paper is white. */
const PRINT = 150;
/** Print that runs on for longer than this is a rule, not a stroke. */
const RULE_MM = 9;
/** Rows without print between two lines of text; less is a gap inside a character (二, 三 at 9 pt leave 0.9 mm, but have neighbours). */
const GAP_MM = 0.35;
/** Vertical rules are thinner than this. */
const THIN_PX = 6;
const LOWEST_MM = 1.2;
const HIGHEST_MM = 10;
/** How far to either side a line is followed, in line heights: room for some three characters. */
const REACH = 3.6;
/** Wider gaps end a line: the next word may belong to another cell of a table. */
const WIDEST_GAP = 1.2;

/** The piece of a line of print that a place of the approved page lies in, with about three characters to either side. Null when there is none. */
export function lineAround(approved: Plane, pxPerMm: number, place: Box): Box | null {
  const [left, right] = [place.leftMm * pxPerMm, (place.leftMm + place.widthMm) * pxPerMm];
  const middle = Math.round((place.topMm + place.heightMm / 2) * pxPerMm);
  const reach = HIGHEST_MM * pxPerMm;
  const band = bandAround(approved, pxPerMm, { from: left - reach / 2, to: right + reach / 2, middle });
  if (!band) return null;
  const height = band.bottom - band.top;
  const from = follow(approved, pxPerMm, band, left, -1);
  const to = follow(approved, pxPerMm, band, right, 1);
  const mm = (px: number): number => px / pxPerMm;
  return { leftMm: mm(from), topMm: mm(band.top), widthMm: mm(to - from), heightMm: mm(height) };
}

interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Rows of print around a middle, up to rows without any. */
function bandAround(plane: Plane, pxPerMm: number, { from, to, middle }: { from: number; to: number; middle: number }): Band | null {
  const gap = Math.max(2, Math.round(GAP_MM * pxPerMm));
  const hasPrint = (y: number): boolean => printedIn(plane, y, from, to, RULE_MM * pxPerMm);
  let start = middle;
  for (let off = 0; off <= LOWEST_MM * pxPerMm && !hasPrint(start); off++) start = middle + (off % 2 ? off : -off);
  if (!hasPrint(start)) return null;
  const edge = (step: 1 | -1): number => {
    let last = start;
    for (let y = start; Math.abs(y - last) <= gap && Math.abs(y - start) < HIGHEST_MM * pxPerMm; y += step) if (hasPrint(y)) last = y;
    return last;
  };
  const [top, bottom] = [edge(-1), edge(1) + 1];
  const height = (bottom - top) / pxPerMm;
  return height >= LOWEST_MM && height <= HIGHEST_MM ? { top, bottom } : null;
}

/** Whether a row has print that is no rule. */
function printedIn({ data, width, height }: Plane, y: number, from: number, to: number, ruleLength: number): boolean {
  if (y < 0 || y >= height) return false;
  const [first, end] = [Math.max(0, Math.round(from)), Math.min(width, Math.round(to))];
  let run = 0;
  for (let x = first; x <= end; x++) {
    if (x < end && (data[y * width + x] as number) < PRINT) run++;
    else if (run > 0) {
      const isRule = run >= Math.min(ruleLength, end - first) || (run <= THIN_PX && isColumn(data, width, x - 1, y, ruleLength));
      if (!isRule) return true;
      run = 0;
    }
  }
  return false;
}

/** Along the band until a wide gap, a vertical rule or the reach; never ends inside a character. */
function follow({ data, width }: Plane, pxPerMm: number, { top, bottom }: Band, start: number, step: 1 | -1): number {
  const height = Math.max(bottom - top, LOWEST_MM * pxPerMm);
  let [last, whole] = [Math.round(start), Math.round(start)];
  for (let x = last; x >= 0 && x < width && Math.abs(x - last) <= WIDEST_GAP * height; x += step) {
    if (Math.abs(x - start) > REACH * height) return whole + (step > 0 ? 1 : 0);
    let ink = 0;
    for (let y = top; y < bottom; y++) if ((data[y * width + x] as number) < PRINT) ink++;
    if (ink >= bottom - top - 1 && isColumn(data, width, x, (top + bottom) >> 1, RULE_MM * pxPerMm)) break;
    if (ink > 0) last = x;
    else whole = last;
  }
  return last + (step > 0 ? 1 : 0);
}

/** Whether a pixel belongs to a vertical line as long as a rule. */
function isColumn(data: Uint8Array, width: number, x: number, y: number, length: number): boolean {
  const dark = (row: number): boolean => (data[row * width + x] ?? 255) < PRINT;
  let [top, bottom] = [y, y];
  while (bottom - top < length && dark(top - 1)) top--;
  while (bottom - top < length && dark(bottom + 1)) bottom++;
  return bottom - top >= length;
}
