import type { Size } from '../paper.ts';
import { type Homography, type Point, project } from './homography.ts';

/** Between these, positions are linear: perspective and curl bend a sheet by less than a hundredth of a pixel over such a stretch. */
export const NODE_MM = 5;

/** Where the sheet's places lie in a photo: one node each NODE_MM, from the top left corner on, row by row, to beyond the far edges. */
export interface Warp {
  readonly columns: number;
  readonly rows: number;
  /** Of the photo, in pixels; the middle of the first pixel is 0.5. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

/** Millimetres by which print lies off at each node of a warp. */
export interface Field {
  readonly dx: Float32Array;
  readonly dy: Float32Array;
}

export function warpOf(map: Homography, sheet: Size): Warp {
  const columns = Math.ceil(sheet.widthMm / NODE_MM) + 1;
  const rows = Math.ceil(sheet.heightMm / NODE_MM) + 1;
  const [xs, ys] = [new Float32Array(columns * rows), new Float32Array(columns * rows)];
  for (let at = 0; at < xs.length; at++) {
    const { x, y } = project(map, { x: (at % columns) * NODE_MM, y: Math.floor(at / columns) * NODE_MM });
    xs[at] = x;
    ys[at] = y;
  }
  return { columns, rows, xs, ys };
}

/** A place of the sheet in the photo; beyond the nodes as the last of them go on. */
export function placeOf({ columns, rows, xs, ys }: Warp, xMm: number, yMm: number): Point {
  const [u, v] = [xMm / NODE_MM, yMm / NODE_MM];
  const c = Math.max(0, Math.min(columns - 2, Math.floor(u)));
  const r = Math.max(0, Math.min(rows - 2, Math.floor(v)));
  const [fu, fv] = [u - c, v - r];
  const at = r * columns + c;
  const between = (of: Float32Array): number =>
    ((of[at] as number) * (1 - fu) + (of[at + 1] as number) * fu) * (1 - fv) +
    ((of[at + columns] as number) * (1 - fu) + (of[at + columns + 1] as number) * fu) * fv;
  return { x: between(xs), y: between(ys) };
}

/** The warp that finds each place where the field says that its print lies. */
export function moved(warp: Warp, { dx, dy }: Field): Warp {
  const { columns, rows } = warp;
  const [xs, ys] = [new Float32Array(columns * rows), new Float32Array(columns * rows)];
  for (let at = 0; at < xs.length; at++) {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const { x, y } = placeOf(warp, column * NODE_MM + (dx[at] as number), row * NODE_MM + (dy[at] as number));
    xs[at] = x;
    ys[at] = y;
  }
  return { columns, rows, xs, ys };
}
