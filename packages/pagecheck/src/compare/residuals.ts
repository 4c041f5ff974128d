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
  /** How far all of its ink together stands above noise. */
  readonly strength: number;
  /** Share of its pixels under red ink. */
  readonly red: number;
}

/** Slopes by eight, ink by four, under red ink or not. */
export const NOISE_KINDS = 64;
/** From here on: under red ink. */
export const RED_KINDS = 32;
/** Levels a pixel, of full ink. */
const SLOPE_STEP = 10;
/** Levels of red above green from which a pixel lies under red ink. */
const RED = 40;
/** What a cell may differ from its neighbours by itself, one deviation: contrast, stray light (of 255), place (pixels). */
const OWN = { gain: 0.1, light: 5, shift: 0.3 };
/** Noise of a pixel, of 255, that the above is weighed against. */
const NOISE = 10;

const UNKNOWNS = 5;
/** Least squares, then once more with what fits badly counting little. */
const ROUNDS = 2;
const FIRST_SPREAD = 40;
const LEAST_SPREAD = 12;
/** Beyond these it is not the approved print that is seen. */
const OWN_GAIN = { least: 0.6, most: 1.5 };
const OWN_SHIFT = 0.75;
/** Share of red pixels from which a cell may have a tint. */
const LEAST_RED = 0.01;

export function residualsOf(
  cells: readonly Cell[],
  approved: InkPlanes,
  seen: SeenInk,
  optics: Optics,
  colours: { readonly red: Plane; readonly green: Plane } | null,
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
    windows.push({ cell: cells[i] as Cell, from, ...box, gain, strength: scratch.strength, red: scratch.red });
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

/**
 * As much of left-over ink as can tell of a change. Toner is uneven, darkest where strokes cross: more ink than expected means nothing where
 * ink should be, little beside it; less ink means nothing while the better part is there.
 */
function telling(left: number, wanted: number): number {
  if (left > 0) {
    const beyond = left - 255 * DARKER * Math.max(0, wanted);
    return beyond <= 0 ? 0 : beyond * Math.max(0, Math.min(1, (TOO_DARK.none - wanted) / (TOO_DARK.none - TOO_DARK.all)));
  }
  const there = 1 + left / Math.max(1, 255 * wanted);
  return left * Math.max(0, Math.min(1, (TOO_LIGHT.none - there) / (TOO_LIGHT.none - TOO_LIGHT.all)));
}

/** So much darker than around it, as a share, toner may be at one place. */
const DARKER = 0.6;
/** Shares of full ink that should be there, between which added ink counts from all to none of it. */
const TOO_DARK = { all: 0.3, none: 0.75 };
/** Shares of the ink that should be there which are, between which missing ink counts. */
const TOO_LIGHT = { all: 0.3, none: 0.7 };

/** One cell's pixels with a border of one. Kept between cells, so that a page of thousands allocates once. */
class Scratch {
  #stride = 0;
  #rows = 0;
  /** What the optics make of the approved ink, and what is seen. */
  #wanted = new Float32Array(0);
  #seen = new Float32Array(0);
  #redness = new Float32Array(0);
  #rest = new Float32Array(0);
  #slopesX = new Float32Array(0);
  #slopesY = new Float32Array(0);
  #full = 255;
  readonly #matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  readonly #right = new Float64Array(UNKNOWNS);
  red = 0;
  strength = 0;

  load(
    box: Box,
    approved: InkPlanes,
    seen: SeenInk,
    optics: Optics,
    at: number,
    colours: { readonly red: Plane; readonly green: Plane } | null,
  ): void {
    this.#stride = box.width + 2;
    this.#rows = box.height + 2;
    const size = this.#stride * this.#rows;
    if (this.#wanted.length < size) {
      this.#wanted = new Float32Array(size * 2);
      this.#seen = new Float32Array(size * 2);
      this.#redness = new Float32Array(size * 2);
      this.#rest = new Float32Array(size * 2);
      this.#slopesX = new Float32Array(size * 2);
      this.#slopesY = new Float32Array(size * 2);
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
        const redness = colours ? (colours.red.data[from] as number) - (colours.green.data[from] as number) : 0;
        this.#redness[i] = redness;
        if (redness > RED) reds++;
      }
    }
    this.red = reds / size;
    for (let i = this.#stride; i < size - this.#stride; i++) {
      this.#slopesX[i] = ((this.#wanted[i + 1] as number) - (this.#wanted[i - 1] as number)) / 2;
      this.#slopesY[i] = ((this.#wanted[i + this.#stride] as number) - (this.#wanted[i - this.#stride] as number)) / 2;
    }
  }

  /** Lets the cell have its own contrast, light and place, within reason; what it does not explain is the rest. Gives the contrast. */
  fit(): number {
    const [stride, rows, wanted, seen, redness, slopesX, slopesY] = [
      this.#stride,
      this.#rows,
      this.#wanted,
      this.#seen,
      this.#redness,
      this.#slopesX,
      this.#slopesY,
    ];
    const matrix = this.#matrix;
    const right = this.#right;
    let [gain, light, dx, dy, tint] = [1, 0, 0, 0, 0];
    let spread = FIRST_SPREAD;
    for (let round = 0; round < ROUNDS; round++) {
      let [pp, p1, n, px, x1, xx, py, y1, xy, yy, pu, u1, xu, yu, uu] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
      let [pv, v1, xv, yv, uv, total] = [0, 0, 0, 0, 0, 0];
      const inverse = 1 / (spread * spread);
      for (let y = 1; y < rows - 1; y++) {
        for (let i = y * stride + 1, end = i + stride - 2; i < end; i++) {
          const p = wanted[i] as number;
          const gx = slopesX[i] as number;
          const gy = slopesY[i] as number;
          const u = redness[i] as number;
          const v = seen[i] as number;
          const off = v - (gain * p + light + dx * gx + dy * gy + tint * u);
          const w = 1 / (1 + off * off * inverse);
          total += off < 0 ? -off : off;
          const [wp, wx, wy, wu] = [w * p, w * gx, w * gy, w * u];
          pp += wp * p;
          p1 += wp;
          n += w;
          px += wx * p;
          x1 += wx;
          xx += wx * gx;
          py += wy * p;
          y1 += wy;
          xy += wx * gy;
          yy += wy * gy;
          pu += wu * p;
          u1 += wu;
          xu += wu * gx;
          yu += wu * gy;
          uu += wu * u;
          pv += wp * v;
          v1 += w * v;
          xv += wx * v;
          yv += wy * v;
          uv += wu * v;
        }
      }
      if (round === 0) this.strength = Math.sqrt(Math.max(0, pp - (p1 * p1) / n)) / NOISE;
      const heldGain = (NOISE / OWN.gain) ** 2;
      const heldShift = (NOISE / OWN.shift) ** 2;
      // What is expected before a cell is seen: its neighbours' contrast, no light or shift of its own; a tint only under red ink.
      const heldTint = this.red > LEAST_RED ? NOISE * NOISE : 1e12;
      matrix.set([pp + heldGain, 0, 0, 0, 0, p1, n + (NOISE / OWN.light) ** 2, 0, 0, 0, px, x1, xx + heldShift, 0, 0]);
      matrix.set([py, y1, xy, yy + heldShift, 0, pu, u1, xu, yu, uu + heldTint], 15);
      right.set([pv + heldGain, v1, xv, yv, uv]);
      if (!solveInPlace(matrix, right, UNKNOWNS)) break;
      [gain, light, dx, dy, tint] = right as unknown as [number, number, number, number, number];
      spread = Math.max(LEAST_SPREAD, round === 0 ? FIRST_SPREAD : (2 * total) / ((rows - 2) * (stride - 2)));
    }
    // Print that is not there is measured against what should be.
    const own = gain < OWN_GAIN.least ? 1 : Math.min(OWN_GAIN.most, gain);
    const [mx, my] = [Math.max(-OWN_SHIFT, Math.min(OWN_SHIFT, dx)), Math.max(-OWN_SHIFT, Math.min(OWN_SHIFT, dy))];
    const rest = this.#rest.fill(0, 0, stride * rows);
    const scale = 255 / this.#full;
    for (let y = 1; y < rows - 1; y++) {
      for (let i = y * stride + 1, end = i + stride - 2; i < end; i++) {
        const explained =
          own * (wanted[i] as number) + light + mx * (slopesX[i] as number) + my * (slopesY[i] as number) + tint * (redness[i] as number);
        rest[i] = ((seen[i] as number) - explained) * scale;
      }
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
        left[to] = telling(sum / 9, (this.#wanted[i] as number) / this.#full);
        const steep = Math.abs(this.#slopesX[i] as number) + Math.abs(this.#slopesY[i] as number);
        const slope = Math.min(7, Math.floor((steep * 255) / this.#full / SLOPE_STEP));
        const ink = Math.max(0, Math.min(3, Math.floor(((this.#wanted[i] as number) / this.#full) * 4)));
        const isRed = (this.#redness[i] as number) > RED || this.red > 0.25;
        kinds[to] = (isRed ? RED_KINDS : 0) + slope * 4 + ink;
      }
    }
  }
}
