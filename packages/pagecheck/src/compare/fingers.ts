import type { Plane } from '../capture/image.ts';
import type { Planes } from '../capture/planes.ts';
import type { Cell } from './cells.ts';
import { type Outline, outlineOf } from './finger-outline.ts';
import { hasStrokes } from './finger-strokes.ts';

/** Pixels a side of the squares that are skin or not: half a millimetre in page space. */
const SQUARE = 4;
/** Blue against red, as a share of what bare paper shows: skin, in any light that shows colours, is below it. */
const WARM = 0.88;
/** Every so many pixels of the sheet tell the paper's own tint. */
const STEP = 997;
/** Desk and shadow show in squares so near to the edge; a finger goes on beyond them. */
const RIM = 5;
/** Share of the squares between a finger and the sheet's edge that are skin, too. */
const MOSTLY = 0.8;
/** How far in from the edge, and how wide there, a finger is: in squares. */
const DEEPEST = 90;
const WIDTH = { least: 12, most: 64 };
/** Blur, and the shadow that a finger throws, in squares. */
const SHADE = 2;

/** What fingers hide of a sheet. */
export interface Fingers {
  /** By a pixel of the sheet: under a finger or in its shade. */
  isShaded(x: number, y: number): boolean;
  /** Whether any of a box lies under a finger itself. */
  isCovered(box: Cell): boolean;
  /** Whether any of it lies there or in the shade. */
  isTouched(box: Cell): boolean;
}

const COVERED = 2;
const SHADED = 1;

/**
 * Fingers that hold the sheet at its edges: of skin's colour from the edge inwards, one bulge with a round tip, and without anything like
 * a stroke of ink in it. A tint with words on it is none, however it is shaped; a plain tint may be, which hides nothing.
 */
export function fingersOn(seen: Planes, approved: Planes): Fingers {
  const { red } = seen;
  const [columns, rows] = [Math.floor(red.width / SQUARE), Math.floor(red.height / SQUARE)];
  const warm = warmSquares(seen, approved, columns, rows);
  const state = new Uint8Array(columns * rows);
  const sides = [
    { long: rows, place: (deep: number, along: number) => along * columns + deep },
    { long: rows, place: (deep: number, along: number) => (along + 1) * columns - 1 - deep },
    { long: columns, place: (deep: number, along: number) => deep * columns + along },
    { long: columns, place: (deep: number, along: number) => (rows - 1 - deep) * columns + along },
  ];
  for (const { long, place } of sides) {
    for (const outline of bulges(long, (deep, along) => warm[place(deep, along)] === 1)) {
      const squares = outline.rows.flatMap(({ deep, from, to }) => Array.from({ length: to - from }, (_, i) => place(deep, from + i)));
      if (hasStrokes(red, squares, columns, SQUARE)) continue;
      const [base] = outline.rows;
      for (let deep = 0; base && deep < RIM; deep++) for (let at = base.from; at < base.to; at++) squares.push(place(deep, at));
      cover(state, squares, columns, rows);
    }
  }
  const reach = ({ left, top, right, bottom }: Cell, least: number): boolean => {
    const [from, to] = [Math.floor(left / SQUARE), Math.min(columns, Math.ceil(right / SQUARE))];
    for (let y = Math.floor(top / SQUARE); y < Math.min(rows, Math.ceil(bottom / SQUARE)); y++) {
      for (let x = from; x < to; x++) if ((state[y * columns + x] as number) >= least) return true;
    }
    return false;
  };
  return {
    isShaded: (x, y) => state[Math.min(rows - 1, Math.floor(y / SQUARE)) * columns + Math.min(columns - 1, Math.floor(x / SQUARE))] !== 0,
    isCovered: (box) => reach(box, COVERED),
    isTouched: (box) => reach(box, SHADED),
  };
}

/** Those that are warmer than paper and, where it is tinted, than the approved page. */
function warmSquares({ red, blue }: Planes, approved: Planes, columns: number, rows: number): Uint8Array {
  const ratios: number[] = [];
  for (let at = 0; at < red.data.length; at += STEP) {
    const level = red.data[at] as number;
    if (level > 0) ratios.push((blue.data[at] as number) / level);
  }
  const limit = WARM * (ratios.sort((p, q) => p - q)[ratios.length >> 1] ?? 1);
  const warm = new Uint8Array(columns * rows);
  const band = DEEPEST + 1;
  for (let row = 0; row < rows; row++) {
    const isBand = row < band || row >= rows - band;
    for (let column = 0; column < columns; column++) {
      if (!isBand && column === band) column = columns - band; // nothing holds the middle of a sheet
      const [reds, blues] = [sumOf(red, column, row), sumOf(blue, column, row)];
      if (reds === 0 || blues >= limit * reds) continue;
      const [own, ownBlue] = [sumOf(approved.red, column, row), sumOf(approved.blue, column, row)];
      if (blues * own < limit * reds * ownBlue || own === 0) warm[row * columns + column] = 1;
    }
  }
  return warm;
}

function sumOf({ data, width }: Plane, column: number, row: number): number {
  let sum = 0;
  for (let y = row * SQUARE; y < (row + 1) * SQUARE; y++) {
    for (let at = y * width + column * SQUARE, end = at + SQUARE; at < end; at++) sum += data[at] as number;
  }
  return sum;
}

/** What bulges in from one side of the sheet and has a finger's outline. */
function* bulges(long: number, isWarm: (deep: number, along: number) => boolean): Generator<Outline> {
  for (let from = 0; from < long; from++) {
    if (!isWarm(RIM, from)) continue;
    let to = from;
    while (to < long && isWarm(RIM, to)) to++;
    const width = to - from;
    let beyond = 0;
    for (let deep = 0; deep < RIM; deep++) for (let at = from; at < to; at++) if (isWarm(deep, at)) beyond++;
    const outline =
      width >= WIDTH.least && width <= WIDTH.most && beyond >= MOSTLY * RIM * width
        ? outlineOf({ deep: RIM, from, to }, long, DEEPEST, WIDTH.most, isWarm)
        : null;
    if (outline) yield outline;
    from = to;
  }
}

function cover(state: Uint8Array, squares: readonly number[], columns: number, rows: number): void {
  for (const at of squares) {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    for (let v = Math.max(0, y - SHADE); v <= Math.min(rows - 1, y + SHADE); v++) {
      for (let u = Math.max(0, x - SHADE); u <= Math.min(columns - 1, x + SHADE); u++) state[v * columns + u] ||= SHADED;
    }
  }
  for (const at of squares) state[at] = COVERED;
}
