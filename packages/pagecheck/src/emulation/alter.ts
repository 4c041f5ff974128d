import type { Raster } from '../pdfium/document.ts';

/** line: most of a printed line is gone. stroke: one thin stroke was added to a character, as a pen changes 日 to 目. */
export type Alteration = 'line' | 'stroke';

interface Band {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A line of print, in millimetres: higher than a rule, lower than a picture. */
const LINE_MM = { least: 2, most: 9 } as const;
/** Only below the heading and above the record code. */
const BODY = { from: 0.2, to: 0.8 } as const;
const DARK = 128;
/** Dark stretches in a row of pixels that make it print: a form's upright rules are fewer. */
const LEAST_STROKES = 9;
/** Between the strokes of one character a row may be bare so far. */
const GAP_MM = 0.4;
const STROKE_MM = 0.25;
/** How far down the character: between the strokes that most have. */
const STROKE_AT = 0.3;
const PEN = 40;

/** Another sheet that passes for the page at a glance: a copy with one place altered. Throws when it has no line of print. */
export function alterSheet(page: Raster, how: Alteration, dpi: number): Raster {
  const altered: Raster = { ...page, data: Uint8Array.from(page.data) };
  const band = firstLine(page, dpi);
  if (!band) throw new Error('the page has no line of print to alter');
  const { top, bottom, left, right } = band;
  const height = bottom - top;
  if (how === 'line') fill(altered, { ...band, right: left + Math.round((right - left) * 0.7) }, 255);
  else {
    const y = top + Math.round(height * STROKE_AT);
    const thick = Math.max(1, Math.round((STROKE_MM / 25.4) * dpi));
    fill(altered, { top: y, bottom: y + thick, left: left + Math.round(height * 0.15), right: left + Math.round(height * 0.85) }, PEN);
  }
  return altered;
}

function firstLine(page: Raster, dpi: number): Band | null {
  const { height } = page;
  const px = (mm: number): number => (mm / 25.4) * dpi;
  for (let y = Math.round(height * BODY.from); y < height * BODY.to; y++) {
    if (strokesIn(page, y) < LEAST_STROKES) continue;
    const top = y;
    let bottom = y;
    for (; y < height && y - bottom <= px(GAP_MM); y++) if (strokesIn(page, y) >= LEAST_STROKES) bottom = y;
    if (bottom - top < px(LINE_MM.least) || bottom - top > px(LINE_MM.most)) continue;
    const columns = inkedColumns(page, top, bottom);
    return { top, bottom, left: columns[0] ?? 0, right: (columns.at(-1) ?? 0) + 1 };
  }
  return null;
}

function strokesIn(page: Raster, y: number): number {
  let strokes = 0;
  for (let x = 1; x < page.width; x++) if (isDark(page, x, y) && !isDark(page, x - 1, y)) strokes++;
  return strokes;
}

/** Columns of the band with ink in them, but for upright rules, which fill them from top to bottom. */
function inkedColumns(page: Raster, top: number, bottom: number): readonly number[] {
  const columns: number[] = [];
  for (let x = 0; x < page.width; x++) {
    let dark = 0;
    for (let y = top; y < bottom; y++) if (isDark(page, x, y)) dark++;
    if (dark > 0 && dark < bottom - top) columns.push(x);
  }
  return columns;
}

const isDark = ({ data, width, channels }: Raster, x: number, y: number): boolean => (data[(y * width + x) * channels] as number) < DARK;

function fill({ data, width, channels }: Raster, { top, bottom, left, right }: Band, shade: number): void {
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) data.fill(shade, (y * width + x) * channels, (y * width + x) * channels + Math.min(channels, 3));
}
