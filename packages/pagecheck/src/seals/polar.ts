import type { Face } from './face.ts';
import { FACE_PX_PER_MM } from './face.ts';

/** Directions of a face laid out: half a degree each, clockwise from the top. */
export const TURNS = 720;
/** Circles of a face laid out, between these parts of its radius: the ring itself says nothing about the angle. */
const CIRCLES = 32;
const FROM = 0.1;
const TO = 0.9;

/** A face laid out around its centre: a row for each circle, its mean taken off, weighted by its length. */
export type Polar = Float32Array;

export function polarOf({ size, ink }: Face, radiusMm: number): Polar {
  const out = new Float32Array(CIRCLES * TURNS);
  const middle = (size - 1) / 2;
  for (let circle = 0; circle < CIRCLES; circle++) {
    const part = FROM + ((TO - FROM) * (circle + 0.5)) / CIRCLES;
    const r = part * radiusMm * FACE_PX_PER_MM;
    let sum = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const angle = (turn * 2 * Math.PI) / TURNS;
      const [x, y] = [middle + r * Math.sin(angle), middle - r * Math.cos(angle)];
      const [x0, y0] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - x0, y - y0];
      const at = y0 * size + x0;
      const top = (ink[at] as number) * (1 - fx) + (ink[at + 1] as number) * fx;
      const bottom = (ink[at + size] as number) * (1 - fx) + (ink[at + size + 1] as number) * fx;
      const value = top * (1 - fy) + bottom * fy;
      out[circle * TURNS + turn] = value;
      sum += value;
    }
    const weight = Math.sqrt(part);
    for (let turn = 0; turn < TURNS; turn++) {
      const at = circle * TURNS + turn;
      out[at] = ((out[at] as number) - sum / TURNS) * weight;
    }
  }
  return out;
}

/** For each turn (half degrees, clockwise) how well the second lies on the first: 1 is alike, 0 unlike. */
export function turnsOf(of: Polar, on: Polar): Float32Array {
  const scores = new Float32Array(TURNS);
  const twice = new Float32Array(2 * TURNS);
  for (let circle = 0; circle < CIRCLES; circle++) {
    const from = circle * TURNS;
    const row = on.subarray(from, from + TURNS);
    twice.set(row);
    twice.set(row, TURNS);
    for (let turn = 0; turn < TURNS; turn++) {
      let sum = 0;
      for (let i = 0; i < TURNS; i++) sum += (of[from + i] as number) * (twice[i + turn] as number);
      scores[turn] = (scores[turn] as number) + sum;
    }
  }
  const norm = Math.sqrt(power(of) * power(on));
  for (let turn = 0; turn < TURNS; turn++) scores[turn] = norm > 0 ? (scores[turn] as number) / norm : 0;
  return scores;
}

const power = (polar: Polar): number => polar.reduce((sum, value) => sum + value * value, 0);
