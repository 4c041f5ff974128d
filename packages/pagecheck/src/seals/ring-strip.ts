import type { Plane } from '../capture/image.ts';
import { sample } from '../find/page-space.ts';
import type { FaceMap } from './face.ts';

/** The band of a face in which its letters stand, distances from the centre in millimetres. */
export interface Band {
  readonly inner: number;
  readonly outer: number;
}

/** Letters stand upright around the top; the last degrees at the bottom are left to gaps and numbers. */
const HALF_ARC_DEG = 151;
const STEP_MM = 0.125;
/** Height of letters on seals, as parts of the diameter. */
const LETTER = { least: 0.085, most: 0.19, usual: 0.135 } as const;
/** What is taken along above and below the letters, as a part of their height. */
const ROOM = 0.12;
/** Strips are drawn this high: what the reader scales to. */
const STRIP_PX = 48;

/** Clockwise from the top of the face, of a place along a strip given as a part of its length. */
export const angleAlong = (at: number): number => (at * 2 - 1) * HALF_ARC_DEG;

/** Where letters stand on most seals, when it cannot be told which way up one lies. */
export function usualBand(radiusMm: number, lineMm: number): Band {
  const outer = radiusMm - lineMm - 0.9;
  return { outer, inner: outer - 2 * radiusMm * LETTER.usual };
}

type Seen = (radius: number, angleDeg: number) => number;

const onSheet =
  (density: Plane, pxPerMm: number, [a, b, c, d, e, f]: FaceMap): Seen =>
  (radius, angleDeg) => {
    const angle = (angleDeg * Math.PI) / 180;
    const [x, y] = [radius * Math.sin(angle), -radius * Math.cos(angle)];
    return sample(density, (a * x + b * y + c) * pxPerMm - 0.5, (d * x + e * y + f) * pxPerMm - 0.5);
  };

/** Where the letters stand, by how much of each circle is inked. `map` lays the upright face on the sheet. */
export function letterBand(density: Plane, pxPerMm: number, map: FaceMap, radiusMm: number, lineMm: number): Band {
  const seen = onSheet(density, pxPerMm, map);
  const from = radiusMm - lineMm - 0.3;
  const steps = Math.round((2 * radiusMm * LETTER.most + 2) / STEP_MM);
  const inked = Float32Array.from({ length: steps }, (_, k) => {
    let sum = 0;
    for (let angle = -100; angle <= 100; angle += 1) sum += seen(from - k * STEP_MM, angle);
    return sum;
  });
  const [least, most] = [2 * radiusMm * LETTER.least, 2 * radiusMm * LETTER.most];
  const peak = inked.slice(Math.round(1.5 / STEP_MM)).reduce((high, value) => Math.max(high, value), 0);
  // The ring's own blur, a thin second line and its gap come first; letters begin where ink stays.
  let outer = 0;
  for (let k = 0, clear = false; k < steps && outer === 0; k++) {
    clear ||= (inked[k] as number) < peak * 0.25;
    if (clear && staysAbove(inked, k, peak * 0.3, Math.round(least / 3 / STEP_MM))) outer = from - k * STEP_MM;
  }
  if (outer === 0) return usualBand(radiusMm, lineMm);
  let inner = outer - least;
  while (inner > outer - most && (inked[Math.round((from - inner) / STEP_MM)] ?? 0) > peak * 0.22) inner -= STEP_MM;
  return { outer, inner };
}

function staysAbove(values: Float32Array, from: number, level: number, steps: number): boolean {
  let above = 0;
  for (let k = from; k < from + steps; k++) if ((values[k] ?? 0) > level) above++;
  return above > steps * 0.8 && (values[from] as number) > level;
}

/** Print over the seal: where the red channel is darker than this part of paper, what seal ink lies there is not seen. */
const PRINT = 0.45;
/** Unseen places are filled from what is seen this far around (pixels of the strip): wider than strokes of print. */
const FILL_PX = 3;
/** Ink is evened out over this width, and raised no more than so many times: seals press unevenly. */
const EVEN_PX = STRIP_PX * 2;
const MOST_RAISED = 2;

/** Seal ink and red channel of a sheet. */
export interface Inked {
  readonly density: Plane;
  readonly red: Plane;
  readonly pxPerMm: number;
}

/** The letters in a row as on a line: dark on bright, unevenness and print over them taken out as far as can be. */
export function ringStrip({ density, red, pxPerMm }: Inked, map: FaceMap, { inner, outer }: Band): Plane {
  const ink = onSheet(density, pxPerMm, map);
  const level = onSheet(red, pxPerMm, map);
  const high = outer - inner;
  const [top, bottom] = [outer + high * ROOM, inner - high * ROOM];
  const width = Math.round(((((2 * HALF_ARC_DEG * Math.PI) / 180) * (inner + outer)) / 2 / (top - bottom)) * STRIP_PX);
  const raw = new Float32Array(width * STRIP_PX);
  const levels = new Float32Array(width * STRIP_PX);
  for (let row = 0, at = 0; row < STRIP_PX; row++) {
    const radius = top - ((row + 0.5) / STRIP_PX) * (top - bottom);
    for (let column = 0; column < width; column++, at++) {
      const angle = angleAlong((column + 0.5) / width);
      raw[at] = ink(radius, angle);
      levels[at] = level(radius, angle);
    }
  }
  return { width, height: STRIP_PX, data: evened(filled(raw, seenAt(levels), width), width) };
}

/** 1 where there is no print, 0 on it. */
function seenAt(levels: Float32Array): Uint8Array {
  const paper = Float32Array.from(levels).sort()[Math.floor(levels.length * 0.9)] as number;
  return Uint8Array.from(levels, (level) => Number(level >= PRINT * paper));
}

function filled(raw: Float32Array, seen: Uint8Array, width: number): Float32Array {
  const out = Float32Array.from(raw);
  for (let at = 0; at < raw.length; at++) {
    if (seen[at]) continue;
    const [row, column] = [Math.floor(at / width), at % width];
    let [sum, weight] = [0, 0.3];
    for (let y = Math.max(0, row - FILL_PX); y <= Math.min(STRIP_PX - 1, row + FILL_PX); y++) {
      for (let x = Math.max(0, column - FILL_PX); x <= Math.min(width - 1, column + FILL_PX); x++) {
        if (!seen[y * width + x]) continue;
        const near = 1 / (1 + (y - row) ** 2 + (x - column) ** 2);
        sum += near * (raw[y * width + x] as number);
        weight += near;
      }
    }
    out[at] = sum / weight;
  }
  return out;
}

/** Full ink is what the darkest pixels around have. */
function evened(ink: Float32Array, width: number): Uint8Array {
  const full = Float32Array.from(ink).sort()[Math.floor(ink.length * 0.99)] as number;
  const data = new Uint8Array(ink.length);
  const step = STRIP_PX / 4;
  const knots = Array.from({ length: Math.ceil(width / step) + 1 }, (_, k) => {
    const [from, to] = [Math.max(0, k * step - EVEN_PX / 2), Math.min(width, k * step + EVEN_PX / 2)];
    const values: number[] = [];
    for (let row = 0; row < STRIP_PX; row += 2) for (let x = from; x < to; x += 2) values.push(ink[row * width + x] as number);
    values.sort((p, q) => p - q);
    return Math.max(full / MOST_RAISED, 4, values[Math.floor(values.length * 0.985)] ?? 0);
  });
  for (let at = 0; at < ink.length; at++) {
    const place = (at % width) / step;
    const k = Math.floor(place);
    const level = (knots[k] as number) * (1 - place + k) + (knots[k + 1] as number) * (place - k);
    data[at] = 255 - 255 * Math.min(1, (ink[at] as number) / level);
  }
  return data;
}
