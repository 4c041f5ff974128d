import type { Plane } from '../capture/image.ts';
import { sample } from '../find/page-space.ts';
import type { FaceMap } from './face.ts';

/** Letters are compared at this many pixels to the millimetre: a camera's own, and a little more. */
export const SHARP_PX_PER_MM = 10;
/** Levels of pictures are about the square root of light, and full ink density is a logarithm of 1.1. */
const LIGHT = 2.2 / 255;

/** A face at full sharpness, upright, its centre in the middle. `cover` is the part of the paper under ink, of 255: unlike density, it blurs as light does. */
export interface SharpFace {
  readonly size: number;
  readonly cover: Float32Array;
}

export const sharpSize = (radiusMm: number): number => 2 * Math.ceil(radiusMm * SHARP_PX_PER_MM) + 1;

export function sharpFace(density: Plane, pxPerMm: number, map: FaceMap, size: number): SharpFace {
  return { size, cover: laidOut(density, pxPerMm, map, size).map((ink) => 255 * (1 - Math.exp(-LIGHT * ink))) };
}

/** Any plane of the sheet, as it lies under the face. */
export function laidOut(plane: Plane, pxPerMm: number, [a, b, c, d, e, f]: FaceMap, size: number): Float32Array {
  const values = new Float32Array(size * size);
  const half = (size - 1) / 2;
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row - half) / SHARP_PX_PER_MM;
    for (let column = 0; column < size; column++, at++) {
      const x = (column - half) / SHARP_PX_PER_MM;
      values[at] = sample(plane, (a * x + b * y + c) * pxPerMm - 0.5, (d * x + e * y + f) * pxPerMm - 0.5);
    }
  }
  return values;
}
