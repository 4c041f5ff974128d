import sharp from 'sharp';
import type { Raster } from '../pdfium/document.ts';
import { chance } from './chance.ts';
import { toRgba } from './image.ts';

export interface Capture {
  /** How the sheet lies, clockwise; 180 is upside down. Default 0. */
  readonly rotationDeg?: number;
  /** How far each corner strays, as a share of the picture's width: 0.02 is a camera a little off the axis. Default 0.01. */
  readonly perspective?: number;
  /** Of the sensor, in levels of 255. Default 4. */
  readonly noise?: number;
  /** Light on the paper, 1 is full. Default 0.9. */
  readonly brightness?: number;
  readonly seed: number;
}

/** The camera's picture: five megapixels, upright for a portrait sheet. */
const LONG_PX = 2592;
const SHORT_PX = 1944;
const FILLS = 0.9;
const DESK = [52, 56, 60] as const;

/** Photographs a sheet lying on a dark desk from above, as the machine's camera does. Gives a JPEG. */
export async function paperOnDesk(page: Raster, capture: Capture): Promise<Uint8Array> {
  const isPortrait = page.height >= page.width;
  const [width, height] = isPortrait ? [SHORT_PX, LONG_PX] : [LONG_PX, SHORT_PX];
  const pixels = photograph(page, width, height, capture);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .blur(0.7)
    .jpeg({ quality: 85 })
    .toBuffer();
}

type Spot = readonly [x: number, y: number];

/** Where the sheet's corners (top left, top right, bottom right, bottom left) come to lie in the picture. */
function cornersOf(page: Raster, width: number, height: number, capture: Capture, next: () => number): readonly [Spot, Spot, Spot, Spot] {
  const scale = FILLS * Math.min(width / page.width, height / page.height);
  const angle = ((capture.rotationDeg ?? 0) * Math.PI) / 180;
  const stray = (capture.perspective ?? 0.01) * width;
  const corner = (sideX: number, sideY: number): Spot => {
    const [x, y] = [(sideX * page.width * scale) / 2, (sideY * page.height * scale) / 2];
    return [
      width / 2 + x * Math.cos(angle) - y * Math.sin(angle) + (next() - 0.5) * 2 * stray,
      height / 2 + x * Math.sin(angle) + y * Math.cos(angle) + (next() - 0.5) * 2 * stray,
    ];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** The map from picture to the unit square of the sheet (Heckbert 1989, closed form), as nine numbers. */
function pictureToSheet([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: readonly [Spot, Spot, Spot, Spot]): readonly number[] {
  const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
  const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  const [a, b, c] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0];
  const [d, e, f] = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0];
  return [e - f * h, c * h - b, b * f - c * e, f * g - d, a - c * g, c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d];
}

function photograph(page: Raster, width: number, height: number, capture: Capture): Uint8Array {
  const next = chance(capture.seed);
  const sheet = toRgba(page).data;
  const m = pictureToSheet(cornersOf(page, width, height, capture, next)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const { noise = 4, brightness = 0.9 } = capture;
  const slope = (next() - 0.5) * 0.3;
  const pixels = new Uint8Array(width * height * 3);
  const maxU = page.width - 1.001;
  const maxV = page.height - 1.001;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const w = m[6] * x + m[7] * y + m[8];
      const u = ((m[0] * x + m[1] * y + m[2]) / w) * page.width - 0.5;
      const v = ((m[3] * x + m[4] * y + m[5]) / w) * page.height - 0.5;
      const grain = (next() + next() - 1) * noise * 2;
      const light = brightness * (1 + slope * (x / width - 0.5) - 0.15 * (y / height - 0.5));
      if (u < 0 || v < 0 || u > maxU || v > maxV) {
        for (let c = 0; c < 3; c++) pixels[at + c] = clamp((DESK[c] as number) * light + grain);
        continue;
      }
      const [iu, iv] = [u | 0, v | 0];
      const [fu, fv] = [u - iu, v - iv];
      const p = (iv * page.width + iu) * 4;
      const q = p + page.width * 4;
      for (let c = 0; c < 3; c++) {
        const top = (sheet[p + c] as number) * (1 - fu) + (sheet[p + 4 + c] as number) * fu;
        const bottom = (sheet[q + c] as number) * (1 - fu) + (sheet[q + 4 + c] as number) * fu;
        // Toner is not quite black and paper not quite white.
        const printed = 26 + (top * (1 - fv) + bottom * fv) * 0.88;
        pixels[at + c] = clamp(printed * light + grain);
      }
    }
  }
  return pixels;
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);
