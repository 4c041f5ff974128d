import type { Plane } from '../capture/image.ts';
import type { Point } from '../find/homography.ts';

/** Round seals in use measure 38 to 50 mm (国发〔1999〕25号 and the regions' rules); a little more is left for measuring. */
export const RADIUS_MM = { least: 18, most: 26 } as const;
/** The search runs at about this many pixels to the millimetre. */
const SEARCH_PX_PER_MM = 2.6;
/** A step of ink, of 255 a pixel, that counts as an edge; and where more no longer counts more, so that faint seals are found beside dark ones. */
const EDGE = { least: 4, most: 16 } as const;
/** Part of a whole ring's votes that makes a place worth a look. */
const WORTH = 0.06;
const MOST_CANDIDATES = 24;
/** Two places closer than this are one candidate. */
const APART_MM = 0.9;

/** Where rings may be: the centres (mm) that the outer edges of red ink point at, the likeliest first. Centres may lie off the sheet. */
export function ringCentres(density: Plane, pxPerMm: number): readonly Point[] {
  const factor = Math.max(1, Math.round(pxPerMm / SEARCH_PX_PER_MM));
  const small = shrunk(density, factor);
  const scale = pxPerMm / factor;
  const votes = vote(small, scale);
  return peaks(votes, scale);
}

/** Means of squares of `factor` pixels. */
export function shrunk({ width, height, data }: Plane, factor: number): Plane {
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)];
  const small = new Uint8Array(w * h);
  const sums = new Uint32Array(w);
  for (let y = 0; y < h; y++) {
    sums.fill(0);
    for (let dy = 0; dy < factor; dy++) {
      let from = (y * factor + dy) * width;
      for (let x = 0; x < w; x++) for (let dx = 0; dx < factor; dx++) sums[x] = (sums[x] as number) + (data[from++] as number);
    }
    for (let x = 0; x < w; x++) small[y * w + x] = (sums[x] as number) / (factor * factor);
  }
  return { width: w, height: h, data: small };
}

interface Votes {
  readonly width: number;
  readonly height: number;
  /** The sheet's corner in it. */
  readonly margin: number;
  readonly counts: Float32Array;
}

/** Every edge votes for the points inwards of it at a seal's radius. */
function vote({ width, height, data }: Plane, scale: number): Votes {
  const [least, most] = [Math.round(RADIUS_MM.least * scale), Math.round(RADIUS_MM.most * scale)];
  const margin = most;
  const [w, h] = [width + 2 * margin, height + 2 * margin];
  const counts = new Float32Array(w * h);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const up = at - width;
      const down = at + width;
      const gx =
        (data[up + 1] as number) +
        2 * (data[at + 1] as number) +
        (data[down + 1] as number) -
        (data[up - 1] as number) -
        2 * (data[at - 1] as number) -
        (data[down - 1] as number);
      const gy =
        (data[down - 1] as number) +
        2 * (data[down] as number) +
        (data[down + 1] as number) -
        (data[up - 1] as number) -
        2 * (data[up] as number) -
        (data[up + 1] as number);
      const squared = (gx * gx + gy * gy) / 64;
      if (squared < EDGE.least * EDGE.least) continue;
      const size = Math.sqrt(squared);
      const weight = Math.min(1, size / EDGE.most);
      const [nx, ny] = [gx / 8 / size, gy / 8 / size];
      for (let r = least; r <= most; r++) {
        const to = Math.round(y + ny * r + margin) * w + Math.round(x + nx * r + margin);
        counts[to] = (counts[to] as number) + weight;
      }
    }
  }
  return { width: w, height: h, margin, counts };
}

function peaks({ width, height, margin, counts }: Votes, scale: number): readonly Point[] {
  const smooth = boxed(counts, width, height);
  const least = WORTH * 2 * Math.PI * RADIUS_MM.least * scale;
  const found: { readonly score: number; readonly x: number; readonly y: number }[] = [];
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const at = y * width + x;
      const score = smooth[at] as number;
      if (score >= least && isPeak(smooth, at, width)) found.push({ score, x, y });
    }
  }
  found.sort((p, q) => q.score - p.score);
  const kept: typeof found = [];
  for (const peak of found) {
    if (kept.length === MOST_CANDIDATES) break;
    if (kept.every(({ x, y }) => Math.hypot(x - peak.x, y - peak.y) > APART_MM * scale)) kept.push(peak);
  }
  return kept.map(({ x, y }) => ({ x: (x - margin + 0.5) / scale, y: (y - margin + 0.5) / scale }));
}

/** Sums of 3 × 3. */
function boxed(counts: Float32Array, width: number, height: number): Float32Array {
  const sums = new Float32Array(counts.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      let sum = 0;
      for (let row = at - width - 1; row <= at + width - 1; row += width) {
        sum += (counts[row] as number) + (counts[row + 1] as number) + (counts[row + 2] as number);
      }
      sums[at] = sum;
    }
  }
  return sums;
}

function isPeak(counts: Float32Array, at: number, width: number): boolean {
  const own = counts[at] as number;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) if ((counts[at + dy * width + dx] as number) > own) return false;
  }
  return true;
}
