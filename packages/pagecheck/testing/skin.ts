import type { Raster } from '../src/pdfium/document.ts';

/** Fingers on the left edge of a sheet, and tints printed to look like them. */

type Colour = readonly [number, number, number];

export interface Bulge {
  readonly reachMm: number;
  readonly atMm: number;
  readonly halfMm: number;
  readonly skin?: Colour;
}

/** How deep inside of it a place of the sheet lies, 0 at its rim to 1; below 0 outside. */
type Shape = (xMm: number, yMm: number) => number;

const SKIN: Colour = [205, 155, 125];

export const strip =
  (reachMm: number, topMm: number, bottomMm: number): Shape =>
  (x, y) =>
    x < reachMm && y > topMm && y < bottomMm ? 1 : -1;

/** The half of an ellipse. */
export const bulge =
  ({ reachMm, atMm, halfMm }: Bulge): Shape =>
  (x, y) =>
    1 - (x / reachMm) ** 2 - ((y - atMm) / halfMm) ** 2;

/** What is printed stays readable on the tint, in `words` where it was black. */
export function tinted(page: Raster, dpi: number, shape: Shape, words: Colour = [0, 0, 0]): Raster {
  return painted(page, dpi, shape, (level, _depth, channel) => {
    const [tint, ink] = [SKIN[channel] as number, words[channel] as number];
    return ink + ((tint - ink) * level) / 255;
  });
}

/** Lies on the print, darker towards its rim. */
export const withFinger = (page: Raster, dpi: number, finger: Bulge): Raster =>
  painted(page, dpi, bulge(finger), (_, depth, channel) => ((finger.skin ?? SKIN)[channel] as number) * (0.55 + 0.45 * Math.sqrt(depth)));

function painted(page: Raster, dpi: number, depthOf: Shape, levelOf: (level: number, depth: number, channel: number) => number): Raster {
  const data = Uint8Array.from(page.data);
  const mm = (px: number): number => (px / dpi) * 25.4;
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width / 2; x++) {
      const inside = depthOf(mm(x), mm(y));
      if (inside < 0) continue;
      const at = (y * page.width + x) * 4;
      for (let c = 0; c < 3; c++) data[at + c] = levelOf(data[at + c] as number, inside, c);
    }
  }
  return { ...page, data };
}
