import type { Plane } from '../capture/image.ts';
import type { Planes } from '../capture/planes.ts';

/** Side of the squares whose commonest colour is taken for the paper's, in millimetres: wider than a star, so that paper is most of it. */
const TILE_MM = 24;
/** How far a square's paper may stray in colour from the sheet's (a density): more is print, not light. */
const STRAY = 0.15;
/** Keeps dark pixels, in which colour is noise, near grey. */
const DARK = 12;
/** The density (natural logarithm) that counts as full ink. Stamp pads reach 1.2 and more in green. */
const FULL = 1.1;
/** Logarithms are tabled in these steps. */
const STEPS = 512;

const LOGS = Int16Array.from({ length: 256 }, (_, value) => Math.round(Math.log((value + DARK) / (255 + DARK)) * STEPS));

/**
 * Red ink on each pixel: 0 none to 255 full. The weaker of what green and blue lose beyond what red loses, so that light, shade, black
 * print and the colour of paper and lamp cancel out. Yellow and magenta alone, blue and black give 0.
 */
export const redDensity = (planes: Planes, pxPerMm: number): Plane => density(planes, pxPerMm, true);

/** The same for any ink that a red filter hides and green light shows: red, orange, magenta. What green alone loses beyond red. */
export const warmDensity = (planes: Planes, pxPerMm: number): Plane => density(planes, pxPerMm, false);

function density({ red, green, blue }: Planes, pxPerMm: number, isInBlueToo: boolean): Plane {
  const { width, height } = red;
  const tile = Math.round(TILE_MM * pxPerMm);
  const inGreen = paperCast(red, green, tile);
  const inBlue = isInBlueToo ? paperCast(red, blue, tile) : inGreen;
  const data = new Uint8Array(width * height);
  const scale = 255 / (FULL * STEPS);
  for (let y = 0, at = 0; y < height; y++) {
    const castGreen = rowOf(inGreen, y, width, tile);
    const castBlue = isInBlueToo ? rowOf(inBlue, y, width, tile) : castGreen;
    for (let x = 0; x < width; x++, at++) {
      const own = LOGS[red.data[at] as number] as number;
      const lostGreen = own - (LOGS[green.data[at] as number] as number) - (castGreen[x] as number);
      const lostBlue = isInBlueToo ? own - (LOGS[blue.data[at] as number] as number) - (castBlue[x] as number) : lostGreen;
      const lost = (lostGreen < lostBlue ? lostGreen : lostBlue) * scale;
      data[at] = lost <= 0 ? 0 : lost >= 255 ? 255 : lost;
    }
  }
  return { width, height, data };
}

interface Tiles {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** How much more of `other` than of red the paper itself takes, tile by tile. */
function paperCast(red: Plane, other: Plane, tile: number): Tiles {
  const { width, height } = red;
  const [columns, rows] = [Math.ceil(width / tile), Math.ceil(height / tile)];
  const values = new Float32Array(columns * rows);
  const all = new Uint32Array(2 * STEPS + 1);
  const own = new Uint32Array(2 * STEPS + 1);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      own.fill(0);
      for (let y = row * tile; y < Math.min(height, (row + 1) * tile); y += 4) {
        for (let x = column * tile; x < Math.min(width, (column + 1) * tile); x += 4) {
          const at = y * width + x;
          const level = red.data[at] as number;
          // Print and what lies outside the picture say nothing of the paper.
          if (level < 60) continue;
          const lost = (LOGS[level] as number) - (LOGS[other.data[at] as number] as number) + STEPS;
          const bin = lost < 0 ? 0 : lost > 2 * STEPS ? 2 * STEPS : lost;
          own[bin] = (own[bin] as number) + 1;
          all[bin] = (all[bin] as number) + 1;
        }
      }
      values[row * columns + column] = median(own);
    }
  }
  const sheet = median(all);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    values[at] = (Math.abs(value - sheet) < STRAY * STEPS ? value : sheet) - STEPS;
  }
  return { columns, rows, values };
}

function median(counts: Uint32Array): number {
  let total = 0;
  for (const count of counts) total += count;
  let below = 0;
  for (let value = 0; value < counts.length; value++) {
    below += counts[value] as number;
    if (below * 2 > total) return value;
  }
  return Number.POSITIVE_INFINITY;
}

/** Between the tiles' middles, for one row of pixels. */
function rowOf({ columns, rows, values }: Tiles, y: number, width: number, tile: number): Float32Array {
  const v = Math.max(0, Math.min(rows - 1, y / tile - 0.5));
  const [upper, lower, share] = [Math.floor(v) * columns, Math.min(rows - 1, Math.floor(v) + 1) * columns, v - Math.floor(v)];
  const line = Float32Array.from(
    { length: columns },
    (_, column) => (values[upper + column] as number) * (1 - share) + (values[lower + column] as number) * share,
  );
  const row = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const u = Math.max(0, Math.min(columns - 1, x / tile - 0.5));
    const c = Math.floor(u);
    const left = line[c] as number;
    row[x] = left + ((line[Math.min(columns - 1, c + 1)] as number) - left) * (u - c);
  }
  return row;
}
