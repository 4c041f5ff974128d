import type { Plane } from '../capture/image.ts';
import { shrunk } from './find-rings.ts';
import type { Ring } from './ring.ts';

/** The frame of a red seal that is not round. Millimetres on the sheet. */
export interface Frame {
  readonly shape: 'oval' | 'square';
  readonly centre: { readonly x: number; readonly y: number };
  readonly longMm: number;
  /** Part of the frame with ink. */
  readonly coverage: number;
}

/** Means over this many pixels a millimetre serve: frames are half a millimetre and more. */
const PX_PER_MM = 2.6;
/** Of 255. */
const INK = 30;
/** Parts of one seal lie within this of each other. */
const CLOSE_MM = 1.2;
/** Personal seals are squares of 15 to 25 mm, oval ones up to 60 mm (invoice and dispatch seals: 40 × 30, 45 × 30). Longer boxes are print. */
const SIZE_MM = { least: 14, most: 60, slimmest: 0.55, roundest: 0.9 } as const;
const DIRECTIONS = 180;
/** How far the outermost ink may lie off the frame, and how much of it may lie farther. */
const OFF_MM = 0.9;
const LEAST_ON = 0.85;
/** The frame is a line: just inside of it there is less ink, at most this part. A fingerprint and a blot have as much. */
const MOST_INSIDE = 0.55;

/** Oval and square red seals, outside of the round ones. Fingerprints, letters and lines are none. */
export function findFrames(density: Plane, pxPerMm: number, rings: readonly Ring[]): readonly Frame[] {
  const factor = Math.max(1, Math.round(pxPerMm / PX_PER_MM));
  const scale = pxPerMm / factor;
  const small = shrunk(density, factor);
  const ink = Uint8Array.from(small.data, (value) => Number(value > INK));
  for (const { centre, radius } of rings) clearDisc(ink, small, centre.x * scale, centre.y * scale, (radius + 1) * scale);
  return groups(ink, small.width, Math.round(CLOSE_MM * scale)).flatMap((pixels) => {
    const frame = frameOf(pixels, small.width, scale);
    return frame ? [frame] : [];
  });
}

function clearDisc(ink: Uint8Array, { width, height }: Plane, cx: number, cy: number, reach: number): void {
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(width, cx + reach); x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 < reach * reach) ink[y * width + x] = 0;
    }
  }
}

/** Pixels with ink that hang together, gaps of `reach` pixels counted as nothing; small groups left out. */
function groups(ink: Uint8Array, width: number, reach: number): readonly number[][] {
  const found: number[][] = [];
  const left = Uint8Array.from(ink);
  for (let start = 0; start < left.length; start++) {
    if (!left[start]) continue;
    left[start] = 0;
    const group = [start];
    for (const at of group) {
      const column = at % width;
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = Math.max(-reach, -column); dx <= Math.min(reach, width - 1 - column); dx++) {
          const next = at + dy * width + dx;
          if (next < 0 || next >= left.length || !left[next]) continue;
          left[next] = 0;
          group.push(next);
        }
      }
    }
    if (group.length > 60) found.push(group);
  }
  return found;
}

function frameOf(pixels: readonly number[], width: number, scale: number): Frame | null {
  const xs = Float64Array.from(pixels, (at) => (at % width) + 0.5);
  const ys = Float64Array.from(pixels, (at) => Math.floor(at / width) + 0.5);
  let best: Frame | null = null;
  let fit = LEAST_ON;
  // Every three degrees: a frame's own direction gives the smallest box.
  for (let turn = 0; turn < 90; turn += 3) {
    const box = boxAt(xs, ys, (turn * Math.PI) / 180);
    const [half, other] = [box.width / 2, box.height / 2];
    const [long, short] = [Math.max(half, other) * 2, Math.min(half, other) * 2].map((px) => px / scale) as [number, number];
    if (short < SIZE_MM.least || long > SIZE_MM.most || short / long < SIZE_MM.slimmest) continue;
    for (const shape of ['oval', 'square'] as const) {
      const { on, inside, coverage } = along(xs, ys, box, shape, scale);
      if (on <= fit || inside > MOST_INSIDE) continue;
      // Nearly a circle, and no ring of a seal's size: some other stamp.
      if (shape === 'oval' && short / long > SIZE_MM.roundest) continue;
      fit = on;
      best = { shape, centre: { x: box.x / scale, y: box.y / scale }, longMm: long, coverage };
    }
  }
  return best;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly sin: number;
  readonly cos: number;
}

function boxAt(xs: Float64Array, ys: Float64Array, angle: number): Box {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < xs.length; i++) {
    const u = (xs[i] as number) * cos + (ys[i] as number) * sin;
    const v = (ys[i] as number) * cos - (xs[i] as number) * sin;
    left = Math.min(left, u);
    right = Math.max(right, u);
    top = Math.min(top, v);
    bottom = Math.max(bottom, v);
  }
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return { x: u * cos - v * sin, y: u * sin + v * cos, width: right - left, height: bottom - top, sin, cos };
}

/** Part of the outermost ink on the frame, ink just inside as a part of that on it, and part of the directions with ink on it. */
function along(xs: Float64Array, ys: Float64Array, box: Box, shape: Frame['shape'], scale: number) {
  const outermost = new Float64Array(DIRECTIONS).fill(Number.POSITIVE_INFINITY);
  let [line, within] = [0, 0];
  const off = OFF_MM * scale;
  for (let i = 0; i < xs.length; i++) {
    const [dx, dy] = [(xs[i] as number) - box.x, (ys[i] as number) - box.y];
    const [u, v] = [dx * box.cos + dy * box.sin, dy * box.cos - dx * box.sin];
    const inwards = inwardsOf(u, v, box, shape);
    if (inwards < off) line++;
    else if (inwards > 1.5 * off && inwards < 3 * off) within++;
    const direction = Math.floor((Math.atan2(v, u) / (2 * Math.PI) + 0.5) * DIRECTIONS) % DIRECTIONS;
    if (inwards < (outermost[direction] as number)) outermost[direction] = inwards;
  }
  const seen = outermost.filter((value) => value < Number.POSITIVE_INFINITY);
  const on = seen.filter((value) => value < off).length;
  // The band within is half as broad again as the line's.
  return { on: on / DIRECTIONS, inside: within / 1.5 / Math.max(1, line), coverage: on / DIRECTIONS };
}

/** How far inside of the frame a place lies, about, in pixels. */
function inwardsOf(u: number, v: number, { width, height }: Box, shape: Frame['shape']): number {
  const [a, b] = [width / 2, height / 2];
  if (shape === 'square') return Math.max(0, Math.min(a - Math.abs(u), b - Math.abs(v)));
  const part = Math.hypot(u / a, v / b);
  return part === 0 ? Math.min(a, b) : Math.abs(1 - part) * (Math.hypot(u, v) / part);
}
