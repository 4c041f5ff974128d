import type { Plane } from '../capture/image.ts';
import type { Point } from '../find/homography.ts';
import { sample } from '../find/page-space.ts';

/** Faces are compared at this many pixels to the millimetre: strokes are half a millimetre broad. */
export const FACE_PX_PER_MM = 6;
/** What is drawn around the ring, so that it has an outside. */
const MARGIN_MM = 0.5;

/** From the face, upright and in millimetres from its centre, to millimetres on the sheet: x' = a·x + b·y + c, y' = d·x + e·y + f. */
export type FaceMap = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The ink of one face, upright, its centre in the middle of a square. */
export interface Face {
  readonly size: number;
  readonly ink: Float32Array;
}

export const faceSize = (radiusMm: number): number => 2 * Math.ceil((radiusMm + MARGIN_MM) * FACE_PX_PER_MM) + 1;

/** A face lying at a place, turned clockwise, so many times its size. */
export function faceMap(centre: Point, angleDeg: number, scale = 1): FaceMap {
  const [sin, cos] = [Math.sin((angleDeg * Math.PI) / 180) * scale, Math.cos((angleDeg * Math.PI) / 180) * scale];
  return [cos, -sin, centre.x, sin, cos, centre.y];
}

/** The face as it lies on a sheet. */
export function faceOf(density: Plane, pxPerMm: number, [a, b, c, d, e, f]: FaceMap, size: number): Face {
  const ink = new Float32Array(size * size);
  const half = (size - 1) / 2;
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row - half) / FACE_PX_PER_MM;
    for (let column = 0; column < size; column++, at++) {
      const x = (column - half) / FACE_PX_PER_MM;
      ink[at] = sample(density, (a * x + b * y + c) * pxPerMm - 0.5, (d * x + e * y + f) * pxPerMm - 0.5);
    }
  }
  return { size, ink: blurred(ink, size) };
}

/** By 1-2-1 in both directions: grain of paper, camera and JPEG is finer than strokes. */
function blurred(ink: Float32Array, size: number): Float32Array {
  const across = new Float32Array(ink.length);
  for (let at = 1; at < ink.length - 1; at++)
    across[at] = ((ink[at - 1] as number) + 2 * (ink[at] as number) + (ink[at + 1] as number)) / 4;
  const out = new Float32Array(ink.length);
  for (let at = size; at < ink.length - size; at++) {
    out[at] = ((across[at - size] as number) + 2 * (across[at] as number) + (across[at + size] as number)) / 4;
  }
  return out;
}
