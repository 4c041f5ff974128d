import type { Plane } from '../capture/image.ts';

/** Means over so many pixels a side (a quarter of a millimetre): strokes are not thinner, and noise is halved. */
const MEAN = 2;
/** Shading is wider than this (6 mm); strokes of any print are narrower. In means. */
const WIDEST = 24;
/** So much darker than what lies on both sides of it, as a share, is ink: on bare paper less than twice as much is none. */
const DARKER = 0.1;
/** Of so many means: less than the smallest full stop (EXTRA_UNSURE_MM2). */
const LEAST = 3;
/** Squares of the outline in which paper and skin blend. */
const BLEND = 2;

/**
 * Whether anything as narrow as a stroke is darker than what lies around it within these squares, wherever their own shading is: what a
 * closing (the least of the greatest around, within the squares alone) fills up. A finger darkens towards its rim and has none.
 */
export function hasStrokes({ data, width }: Plane, squares: readonly number[], columns: number, squarePx: number): boolean {
  const inside = inner(squares, columns);
  if (inside.length === 0) return false;
  const xs = inside.map((at) => at % columns);
  const ys = inside.map((at) => Math.floor(at / columns));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = squarePx / MEAN;
  const pad = WIDEST / 2;
  const columnsHere = (Math.max(...xs) - left + 1) * scale + 2 * pad;
  const rowsHere = (Math.max(...ys) - top + 1) * scale + 2 * pad;
  const levels = new Float32Array(columnsHere * rowsHere);
  for (let i = 0; i < inside.length; i++) {
    for (let v = 0; v < scale; v++) {
      for (let u = 0; u < scale; u++) {
        const from = ((ys[i] as number) * squarePx + v * MEAN) * width + (xs[i] as number) * squarePx + u * MEAN;
        const sum =
          (data[from] as number) + (data[from + 1] as number) + (data[from + width] as number) + (data[from + width + 1] as number);
        levels[(((ys[i] as number) - top) * scale + v + pad) * columnsHere + ((xs[i] as number) - left) * scale + u + pad] = sum / 4 + 1;
      }
    }
  }
  const filled = closed(levels, columnsHere, rowsHere);
  let darker = 0;
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i] as number;
    if (level > 0 && level < (1 - DARKER) * (filled[i] as number)) darker++;
  }
  return darker >= LEAST;
}

/** Those with squares all round. */
function inner(squares: readonly number[], columns: number): readonly number[] {
  const all = new Set(squares);
  return squares.filter((at) => {
    for (let v = -BLEND; v <= BLEND; v++) for (let u = -BLEND; u <= BLEND; u++) if (!all.has(at + v * columns + u)) return false;
    return true;
  });
}

/** 0 is outside: it is never the greatest around anything, and nothing is asked of it. */
function closed(levels: Float32Array, columns: number, rows: number): Float32Array {
  const wide = extremes(extremes(levels, columns, rows, 1, columns, Math.max), rows, columns, columns, 1, Math.max);
  return extremes(extremes(wide, columns, rows, 1, columns, Math.min), rows, columns, columns, 1, Math.min);
}

/** Along lines of `long` values `step` apart, `apart` from each other: the extreme of WIDEST + 1 values around each. */
function extremes(
  values: Float32Array,
  long: number,
  lines: number,
  step: number,
  apart: number,
  extreme: (p: number, q: number) => number,
): Float32Array {
  const half = WIDEST / 2;
  const found = new Float32Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < long; at++) {
      const [from, to] = [Math.max(0, at - half), Math.min(long - 1, at + half)];
      let value = values[line * apart + from * step] as number;
      for (let i = from + 1; i <= to; i++) value = extreme(value, values[line * apart + i * step] as number);
      found[line * apart + at * step] = value;
    }
  }
  return found;
}
