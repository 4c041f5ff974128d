import sharp from 'sharp';
import type { Chance } from '../chance.ts';
import { PX_PER_MM, type Sheet } from './rasterise.ts';

/** How one sheet came out of the printer. */
export interface Printing {
  /** Toner beyond the letters' edges, in millimetres on each side. */
  readonly gainMm: number;
  /** Of toner on paper: 1 is full black. */
  readonly density: number;
  /** Of bands across the feed: part of the density, and their pitch. */
  readonly banding: number;
  readonly bandMm: number;
  readonly grain: number;
  readonly scale: number;
  readonly skewDeg: number;
  readonly offsetMm: readonly [number, number];
  /** Light that the bare paper throws back. */
  readonly paper: readonly [number, number, number];
}

const GREY_PAPER = 0.12;
const FADED = 0.12;
const FITTED = 0.15;

export function printingOf(next: Chance): Printing {
  const white = next.chance(GREY_PAPER) ? next.between(0.6, 0.72) : next.between(0.78, 0.88);
  return {
    gainMm: next.between(0, 0.04),
    density: next.chance(FADED) ? next.between(0.6, 0.8) : next.between(0.88, 0.97),
    banding: next.between(0, 0.06),
    bandMm: next.between(2, 25),
    grain: next.between(0.05, 0.25),
    scale: next.chance(FITTED) ? next.pick([0.98, 1.01]) : next.between(0.996, 1.003),
    skewDeg: next.bell() * 0.15,
    offsetMm: [next.between(-2, 2), next.between(-2, 2)],
    paper: [white, white * next.between(0.98, 1.01), white * next.between(0.93, 1.03)],
  };
}

/** A page's places to the paper's. Millimetres from the top left. */
export function onPaper({ scale, skewDeg, offsetMm }: Printing, [x, y]: readonly [number, number]): [number, number] {
  const [sin, cos] = [Math.sin((skewDeg * Math.PI) / 180) * scale, Math.cos((skewDeg * Math.PI) / 180) * scale];
  const [cx, cy] = [105, 148.5];
  return [cx + (x - cx) * cos - (y - cy) * sin + offsetMm[0], cy + (x - cx) * sin + (y - cy) * cos + offsetMm[1]];
}

/** Prints a page on paper of its size: toner bleeds, thins, stripes and speckles, and lies a little off. */
export async function print(page: Sheet, printing: Printing, next: Chance): Promise<Sheet> {
  const { width, height } = page;
  const soft = await sharp(page.data, { raw: { width, height, channels: 3 } })
    .blur(1.1)
    .raw()
    .toBuffer();
  const data = new Uint8Array(width * height * 3);
  const [fibre, dust] = [noiseTile(next, 0.012), noiseTile(next, printing.grain)];
  const tones = tonesOf(printing);
  const [x0, y0] = pageAt(printing, 0, 0);
  const [x1, y1] = pageAt(printing, 1, 0);
  const [dx, dy] = [x1 - x0, y1 - y0];
  const phase = next() * 7;
  for (let y = 0, at = 0; y < height; y++) {
    let u = x0 - dy * y;
    let v = y0 + dx * y;
    const band = 1 - printing.banding * (0.5 + 0.5 * Math.sin((y / PX_PER_MM / printing.bandMm) * 2 * Math.PI + phase));
    const row = (y & 255) << 8;
    for (let x = 0; x < width; x++, at += 3, u += dx, v += dy) {
      const iu = u | 0;
      const iv = v | 0;
      const ground = fibre[row | (x & 255)] as number;
      const isOn = u >= 0 && v >= 0 && iu < width - 1 && iv < height - 1;
      const from = (iv * width + iu) * 3;
      const below = from + width * 3;
      const fu = u - iu;
      const fv = v - iv;
      const dot = 1 + (dust[row | (x & 255)] as number);
      for (let c = 0; c < 3; c++) {
        const light = (printing.paper[c] as number) * (1 + ground);
        let cover = 0;
        if (isOn) {
          const top = (soft[from + c] as number) * (1 - fu) + (soft[from + 3 + c] as number) * fu;
          const bottom = (soft[below + c] as number) * (1 - fu) + (soft[below + 3 + c] as number) * fu;
          cover = tones[(255.5 - (top * (1 - fv) + bottom * fv)) | 0] as number;
        }
        const toner = Math.min(1, cover * band * dot);
        data[at + c] = Math.max(0, Math.min(255, light * (1 - toner) * 255 + 0.5));
      }
    }
  }
  speckle({ width, height, data }, next);
  return { width, height, data };
}

const MOST_SPECKS = 40;

/** Specks of toner where none belongs: a worn drum, dust. */
function speckle({ width, height, data }: Sheet, next: Chance): void {
  for (let n = next.whole(0, MOST_SPECKS); n > 0; n--) {
    const [cx, cy, radius] = [next.between(0, width), next.between(0, height), next.between(0.4, 1.6)];
    for (let y = Math.max(0, Math.ceil(cy - radius)); y < Math.min(height, cy + radius); y++) {
      for (let x = Math.max(0, Math.ceil(cx - radius)); x < Math.min(width, cx + radius); x++) {
        if ((x - cx) ** 2 + (y - cy) ** 2 > radius * radius) continue;
        data.fill(next.whole(20, 110), (y * width + x) * 3, (y * width + x) * 3 + 3);
      }
    }
  }
}

/** From how dark the softened page is to how much light toner takes away: a soft edge becomes a steep one, moved outwards by the gain. */
function tonesOf({ gainMm, density }: Printing): Float64Array {
  const tones = new Float64Array(256);
  // The softened edge rises by about 0.36 a pixel, so a gain in pixels moves its middle by as much.
  const middle = 0.5 - gainMm * PX_PER_MM * 0.36;
  for (let dark = 0; dark < 256; dark++) tones[dark] = density * Math.max(0, Math.min(1, (dark / 255 - middle) / 0.5 + 0.5));
  return tones;
}

/** Where on the page, in pixels, a pixel of the paper takes its toner from. */
function pageAt({ scale, skewDeg, offsetMm }: Printing, x: number, y: number): [number, number] {
  const [sin, cos] = [Math.sin((skewDeg * Math.PI) / 180) / scale, Math.cos((skewDeg * Math.PI) / 180) / scale];
  const [cx, cy] = [105 * PX_PER_MM, 148.5 * PX_PER_MM];
  const [px, py] = [x - cx - offsetMm[0] * PX_PER_MM, y - cy - offsetMm[1] * PX_PER_MM];
  return [cx + px * cos + py * sin, cy - px * sin + py * cos];
}

/** 256 × 256 numbers around 0, in blotches of about a tenth of a millimetre. */
function noiseTile(next: Chance, deviation: number): Float32Array {
  const raw = Float32Array.from({ length: 65_536 }, () => next.bell());
  // The mean of four neighbours has half of the deviation of one.
  return raw.map(
    (value, i) =>
      (value + (raw[(i + 1) & 65_535] as number) + (raw[(i + 256) & 65_535] as number) + (raw[(i + 257) & 65_535] as number)) *
      0.5 *
      deviation,
  );
}
