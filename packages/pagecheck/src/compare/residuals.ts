import type { Plane } from '../capture/image.ts';
import type { Cell } from './cells.ts';
import type { InkPlanes } from './ink-planes.ts';
import { MARGIN, type Optics, PARTS } from './optics.ts';
import type { SeenInk } from './seen-ink.ts';
import { solveInPlace } from './solve.ts';

/** What is left of each cell once the approved ink, seen through this capture's optics, is taken away. */
export interface Residuals {
  /** Where each cell's window begins in `left`, and its place on the page. */
  readonly windows: readonly Window[];
  /** Left-over ink (of 255 of full ink at that place), mean over 3 × 3 pixels; below 0 where ink is missing. */
  readonly left: Float32Array;
  /** Which kind of pixel each is, for its noise: NOISE_KINDS. */
  readonly kinds: Uint8Array;
}

export interface Window {
  readonly cell: Cell;
  readonly from: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The cell's own contrast against what its neighbours have; 0 when nothing of it is there. */
  readonly gain: number;
  /** Share of its pixels under red ink. */
  readonly red: number;
}

/** Slopes by eight, ink by four, under red ink or not. */
export const NOISE_KINDS = 64;
/** Levels of red above green from which a pixel lies under red ink. */
const RED = 40;
/** What a cell may differ from its neighbours by itself, one deviation: contrast, stray light (of 255), place (pixels). */
const OWN = { gain: 0.1, light: 5, shift: 0.3 };
/** Noise of a pixel, of 255, that the above is weighed against. */
const NOISE = 10;

const UNKNOWNS = 5;

export function residualsOf(
  cells: readonly Cell[],
  approved: InkPlanes,
  seen: SeenInk,
  optics: Optics,
  colours: { readonly red: Plane; readonly green: Plane },
): Residuals {
  const boxes = cells.map((cell) => windowOf(cell, approved));
  const total = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  const left = new Float32Array(total);
  const kinds = new Uint8Array(total);
  const scratch = new Scratch();
  const windows: Window[] = [];
  let from = 0;
  for (let i = 0; i < cells.length; i++) {
    const box = boxes[i] as Box;
    scratch.load(box, approved, seen, optics, i * PARTS, colours);
    const gain = scratch.fit();
    scratch.leave(left, kinds, from);
    windows.push({ cell: cells[i] as Cell, from, ...box, gain, red: scratch.red });
    from += box.width * box.height;
  }
  return { windows, left, kinds };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** With one pixel more all round for slopes and means, the page has it. */
function windowOf(cell: Cell, { width, height }: InkPlanes): Box {
  const [x, y] = [Math.max(1, cell.left - MARGIN), Math.max(1, cell.top - MARGIN)];
  return { x, y, width: Math.min(width - 1, cell.right + MARGIN) - x, height: Math.min(height - 1, cell.bottom + MARGIN) - y };
}

/** One cell's pixels with a border of one. Kept between cells, so that a page of thousands allocates once. */
class Scratch {
  #stride = 0;
  #rows = 0;
  /** What the optics make of the approved ink, and what is seen. */
  #wanted = new Float32Array(0);
  #seen = new Float32Array(0);
  #redness = new Float32Array(0);
  #rest = new Float32Array(0);
  #full = 255;
  readonly #matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  readonly #right = new Float64Array(UNKNOWNS);
  red = 0;

  load(box: Box, approved: InkPlanes, seen: SeenInk, optics: Optics, at: number, { red, green }: { red: Plane; green: Plane }): void {
    this.#stride = box.width + 2;
    this.#rows = box.height + 2;
    const size = this.#stride * this.#rows;
    if (this.#wanted.length < size) {
      this.#wanted = new Float32Array(size * 2);
      this.#seen = new Float32Array(size * 2);
      this.#redness = new Float32Array(size * 2);
      this.#rest = new Float32Array(size * 2);
    }
    const [a, b, c, d, e] = optics.subarray(at, at + PARTS) as unknown as [number, number, number, number, number];
    this.#full = Math.max(60, 255 * (a + b + c + d));
    let reds = 0;
    for (let y = 0, i = 0; y < this.#rows; y++) {
      let from = (box.y - 1 + y) * approved.width + box.x - 1;
      for (let x = 0; x < this.#stride; x++, i++, from++) {
        const wanted =
          a * (approved.sharp[from] as number) +
          b * (approved.soft[from] as number) +
          c * (approved.wide[from] as number) +
          d * (approved.spread[from] as number) +
          e;
        this.#wanted[i] = wanted;
        this.#seen[i] = seen.data[from] as number;
        const redness = (red.data[from] as number) - (green.data[from] as number);
        this.#redness[i] = redness;
        if (redness > RED) reds++;
      }
    }
    this.red = reds / size;
  }

  /** Lets the cell have its own contrast, light and place, within reason; what it does not explain is the rest. Gives the contrast. */
  fit(): number {
    const size = this.#stride * this.#rows;
    let [gain, light, dx, dy, tint] = [1, 0, 0, 0, 0];
    let spread = 1e9;
    for (let round = 0; round < 3; round++) {
      const matrix = this.#matrix.fill(0);
      const right = this.#right.fill(0);
      let total = 0;
      let count = 0;
      for (let y = 1; y < this.#rows - 1; y++) {
        for (let x = 1, i = y * this.#stride + 1; x < this.#stride - 1; x++, i++) {
          const p = this.#wanted[i] as number;
          const gx = ((this.#wanted[i + 1] as number) - (this.#wanted[i - 1] as number)) / 2;
          const gy = ((this.#wanted[i + this.#stride] as number) - (this.#wanted[i - this.#stride] as number)) / 2;
          const u = this.#redness[i] as number;
          const v = this.#seen[i] as number;
          const off = v - (gain * p + light + dx * gx + dy * gy + tint * u);
          const weight = 1 / (1 + (off * off) / (spread * spread));
          total += Math.abs(off);
          count++;
          add(matrix, right, weight, p, gx, gy, u, v);
        }
      }
      hold(matrix, right, this.red > 0.01);
      if (!solveInPlace(matrix, right, UNKNOWNS)) break;
      [gain, light, dx, dy, tint] = right as unknown as [number, number, number, number, number];
      spread = Math.max(12, round === 0 ? 40 : (2 * total) / count);
    }
    const clamped = Math.max(0.6, Math.min(1.5, gain));
    const most = 0.75;
    const [mx, my] = [Math.max(-most, Math.min(most, dx)), Math.max(-most, Math.min(most, dy))];
    for (let y = 1; y < this.#rows - 1; y++) {
      for (let x = 1, i = y * this.#stride + 1; x < this.#stride - 1; x++, i++) {
        const gx = ((this.#wanted[i + 1] as number) - (this.#wanted[i - 1] as number)) / 2;
        const gy = ((this.#wanted[i + this.#stride] as number) - (this.#wanted[i - this.#stride] as number)) / 2;
        const explained = clamped * (this.#wanted[i] as number) + light + mx * gx + my * gy + tint * (this.#redness[i] as number);
        this.#rest[i] = (((this.#seen[i] as number) - explained) * 255) / this.#full;
      }
    }
    for (let i = 0; i < size; i++) {
      const [y, x] = [Math.floor(i / this.#stride), i % this.#stride];
      if (x === 0 || y === 0 || x === this.#stride - 1 || y === this.#rows - 1) this.#rest[i] = 0;
    }
    return gain;
  }

  leave(left: Float32Array, kinds: Uint8Array, from: number): void {
    const s = this.#stride;
    const rest = this.#rest;
    for (let y = 1, to = from; y < this.#rows - 1; y++) {
      for (let x = 1, i = y * s + 1; x < s - 1; x++, i++, to++) {
        const sum =
          (rest[i - s - 1] as number) +
          (rest[i - s] as number) +
          (rest[i - s + 1] as number) +
          (rest[i - 1] as number) +
          (rest[i] as number) +
          (rest[i + 1] as number) +
          (rest[i + s - 1] as number) +
          (rest[i + s] as number) +
          (rest[i + s + 1] as number);
        left[to] = sum / 9;
        const gx = (this.#wanted[i + 1] as number) - (this.#wanted[i - 1] as number);
        const gy = (this.#wanted[i + s] as number) - (this.#wanted[i - s] as number);
        const slope = Math.min(7, Math.floor(((Math.abs(gx) + Math.abs(gy)) * 255) / this.#full / 20));
        const ink = Math.max(0, Math.min(3, Math.floor(((this.#wanted[i] as number) / this.#full) * 4)));
        const isRed = (this.#redness[i] as number) > RED || this.red > 0.25;
        kinds[to] = (isRed ? 32 : 0) + slope * 4 + ink;
      }
    }
  }
}

function add(matrix: Float64Array, right: Float64Array, w: number, p: number, gx: number, gy: number, u: number, v: number): void {
  const [wp, wx, wy, wu] = [w * p, w * gx, w * gy, w * u];
  matrix[0] = (matrix[0] as number) + wp * p;
  matrix[5] = (matrix[5] as number) + wp;
  matrix[6] = (matrix[6] as number) + w;
  matrix[10] = (matrix[10] as number) + wx * p;
  matrix[11] = (matrix[11] as number) + wx;
  matrix[12] = (matrix[12] as number) + wx * gx;
  matrix[15] = (matrix[15] as number) + wy * p;
  matrix[16] = (matrix[16] as number) + wy;
  matrix[17] = (matrix[17] as number) + wy * gx;
  matrix[18] = (matrix[18] as number) + wy * gy;
  matrix[20] = (matrix[20] as number) + wu * p;
  matrix[21] = (matrix[21] as number) + wu;
  matrix[22] = (matrix[22] as number) + wu * gx;
  matrix[23] = (matrix[23] as number) + wu * gy;
  matrix[24] = (matrix[24] as number) + wu * u;
  right[0] = (right[0] as number) + wp * v;
  right[1] = (right[1] as number) + w * v;
  right[2] = (right[2] as number) + wx * v;
  right[3] = (right[3] as number) + wy * v;
  right[4] = (right[4] as number) + wu * v;
}

/** What is expected of a cell before it is seen: its neighbours' contrast, no light or shift of its own; a tint only under red ink. */
function hold(matrix: Float64Array, right: Float64Array, hasRed: boolean): void {
  const held = (of: number): number => (NOISE / of) ** 2;
  matrix[0] = (matrix[0] as number) + held(OWN.gain);
  right[0] = (right[0] as number) + held(OWN.gain);
  matrix[6] = (matrix[6] as number) + held(OWN.light);
  matrix[12] = (matrix[12] as number) + held(OWN.shift);
  matrix[18] = (matrix[18] as number) + held(OWN.shift);
  matrix[24] = (matrix[24] as number) + (hasRed ? 100 : 1e12);
}
