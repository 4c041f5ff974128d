import { solveInPlace } from '../compare/solve.ts';
import type { FaceMap } from './face.ts';
import type { Hidden } from './odd-letter.ts';
import type { Inked } from './ring-strip.ts';
import { laidOut, SHARP_PX_PER_MM, type SharpFace, sharpFace } from './sharp-face.ts';
import { softened } from './soften.ts';

const px = (mm: number): number => mm * SHARP_PX_PER_MM;
/** Grain is what is coarser than a picture's noise and finer than strokes: the bells it lies between. */
const GRAIN_MM = { finest: 0.16, coarsest: 0.4 } as const;
/** Edges are alike on every press and every print of a face. What the face's outline explains, blurred so far, is no grain. */
const OUTLINES_MM = [0.16, 0.3, 0.4] as const;
/** Ink of this part of the filed face's fullest is under the outline, and grain is looked for this far within it. */
const FULL = { part: 0.7, of: 0.97, within: 0.8 } as const;
/** Where red is below this part of paper there is print. */
const PRINT = 0.62;
/** Fewer places (0.01 mm² each) than this tell little: chance makes more of a likeness the fewer there are. */
const LEAST_PLACES = 5000;
/** A filed imprint whose ink varies by less (deviation, of 255) is a drawing, without grain to be known by. Drawings reach 3.2, pad ink 6.5. */
const LEAST_GRAIN = 4.5;

/**
 * How much the grain of the ink, as pad, rubber and paper left it on one single press, is that of the filed imprint: a correlation, -1 to 1.
 * Presses share none; a print of the filed imprint has it. Null when the filed imprint has none or too little of the face is seen.
 */
export function sharedGrain({ size, cover }: SharpFace, { density, red, pxPerMm }: Inked, map: FaceMap, isHidden: Hidden): number | null {
  const outline = outlineOf(cover);
  const outlines = OUTLINES_MM.map((blur) => softened(outline, size, px(blur)));
  const places = inkedPlaces(outlines[0] as Float32Array, laidOut(red, pxPerMm, map, size), size, isHidden);
  if (places.length < LEAST_PLACES) return null;
  const filed = unexplained(grainOf(cover, size), outlines, places);
  if (!filed || Math.sqrt(product(filed, filed) / places.length) < LEAST_GRAIN) return null;
  const seen = unexplained(grainOf(sharpFace(density, pxPerMm, map, size).cover, size), outlines, places);
  return seen && product(filed, seen) / Math.sqrt(product(filed, filed) * product(seen, seen));
}

function outlineOf(cover: Float32Array): Float32Array {
  const fullest = Float32Array.from(cover).sort()[Math.floor(cover.length * FULL.of)] as number;
  return cover.map((ink) => Number(ink > FULL.part * fullest));
}

/** Well within strokes, neither under print nor under another seal. */
function inkedPlaces(inside: Float32Array, red: Float32Array, size: number, isHidden: Hidden): Int32Array {
  const paper = Float32Array.from(red).sort()[Math.floor(red.length * 0.9)] as number;
  const half = (size - 1) / 2;
  const places: number[] = [];
  for (let at = 0; at < inside.length; at++) {
    if ((inside[at] as number) < FULL.within || (red[at] as number) < PRINT * paper) continue;
    if (!isHidden(((at % size) - half) / SHARP_PX_PER_MM, (Math.floor(at / size) - half) / SHARP_PX_PER_MM)) places.push(at);
  }
  return Int32Array.from(places);
}

function grainOf(cover: Float32Array, size: number): Float32Array {
  const coarse = softened(cover, size, px(GRAIN_MM.coarsest));
  return softened(cover, size, px(GRAIN_MM.finest)).map((fine, at) => fine - (coarse[at] as number));
}

/** What is left of the grain at the places when a constant and the outlines have explained what they can (least squares); null when they cannot. */
function unexplained(grain: Float32Array, outlines: readonly Float32Array[], places: Int32Array): Float64Array | null {
  const n = outlines.length + 1;
  const columns = [...outlines, grain].map((plane) => Float64Array.from(places, (at) => plane[at] as number));
  const own = columns.pop() as Float64Array;
  columns.push(new Float64Array(places.length).fill(1));
  const weights = Float64Array.from(columns, (column) => product(column, own));
  const matrix = Float64Array.from({ length: n * n }, (_, k) => product(at(columns, Math.floor(k / n)), at(columns, k % n)));
  if (!solveInPlace(matrix, weights, n)) return null;
  return own.map((value, k) => columns.reduce((left, column, i) => left - (weights[i] as number) * (column[k] as number), value));
}

const at = (columns: readonly Float64Array[], k: number): Float64Array => columns[k] as Float64Array;

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < one.length; k++) sum += (one[k] as number) * (other[k] as number);
  return sum;
}
