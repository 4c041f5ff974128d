import { FACE_PX_PER_MM, type Face } from './face.ts';

/** Faces are compared square by square, about as large as a character. */
const CELL_PX = 5 * FACE_PX_PER_MM;
const STEP_PX = CELL_PX / 2;
/** How far a square is looked for around its place. */
const REACH_PX = 4;
/** Mean ink (of 255) that makes a square worth comparing. */
const LEAST_INK = 8;

export interface Cell {
  /** Of its middle, millimetres from the face's centre. */
  readonly x: number;
  readonly y: number;
  /** Normalised cross-correlation at the best shift: 1 is alike. */
  readonly alike: number;
  /** That shift, millimetres. */
  readonly dx: number;
  readonly dy: number;
  /** Mean ink of the filed face, and of the sheet, of 255. */
  readonly filed: number;
  readonly seen: number;
}

/** All squares with ink inside of the ring. */
export function compareCells(filed: Face, seen: Face, withinMm: number): readonly Cell[] {
  const { size } = filed;
  const half = (size - 1) / 2;
  const cells: Cell[] = [];
  for (let top = REACH_PX; top + CELL_PX + REACH_PX < size; top += STEP_PX) {
    for (let left = REACH_PX; left + CELL_PX + REACH_PX < size; left += STEP_PX) {
      const [x, y] = [(left + CELL_PX / 2 - half) / FACE_PX_PER_MM, (top + CELL_PX / 2 - half) / FACE_PX_PER_MM];
      if (Math.hypot(x, y) > withinMm) continue;
      const cell = compared(filed, seen, left, top, withinMm);
      if (cell) cells.push({ x, y, ...cell });
    }
  }
  return cells;
}

function compared(filed: Face, seen: Face, left: number, top: number, withinMm: number): Omit<Cell, 'x' | 'y'> | null {
  const { size } = filed;
  const half = (size - 1) / 2;
  const limit = ((withinMm + 1.5) * FACE_PX_PER_MM) ** 2;
  const places: number[] = [];
  for (let row = top; row < top + CELL_PX; row++) {
    for (let column = left; column < left + CELL_PX; column++) {
      if ((row - half) ** 2 + (column - half) ** 2 < limit) places.push(row * size + column);
    }
  }
  const n = places.length;
  let [sum, square, other] = [0, 0, 0];
  for (const at of places) {
    const value = filed.ink[at] as number;
    sum += value;
    square += value * value;
    other += seen.ink[at] as number;
  }
  if (n < 100 || Math.max(sum, other) / n < LEAST_INK) return null;
  const spread = square - (sum * sum) / n;
  let [alike, dx, dy] = [-1, 0, 0];
  for (let sy = -REACH_PX; sy <= REACH_PX; sy++) {
    for (let sx = -REACH_PX; sx <= REACH_PX; sx++) {
      const by = sy * size + sx;
      let [own, squares, both] = [0, 0, 0];
      for (let k = 0; k < n; k++) {
        const at = places[k] as number;
        const value = seen.ink[at + by] as number;
        own += value;
        squares += value * value;
        both += value * (filed.ink[at] as number);
      }
      const norm = spread * (squares - (own * own) / n);
      const here = norm <= 0 ? 0 : (both - (own * sum) / n) / Math.sqrt(norm);
      if (here > alike) [alike, dx, dy] = [here, sx, sy];
    }
  }
  return { alike, dx: dx / FACE_PX_PER_MM, dy: dy / FACE_PX_PER_MM, filed: sum / n, seen: other / n };
}
