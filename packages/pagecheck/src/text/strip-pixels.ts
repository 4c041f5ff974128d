import type { Plane } from '../capture/image.ts';

/** Share of the darkest and of the brightest pixels that are taken for ink and paper. */
const TAIL = 0.02;
/** A strip with less contrast is blank: stretching it would show its noise as print. */
const LEAST_CONTRAST = 40;

/** A strip scaled to `height` pixels and stretched from -1 (ink) to 1 (paper), row by row. */
export function stripPixels(strip: Plane, height: number): { readonly pixels: Float32Array; readonly width: number } {
  const width = Math.max(1, Math.round((strip.width * height) / strip.height));
  const { dark, bright } = levels(strip);
  const across = resample(strip.data, strip.width, strip.height, width);
  const scaled = resample(transposed(across, width, strip.height), strip.height, width, height);
  const pixels = transposed(scaled, height, width);
  for (let at = 0; at < pixels.length; at++) {
    pixels[at] = Math.max(-1, Math.min(1, (((pixels[at] as number) - dark) / (bright - dark)) * 2 - 1));
  }
  return { pixels, width };
}

function levels({ data }: Plane): { dark: number; bright: number } {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] as number) + 1;
  const tail = data.length * TAIL;
  let dark = 0;
  for (let below = counts[0] as number; below < tail && dark < 255; ) below += counts[++dark] as number;
  let bright = 255;
  for (let above = counts[255] as number; above < tail && bright > 0; ) above += counts[--bright] as number;
  return { dark: Math.min(dark, bright - LEAST_CONTRAST), bright };
}

/** Rows of `from` pixels to rows of `to`: between neighbours when they grow, means of all they cover when they shrink. */
function resample(data: ArrayLike<number>, from: number, rows: number, to: number): Float32Array {
  const scale = from / to;
  const reach = Math.max(1, scale);
  const out = new Float32Array(to * rows);
  for (let x = 0; x < to; x++) {
    const centre = (x + 0.5) * scale - 0.5;
    const first = Math.ceil(centre - reach);
    const last = Math.floor(centre + reach);
    for (let at = first; at <= last; at++) {
      const weight = 1 - Math.abs(at - centre) / reach;
      if (weight <= 0) continue;
      const source = Math.max(0, Math.min(from - 1, at));
      for (let y = 0; y < rows; y++) out[y * to + x] = (out[y * to + x] as number) + weight * (data[y * from + source] as number);
    }
    let total = 0;
    for (let at = first; at <= last; at++) total += Math.max(0, 1 - Math.abs(at - centre) / reach);
    for (let y = 0; y < rows; y++) out[y * to + x] = (out[y * to + x] as number) / total;
  }
  return out;
}

function transposed(data: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out[x * height + y] = data[y * width + x] as number;
  return out;
}
