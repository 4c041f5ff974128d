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
const STROKE_MM = 0.25;
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
    const y = top + Math.round(height * 0.45);
    const thick = Math.max(1, Math.round((STROKE_MM / 25.4) * dpi));
    fill(altered, { top: y, bottom: y + thick, left: left + Math.round(height * 0.15), right: left + Math.round(height * 0.85) }, PEN);
  }
  return altered;
}

function firstLine(page: Raster, dpi: number): Band | null {
  const { width, height } = page;
  const px = (mm: number): number => (mm / 25.4) * dpi;
  const isInked = (y: number): boolean => {
    for (let x = 0; x < width; x++) if (isDark(page, x, y)) return true;
    return false;
  };
  for (let y = Math.round(height * BODY.from); y < height * BODY.to; y++) {
    if (!isInked(y)) continue;
    const top = y;
    while (y < height && isInked(y)) y++;
    if (y - top < px(LINE_MM.least) || y - top > px(LINE_MM.most)) continue;
    const columns = Array.from({ length: width }, (_, x) => x).filter((x) => hasInk(page, x, top, y));
    return { top, bottom: y, left: columns[0] ?? 0, right: (columns.at(-1) ?? 0) + 1 };
  }
  return null;
}

function hasInk(page: Raster, x: number, top: number, bottom: number): boolean {
  for (let y = top; y < bottom; y++) if (isDark(page, x, y)) return true;
  return false;
}

const isDark = ({ data, width, channels }: Raster, x: number, y: number): boolean => (data[(y * width + x) * channels] as number) < DARK;

function fill({ data, width, channels }: Raster, { top, bottom, left, right }: Band, shade: number): void {
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) data.fill(shade, (y * width + x) * channels, (y * width + x) * channels + Math.min(channels, 3));
}
