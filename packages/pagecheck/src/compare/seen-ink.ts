import type { Plane } from '../capture/image.ts';
import type { InkPlanes } from './ink-planes.ts';

/** Light changes little over so many pixels (5 mm). */
const CELL = 40;
/** Every second pixel of every second row tells the light. */
const STEP = 2;
/** The approved page is even where its ink is that of its surroundings, and light enough to reflect. */
const EVEN = 4;
const MOST_INK = 110;
const LEAST_SAMPLES = 25;

/** Seen ink as shares of 255 of full ink; below 0 where paper is lighter than around it. */
export interface SeenInk {
  readonly width: number;
  readonly height: number;
  readonly data: Int16Array;
}

/**
 * How much ink the sheet shows, whatever the light: measured against what the approved page leaves blank or evenly tinted. A black bar or
 * a picture, under which no paper shows, takes the light from around it.
 */
export function seenInk(seen: Plane, approved: InkPlanes): SeenInk {
  const { width, height, data } = seen;
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const levels = smoothed(filled(lightLevels(seen, approved, columns, rows), columns, rows), columns, rows);
  const ink = new Int16Array(width * height);
  const light = new Float32Array(columns);
  for (let y = 0; y < height; y++) {
    const v = Math.max(0, Math.min(rows - 1, (y + 0.5) / CELL - 0.5));
    const upper = Math.floor(v);
    const lower = Math.min(rows - 1, upper + 1);
    for (let c = 0; c < columns; c++) {
      const [top, bottom] = [levels[upper * columns + c] as number, levels[lower * columns + c] as number];
      light[c] = top + (bottom - top) * (v - upper);
    }
    inkOfRow(data, ink, y * width, width, light);
  }
  return { width, height, data: ink };
}

function inkOfRow(data: Uint8Array, ink: Int16Array, from: number, width: number, light: Float32Array): void {
  for (let x = 0, at = from; x < width; x++, at++) {
    const u = Math.max(0, Math.min(light.length - 1, (x + 0.5) / CELL - 0.5));
    const c = u | 0;
    const here = light[c] as number;
    const level = here + ((light[Math.min(light.length - 1, c + 1)] as number) - here) * (u - c);
    ink[at] = level < 8 ? 0 : 255 - (255 * (data[at] as number)) / level;
  }
}

/** The light on each cell: the median of what even places show for what they should reflect; 0 where too few tell it. */
function lightLevels({ width, height, data }: Plane, approved: InkPlanes, columns: number, rows: number): Float32Array {
  const levels = new Float32Array(columns * rows);
  const counts = new Uint32Array(512);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      let n = 0;
      for (let y = row * CELL; y < Math.min(height, (row + 1) * CELL); y += STEP) {
        for (let x = column * CELL, at = y * width + x; x < Math.min(width, (column + 1) * CELL); x += STEP, at += STEP) {
          const ink = approved.sharp[at] as number;
          const wide = approved.wide[at] as number;
          if (ink > MOST_INK || wide - ink > EVEN || ink - wide > EVEN) continue;
          const value = data[at] as number;
          if (value === 0) continue;
          const level = Math.min(511, Math.round((value * 255) / (255 - ink)));
          counts[level] = (counts[level] as number) + 1;
          n++;
        }
      }
      if (n < LEAST_SAMPLES) continue;
      let level = 0;
      for (let below = counts[0] as number; below < n / 2; ) below += counts[++level] as number;
      levels[row * columns + column] = level;
    }
  }
  return levels;
}

/** Cells without light of their own take the mean of their neighbours', from the edges of the dark inwards. */
function filled(levels: Float32Array, columns: number, rows: number): Float32Array {
  let now = levels;
  for (let round = 0; round < columns + rows; round++) {
    const next = Float32Array.from(now);
    let isWhole = true;
    for (let at = 0; at < now.length; at++) {
      if (now[at] !== 0) continue;
      let [sum, n] = [0, 0];
      eachNear(at, columns, rows, 1, (near) => {
        const level = now[near] as number;
        if (level > 0) [sum, n] = [sum + level, n + 1];
      });
      if (n > 0) next[at] = sum / n;
      else isWhole = false;
    }
    now = next;
    if (isWhole) break;
  }
  return now;
}

/** The median of a cell and its neighbours: a dark picture laid on the sheet does not pass for dark paper. */
function smoothed(levels: Float32Array, columns: number, rows: number): Float32Array {
  return levels.map((_, at) => {
    const near: number[] = [];
    eachNear(at, columns, rows, 1, (other) => near.push(levels[other] as number));
    return near.sort((p, q) => p - q)[near.length >> 1] as number;
  });
}

function eachNear(at: number, columns: number, rows: number, reach: number, visit: (at: number) => void): void {
  const [column, row] = [at % columns, Math.floor(at / columns)];
  for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
    for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) visit(y * columns + x);
  }
}
