import type { Raster } from '../src/pdfium/document.ts';

/** Ways to deceive: each takes the printed page as pixels and gives another sheet. Boxes in millimetres. */

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const copyOf = (page: Raster): Raster => ({ ...page, data: Uint8Array.from(page.data) });

function eachRow(page: Raster, dpi: number, area: Area, at: (from: number, to: number, row: number) => void): void {
  const px = (mm: number): number => Math.round((mm / 25.4) * dpi);
  for (let y = px(area.top); y < Math.min(page.height, px(area.top + area.height)); y++) {
    const from = (y * page.width + px(area.left)) * page.channels;
    const to = (y * page.width + Math.min(page.width, px(area.left + area.width))) * page.channels;
    at(from, to, y - px(area.top));
  }
}

/** Something white lies on it, or of another level of gray. */
export function covered(page: Raster, dpi: number, area: Area, level = 250): Raster {
  const altered = copyOf(page);
  eachRow(page, dpi, area, (from, to) => altered.data.fill(level, from, to));
  return altered;
}

/** A part of another print is pasted in. */
export function pasted(page: Raster, dpi: number, area: Area, other: Raster, from: { left: number; top: number }): Raster {
  const altered = copyOf(page);
  const rows: Uint8Array[] = [];
  eachRow(other, dpi, { ...area, ...from }, (start, end) => rows.push(other.data.subarray(start, end)));
  eachRow(page, dpi, area, (start, _end, row) => altered.data.set(rows[row] ?? [], start));
  return altered;
}

/** A part of another print is added in a colour: what was black there has it, paper stays. */
export function tinted(
  page: Raster,
  dpi: number,
  area: Area,
  other: Raster,
  from: { left: number; top: number },
  colour: readonly [number, number, number],
): Raster {
  const altered = pasted(page, dpi, area, other, from);
  eachRow(altered, dpi, area, (start, end) => {
    for (let at = start; at < end; at += altered.channels) {
      for (const [c, full] of colour.entries()) altered.data[at + c] = full + ((255 - full) * (altered.data[at + c] as number)) / 255;
    }
  });
  return altered;
}

/** A bar of one colour. */
export function barred(page: Raster, dpi: number, area: Area, colour: readonly [number, number, number]): Raster {
  const altered = copyOf(page);
  eachRow(altered, dpi, area, (from, to) => {
    for (let at = from; at < to; at += altered.channels) altered.data.set(colour, at);
  });
  return altered;
}

/** A blank sheet that carries a copy of the code and its label. */
export function blankWithCode(page: Raster, dpi: number): Raster {
  const blank: Raster = { ...page, data: new Uint8Array(page.data.length).fill(255) };
  const [widthMm, heightMm] = [(page.width / dpi) * 25.4, (page.height / dpi) * 25.4];
  const strip = { left: widthMm - 95, top: heightMm - 32, width: 95, height: 32 };
  return pasted(blank, dpi, strip, page, strip);
}
