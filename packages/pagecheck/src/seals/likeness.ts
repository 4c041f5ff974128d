import type { Plane } from '../capture/image.ts';
import { type Cell, compareCells } from './cells.ts';
import { faceMap, faceOf, faceSize } from './face.ts';
import { type Laid, layOn } from './lay-on.ts';
import { polarOf } from './polar.ts';
import type { Ring } from './ring.ts';
import type { FiledFace } from './specimen.ts';
import { type Turn, turnOf } from './turn.ts';

/** How an impression lies on a filed face. */
export interface FaceMatch {
  readonly turn: Turn;
  readonly laid: Laid;
  /** 0 unlike to 1 alike: shapes and places of all that is inside of the ring and left ink. */
  readonly score: number;
  /** Part of the filed ink that could be compared: it left ink, and no other seal lies there. */
  readonly compared: number;
  /** Ink on the sheet as a part of the filed. */
  readonly gain: number;
}

/** A square with less than this part of the ink it should have did not touch. */
const TOUCHED = 0.4;
/** Squares that are shifted by this much (mm, rms over all) are another drawing: letters stand elsewhere. Same seals reach 0.18. */
const SHIFT_MM = 0.38;
/** Squares alike by less than this lie anywhere: their shift says nothing. */
const PLACED = 0.5;

/** Lays a filed face on a ring and compares square by square. `others` are the other rings on the sheet: what lies under them is left out. */
export function matchFace(
  filed: FiledFace,
  ring: Pick<Ring, 'centre' | 'radius'>,
  density: Plane,
  pxPerMm: number,
  others: readonly Ring[],
): FaceMatch {
  const scale = ring.radius / filed.radiusMm;
  const upright = faceOf(density, pxPerMm, faceMap(ring.centre, 0, scale), faceSize(filed.radiusMm));
  const turn = turnOf(filed.polar, filed.onItself, polarOf(upright, filed.radiusMm));
  const laid = layOn(filed.face, density, pxPerMm, faceMap(ring.centre, turn.angleDeg, scale));
  const [a, b, c, d, e, f] = laid.map;
  const isCovered = ({ x, y }: Cell): boolean =>
    others.some(({ centre, radius }) => Math.hypot(a * x + b * y + c - centre.x, d * x + e * y + f - centre.y) < radius + 2.5);
  const all = compareCells(filed.face, laid.face, filed.radiusMm - filed.lineMm - 1.2);
  const open = all.filter((cell) => !isCovered(cell));
  const gain = upperQuartile(open.filter(({ filed: ink }) => ink > 20).map(({ filed: ink, seen }) => seen / ink));
  const touched = open.filter(({ filed: ink, seen }) => seen > TOUCHED * gain * ink);
  const weightOf = ({ filed: ink, seen }: Cell): number => Math.max(ink, Math.min(120, seen / Math.max(0.1, gain)));
  const [weight, total] = [sumOf(touched, weightOf), sumOf(all, weightOf)];
  const alike = weight === 0 ? 0 : sumOf(touched, (cell) => weightOf(cell) * Math.max(0, cell.alike)) / weight;
  const placed = touched.filter((cell) => cell.alike > PLACED);
  const shifts = placed.map(({ dx, dy }) => dx * dx + dy * dy).sort((p, q) => p - q);
  const kept = shifts.slice(0, Math.ceil(shifts.length * 0.95));
  const square = kept.reduce((sum, value) => sum + value, 0) / Math.max(1, kept.length);
  return {
    turn,
    laid,
    score: alike * Math.exp(-square / SHIFT_MM ** 2),
    compared: total === 0 ? 0 : weight / total,
    gain,
  };
}

function upperQuartile(values: number[]): number {
  values.sort((p, q) => p - q);
  return values[Math.floor(values.length * 0.75)] ?? 0;
}

const sumOf = (cells: readonly Cell[], of: (cell: Cell) => number): number => cells.reduce((sum, cell) => sum + of(cell), 0);
