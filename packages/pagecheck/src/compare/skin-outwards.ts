import type { Planes } from '../capture/planes.ts';
import type { Blot } from './extra-ink.ts';

/** How far a finger that holds the sheet reaches in from its edge. */
const REACH_MM = 30;
/** Red above blue, in levels, beyond what the paper has: skin, in any light that shows colours. */
const WARMER = 25;
/** Share of the way from a blot to the edge of the sheet that must be skin. */
const MOSTLY = 0.8;
/** Every so many pixels of the sheet tell the paper's own tint. */
const STEP = 997;

/** Tells which blots may be the rim of a finger that is not told for one: from there outwards everything is skin, or print of its colour. */
export function skinOutwards(seen: Planes, pxPerMm: number): (blot: Blot) => boolean {
  const { red, blue } = seen;
  const { width, height } = red;
  const warmth = (at: number): number => (red.data[at] as number) - (blue.data[at] as number);
  const tints: number[] = [];
  for (let at = 0; at < red.data.length; at += STEP) tints.push(warmth(at));
  const paper = tints.sort((p, q) => p - q)[tints.length >> 1] ?? 0;
  const isSkin = (from: number, step: number, count: number): boolean => {
    let warm = 0;
    for (let i = 0, at = from; i < count; i++, at += step) if (warmth(at) - paper > WARMER) warm++;
    return count > 0 && warm >= MOSTLY * count;
  };
  return ({ left, top, right, bottom }) => {
    const [x, y] = [(left + right) >> 1, (top + bottom) >> 1];
    const reach = REACH_MM * pxPerMm;
    return (
      (left < reach && isSkin(y * width, 1, left)) ||
      (width - right < reach && isSkin(y * width + right, 1, width - right)) ||
      (top < reach && isSkin(x, width, top)) ||
      (height - bottom < reach && isSkin(bottom * width + x, width, height - bottom))
    );
  };
}
