import sharp from 'sharp';
import type { Chance } from '../chance.ts';
import { PX_PER_MM, type Sheet } from '../print/rasterise.ts';
import { A4 } from '../typeset/form.ts';
import { project } from './geometry.ts';
import type { Shot } from './shot.ts';

/** Takes the picture: a JPEG. */
export async function capture(sheet: Sheet, shot: Shot, next: Chance): Promise<Uint8Array> {
  const pixels = expose(await softened(sheet, shot), shot, next);
  const { width, height, sharpening, quality } = shot;
  let picture = sharp(pixels, { raw: { width, height, channels: 3 } });
  if (sharpening > 0) picture = picture.sharpen({ sigma: 0.8, m1: sharpening, m2: sharpening * 1.5 });
  return picture.jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
}

/** As soft on the paper as lens, hand and the pixels' own width make it. */
async function softened({ width, height, data }: Sheet, shot: Shot): Promise<Sheet> {
  const [[x0, y0], [x1, y1]] = [
    project(shot.toPaper, shot.width / 2, shot.height / 2),
    project(shot.toPaper, shot.width / 2 + 1, shot.height / 2),
  ];
  const dotsAPixel = Math.hypot(x1 - x0, y1 - y0) * PX_PER_MM;
  // A pixel gathers light over its whole width, which blurs like a bell of 0.29 of it.
  const sigma = Math.hypot(0.29, shot.blurPx) * dotsAPixel;
  let picture = sharp(data, { raw: { width, height, channels: 3 } }).blur(Math.max(0.3, sigma));
  if (shot.shakePx > 0)
    picture = sharp(await picture.raw().toBuffer(), { raw: { width, height, channels: 3 } }).convolve(shaking(shot.shakePx * dotsAPixel));
  return { width, height, data: await picture.raw().toBuffer() };
}

/** A hand moves sideways more than up and down: a row of equal weights. */
function shaking(dots: number): { width: number; height: number; kernel: number[] } {
  const width = Math.max(3, Math.round(dots) | 1);
  return { width, height: 3, kernel: [...Array<number>(width).fill(0), ...Array<number>(width).fill(1), ...Array<number>(width).fill(0)] };
}

/** Pixels a side of the cells in which place and light are reckoned; between them they run straight. */
const CELL = 16;
const LIGHT_STEPS = 4096;
const NOISE_BITS = 16;

function expose(sheet: Sheet, shot: Shot, next: Chance): Uint8Array {
  const { width, height } = shot;
  const pixels = new Uint8Array(width * height * 3);
  const grid = gridOf(shot);
  const noise = Float32Array.from({ length: 1 << NOISE_BITS }, () => next.bell() * shot.noise);
  const { columns, u, v, light } = grid;
  const [wr, wg, wb] = shot.whiteBalance.map((gain) => gain * shot.exposure) as [number, number, number];
  const levels = Float32Array.from({ length: LIGHT_STEPS + 1 }, (_, i) => 255 * (i / LIGHT_STEPS) ** (1 / shot.gamma));
  const ground: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL) * columns;
    const fy = (y % CELL) / CELL;
    let grain = Math.floor(next() * (1 << NOISE_BITS));
    for (let x = 0; x < width; x++) {
      const c = row + ((x / CELL) | 0);
      const fx = (x % CELL) / CELL;
      const px = between(u, c, columns, fx, fy);
      const py = between(v, c, columns, fx, fy);
      const lit = between(light, c, columns, fx, fy);
      const at = (y * width + x) * 3;
      const iu = Math.floor(px);
      const iv = Math.floor(py);
      let [r, g, b] = [0, 0, 0];
      if (iu >= 0 && iv >= 0 && iu < sheet.width - 1 && iv < sheet.height - 1) {
        const p = (iv * sheet.width + iu) * 3;
        const q = p + sheet.width * 3;
        const a = px - iu;
        const s = py - iv;
        const [w0, w1, w2, w3] = [(1 - a) * (1 - s), a * (1 - s), (1 - a) * s, a * s];
        const d = sheet.data;
        r = ((d[p] as number) * w0 + (d[p + 3] as number) * w1 + (d[q] as number) * w2 + (d[q + 3] as number) * w3) / 255;
        g = ((d[p + 1] as number) * w0 + (d[p + 4] as number) * w1 + (d[q + 1] as number) * w2 + (d[q + 4] as number) * w3) / 255;
        b = ((d[p + 2] as number) * w0 + (d[p + 5] as number) * w1 + (d[q + 2] as number) * w2 + (d[q + 5] as number) * w3) / 255;
      } else {
        bare(ground, shot, px, py, x, y, noise[(x * 31 + y * 17) & ((1 << NOISE_BITS) - 1)] as number);
        [r, g, b] = ground;
      }
      grain = (grain + 3) & ((1 << NOISE_BITS) - 1);
      pixels[at] = level(levels, r * lit * wr, noise[grain] as number);
      pixels[at + 1] = level(levels, g * lit * wg, noise[(grain + 1) & ((1 << NOISE_BITS) - 1)] as number);
      pixels[at + 2] = level(levels, b * lit * wb, noise[(grain + 2) & ((1 << NOISE_BITS) - 1)] as number);
    }
  }
  if (shot.thumb) thumb(pixels, shot, shot.thumb);
  return pixels;
}

function level(levels: Float32Array, light: number, noise: number): number {
  const value = (levels[Math.min(LIGHT_STEPS, (light * LIGHT_STEPS) | 0)] as number) + noise;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

const between = (values: Float32Array, at: number, columns: number, fx: number, fy: number): number =>
  ((values[at] as number) * (1 - fx) + (values[at + 1] as number) * fx) * (1 - fy) +
  ((values[at + columns] as number) * (1 - fx) + (values[at + columns + 1] as number) * fx) * fy;

/** What lies beside the sheet, darker close to its edge. */
function bare(
  into: [number, number, number],
  { desk, noise: deviation }: Shot,
  px: number,
  py: number,
  x: number,
  y: number,
  noise: number,
): void {
  const [outX, outY] = [Math.max(-px, px - A4.widthMm * PX_PER_MM, 0), Math.max(-py, py - A4.heightMm * PX_PER_MM, 0)];
  const shade = Math.min(1, 0.6 + (Math.hypot(outX, outY) / PX_PER_MM) * 0.25);
  if (!desk) {
    // The scanner's lid, with the sheet's shadow on it.
    into.fill(0.82 * shade);
    return;
  }
  const along = (x * Math.cos(desk.turn) + y * Math.sin(desk.turn)) / desk.boardPx;
  const wood = 1 - desk.boards * (0.5 + 0.5 * Math.sin(along + 2 * Math.sin(along * 0.13)));
  const grainy = Math.max(0, wood * (1 + (noise / deviation) * desk.grain) * shade);
  for (let c = 0; c < 3; c++) into[c] = (desk.light[c] as number) * grainy;
}

interface Grid {
  readonly columns: number;
  /** Dots of the paper. */
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly light: Float32Array;
}

function gridOf(shot: Shot): Grid {
  const [columns, rows] = [Math.ceil(shot.width / CELL) + 2, Math.ceil(shot.height / CELL) + 2];
  const [u, v, light] = [new Float32Array(columns * rows), new Float32Array(columns * rows), new Float32Array(columns * rows)];
  const [cx, cy] = [shot.width / 2, shot.height / 2];
  const reach = Math.hypot(cx, cy);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const [x, y] = [column * CELL, row * CELL];
      const off = ((x - cx) ** 2 + (y - cy) ** 2) / reach ** 2;
      const [mx, my] = project(shot.toPaper, cx + (x - cx) * (1 + shot.barrel * off), cy + (y - cy) * (1 + shot.barrel * off));
      const [wx, wy] = waves(shot, mx, my);
      u[at] = (mx + wx) * PX_PER_MM - 0.5;
      v[at] = (my + wy) * PX_PER_MM - 0.5;
      light[at] = lightAt(shot, x, y, off);
    }
  }
  return { columns, u, v, light };
}

/** How far a bent sheet's places stray, in millimetres: one long wave along a slanting line and a short one at half of its height. */
function waves({ curlMm, curlPhase, lean }: Shot, x: number, y: number): [number, number] {
  if (curlMm === 0) return [0, 0];
  const along = (y + x * 0.4 * lean) / 297;
  const height = Math.sin(along * 4 + curlPhase) + 0.5 * Math.sin(along * 9 + 2 * curlPhase);
  return [((x - 105) / 148) * height * curlMm * 0.6, ((y - 148) / 148) * height * curlMm * 0.4 + height * curlMm * 0.4];
}

function lightAt({ width, height, slope, vignette, shadow }: Shot, x: number, y: number, off: number): number {
  let light = (1 + slope[0] * (x / width - 0.5) + slope[1] * (y / height - 0.5)) * (1 - vignette * off);
  if (shadow) {
    // An arm from the picture's nearer side that ends in a round hand.
    const [dx, dy] = [x / width - shadow.at[0], y / height - shadow.at[1]];
    const away = dy > 0 ? Math.abs(dx + dy * 0.2) : Math.hypot(dx, dy);
    const inside = 1 / (1 + Math.exp((away - shadow.radius) / (shadow.softness / 6)));
    light *= 1 - shadow.depth * inside;
  }
  return light;
}

function thumb(pixels: Uint8Array, shot: Shot, { isLeft, reachMm, atMm, halfMm, skin }: NonNullable<Shot['thumb']>): void {
  const wide = reachMm + 14;
  const middle = isLeft ? reachMm - wide : A4.widthMm - reachMm + wide;
  for (let py = 0; py < shot.height; py++) {
    for (let px = 0; px < shot.width; px++) {
      const [mx, my] = project(shot.toPaper, px, py);
      const inside = 1 - ((mx - middle) / wide) ** 2 - ((my - atMm) / halfMm) ** 2;
      if (inside <= 0) continue;
      const at = (py * shot.width + px) * 3;
      for (let c = 0; c < 3; c++) pixels[at + c] = (skin[c] as number) * (0.55 + 0.45 * Math.sqrt(inside)) * shot.exposure ** 0.45;
    }
  }
}
