import type { FaceMap } from './face.ts';
import { fitLetters, type LeftOver } from './fit-letters.ts';
import type { Inked } from './ring-strip.ts';
import { laidOut, SHARP_PX_PER_MM, type SharpFace, sharpFace } from './sharp-face.ts';
import { softened } from './soften.ts';

const px = (mm: number): number => mm * SHARP_PX_PER_MM;
/** Grain of paper and camera is finer than strokes. */
const GRAIN_MM = 0.16;
/** How much softer than its filing a seal may be in a picture; the one that fits best is taken. */
const BLURS_MM = [0.05, 0.1, 0.15, 0.2, 0.25, 0.32, 0.4] as const;
/** Where red is below this part of paper there is print, and no telling what seal ink lies under it or right beside. */
const PRINT = 0.62;
const BESIDE_PRINT_MM = 0.4;
/** What lies within the ring's line, and its blur. */
const LINE_MM = 0.5;
/** Stars and emblems are solid: blurred so far they stay darker than letters do. Their ink is uneven, which says nothing, nor do their edges. */
const SOLID = { blurMm: 0.8, cover: 0.62, besideMm: 0.8 } as const;
/** A stroke's end, half a millimetre across. */
const STROKE_MM = 0.15;
/** Ink that is left over varies with how much there should be and with how steep its edges are: noise is taken for each of these by itself. */
const LEVELS = [12, 50, 110] as const;
const SLOPES = [8, 20] as const;
const KINDS = (LEVELS.length + 1) * (SLOPES.length + 1);
/** Noise is what four fifths of the places stay below, as deviations of a bell; never less than this of 255. */
const USUAL = { part: 0.8, deviations: 1.28, least: 5 } as const;

/**
 * How far the oddest stroke of an impression strays from the filed one, in deviations of what is left over elsewhere on this very face.
 * `isHidden` tells of millimetres from the face's centre whether something else lies there.
 */
export function oddestStroke(filed: SharpFace, { density, red, pxPerMm }: Inked, map: FaceMap, radiusMm: number, isHidden: Hidden): number {
  const { size } = filed;
  const seen = softened(sharpFace(density, pxPerMm, map, size).cover, size, px(GRAIN_MM));
  const open = openPlaces(filed, laidOut(red, pxPerMm, map, size), radiusMm, isHidden);
  const own = asSoftAs(filed, seen, open);
  return oddest(fitLetters(own, seen, open, size), own, size);
}

export type Hidden = (xMm: number, yMm: number) => boolean;

/** 1 where letters and their strokes can be compared. */
function openPlaces({ size, cover }: SharpFace, red: Float32Array, withinMm: number, isHidden: Hidden): Uint8Array {
  const paper = Float32Array.from(red).sort()[Math.floor(red.length * 0.9)] as number;
  const solid = softened(cover, size, px(SOLID.blurMm));
  const closed = new Uint8Array(size * size);
  const half = (size - 1) / 2;
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      const [mx, my] = [(x - half) / SHARP_PX_PER_MM, (y - half) / SHARP_PX_PER_MM];
      if (Math.hypot(mx, my) > withinMm - LINE_MM || isHidden(mx, my)) closed[at] = 1;
      else if ((red[at] as number) < PRINT * paper) close(closed, size, x, y, px(BESIDE_PRINT_MM));
      else if ((solid[at] as number) > SOLID.cover * 255 && Math.hypot(mx, my) < withinMm / 2)
        close(closed, size, x, y, px(SOLID.besideMm));
    }
  }
  return closed.map((one) => 1 - one);
}

function close(closed: Uint8Array, size: number, x: number, y: number, reach: number): void {
  for (let v = Math.max(0, y - reach); v <= Math.min(size - 1, y + reach); v++)
    closed.fill(1, v * size + Math.max(0, x - reach), v * size + Math.min(size, x + reach + 1));
}

/** The filed ink as soft as this picture: the blur under which it explains most. */
function asSoftAs({ size, cover }: SharpFace, seen: Float32Array, open: Uint8Array): Float32Array {
  let [best, most] = [cover, Number.NEGATIVE_INFINITY];
  for (const blur of BLURS_MM) {
    const soft = softened(cover, size, px(Math.hypot(blur, GRAIN_MM)));
    let [own, both] = [0, 0];
    for (let at = 0; at < soft.length; at++) {
      if (!open[at]) continue;
      own += (soft[at] as number) ** 2;
      both += (soft[at] as number) * (seen[at] as number);
    }
    const explained = own === 0 ? 0 : (both * both) / own;
    if (explained > most) [best, most] = [soft, explained];
  }
  return best;
}

function oddest({ ink, isSeen }: LeftOver, own: Float32Array, size: number): number {
  const [left, seen, filed] = [ink, isSeen, own].map((plane) => softened(plane, size, px(STROKE_MM))) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const byKind = Array.from({ length: KINDS }, (): number[] => []);
  for (let y = 2; y < size - 2; y += 2) {
    for (let x = 2; x < size - 2; x += 2) {
      const at = y * size + x;
      if (!isSeen[at] || (seen[at] as number) < 0.75) continue;
      const slope = Math.hypot(
        (filed[at + 1] as number) - (filed[at - 1] as number),
        (filed[at + size] as number) - (filed[at - size] as number),
      );
      const kind = stepOf(LEVELS, filed[at] as number) * (SLOPES.length + 1) + stepOf(SLOPES, slope);
      (byKind[kind] as number[]).push(Math.abs((left[at] as number) / (seen[at] as number)));
    }
  }
  return byKind.reduce((most, values) => {
    values.sort((p, q) => p - q);
    const noise = Math.max(USUAL.least, (values[Math.floor(values.length * USUAL.part)] ?? 0) / USUAL.deviations);
    return Math.max(most, (values.at(-1) ?? 0) / noise);
  }, 0);
}

const stepOf = (steps: readonly number[], value: number): number => steps.filter((step) => value >= step).length;
