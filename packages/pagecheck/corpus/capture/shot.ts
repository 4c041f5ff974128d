import type { Chance } from '../chance.ts';
import { A4 } from '../typeset/form.ts';
import { type Desk, deskOf } from './desk.ts';
import { type Projection, projectionOf, type Spot } from './geometry.ts';

export type CaptureKind = 'scan200' | 'device5' | 'phone12' | 'scan150' | 'device2';
export const CAPTURES: readonly CaptureKind[] = ['scan200', 'device5', 'phone12', 'scan150', 'device2'];

/** How one picture is taken. */
export interface Shot {
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture to millimetres of the paper, before curl. */
  readonly toPaper: Projection;
  /** Radial, at the picture's corner. */
  readonly barrel: number;
  /** The sheet's waves: how far its places stray, and where its crests lie. */
  readonly curlMm: number;
  readonly curlPhase: number;
  /** How far off level the crests run. */
  readonly lean: number;
  readonly blurPx: number;
  /** Of the hand, in pixels along a direction; 0 when still. */
  readonly shakePx: number;
  readonly noise: number;
  readonly sharpening: number;
  readonly quality: number;
  /** Light on bare white, and what is left of it across the picture. */
  readonly exposure: number;
  readonly slope: Spot;
  readonly vignette: number;
  readonly shadow: { readonly at: Spot; readonly radius: number; readonly softness: number; readonly depth: number } | null;
  /** Light of full scale becomes level ^ (1 / gamma). */
  readonly gamma: number;
  readonly whiteBalance: readonly [number, number, number];
  readonly thumb: Thumb | null;
  /** Null in a scanner, which has a white lid. */
  readonly desk: Desk | null;
}

/** Holds the sheet at its left or right edge; millimetres on the paper. */
interface Thumb {
  readonly isLeft: boolean;
  readonly reachMm: number;
  readonly atMm: number;
  readonly halfMm: number;
  readonly skin: readonly [number, number, number];
}

/** Corners of the paper in the picture, in pixels, from its middle, size, turn and how far each corner strays. */
function lying(width: number, height: number, pxPerMm: number, turnDeg: number, stray: () => number): Projection {
  const [sin, cos] = [Math.sin((turnDeg * Math.PI) / 180) * pxPerMm, Math.cos((turnDeg * Math.PI) / 180) * pxPerMm];
  const own: Spot[] = [
    [0, 0],
    [A4.widthMm, 0],
    [A4.widthMm, A4.heightMm],
    [0, A4.heightMm],
  ];
  const [mx, my] = [width / 2 + stray() * 0.5, height / 2 + stray() * 0.5];
  const seen = own.map(([x, y]): Spot => {
    const [dx, dy] = [x - A4.widthMm / 2, y - A4.heightMm / 2];
    return [mx + dx * cos - dy * sin + stray(), my + dx * sin + dy * cos + stray()];
  });
  return projectionOf(seen, own);
}

const calm = { barrel: 0, curlMm: 0, curlPhase: 0, lean: 1, shakePx: 0, sharpening: 0, vignette: 0, shadow: null, thumb: null } as const;

export function shotOf(kind: CaptureKind, next: Chance): Shot {
  if (kind === 'scan200' || kind === 'scan150') return scan(kind === 'scan200' ? 200 : 150, next);
  return kind === 'phone12' ? phone(next) : device(kind === 'device5' ? [1944, 2592] : [1200, 1600], next);
}

/** Office scanners take in a few millimetres more than A4 on each side, so that a sheet fed askew loses only its corners. */
const GLASS_MM = [216, 303] as const;

function scan(dpi: number, next: Chance): Shot {
  const [width, height] = [Math.round((GLASS_MM[0] / 25.4) * dpi), Math.round((GLASS_MM[1] / 25.4) * dpi)];
  const shift = next.between(-2, 2) * (dpi / 25.4);
  return {
    ...calm,
    width,
    height,
    toPaper: lying(
      width,
      height,
      (dpi / 25.4) * next.between(0.998, 1.002),
      (next.chance(0.5) ? 0 : 180) + next.between(-2, 2),
      () => shift,
    ),
    blurPx: next.between(0.35, 0.6),
    noise: next.between(1, 2.5),
    quality: next.whole(80, 90),
    exposure: next.between(1, 1.12),
    gamma: next.between(1.7, 2),
    slope: [0, 0],
    whiteBalance: [1, next.between(0.98, 1.01), next.between(0.97, 1.02)],
    desk: null,
  };
}

/** The machine's camera: fixed above the bed, its lens and lamp always the same, not quite square to it. */
function device([width, height]: Spot, next: Chance): Shot {
  return {
    ...calm,
    width,
    height,
    toPaper: lying(
      width,
      height,
      (0.9 * height) / A4.heightMm,
      (next.chance(0.5) ? 0 : 180) + next.bell() * 2,
      () => next.between(-0.012, 0.012) * width,
    ),
    barrel: next.between(-0.008, 0.012),
    curlMm: next.between(0, 0.4),
    curlPhase: next() * 6,
    lean: next.between(0.5, 1.5),
    blurPx: next.between(0.5, 0.85),
    noise: next.between(2, 5),
    sharpening: next.between(0, 0.5),
    quality: next.whole(82, 90),
    exposure: next.between(0.7, 1.02),
    gamma: next.between(1.8, 2.2),
    slope: [next.between(-0.18, 0.18), next.between(-0.18, 0.18)],
    vignette: next.between(0.02, 0.15),
    whiteBalance: castOf(next, 0.06),
    desk: deskOf(next, true),
  };
}

function phone(next: Chance): Shot {
  const isWide = next.chance(0.3);
  const [width, height] = isWide ? [4032, 3024] : [3024, 4032];
  const turn = (isWide ? next.pick([90, 270]) : next.pick([0, 0, 180])) + next.bell() * 4;
  return {
    ...calm,
    width,
    height,
    toPaper: lying(width, height, (next.between(0.76, 0.88) * 4032) / A4.heightMm, turn, () => next.between(-0.04, 0.04) * 3024),
    barrel: next.between(-0.006, 0.01),
    curlMm: next.between(0.3, 1.2),
    curlPhase: next() * 6,
    lean: next.between(0.5, 1.5),
    blurPx: next.between(0.7, 1.3),
    shakePx: next.chance(0.2) ? next.between(1, 3) : 0,
    noise: next.between(2.5, 6),
    sharpening: next.between(0.2, 1),
    quality: next.whole(80, 85),
    exposure: next.between(0.55, 1),
    gamma: next.between(1.8, 2.2),
    slope: [next.between(-0.3, 0.3), next.between(-0.3, 0.3)],
    vignette: next.between(0.05, 0.2),
    shadow: next.chance(0.5)
      ? {
          at: [next.between(0, 1), next.between(0, 1)],
          radius: next.between(0.15, 0.4),
          softness: next.between(0.05, 0.3),
          depth: next.between(0.2, 0.5),
        }
      : null,
    whiteBalance: castOf(next, 0.12),
    thumb: next.chance(0.2) ? thumbOf(next) : null,
    desk: deskOf(next, false),
  };
}

const thumbOf = (next: Chance): Thumb => ({
  isLeft: next.chance(0.5),
  reachMm: next.between(8, 14),
  atMm: next.between(60, 220),
  halfMm: next.between(9, 12),
  skin: [next.between(170, 215), next.between(120, 160), next.between(95, 130)],
});

/** The same camera a moment before: the sheet lay a hair's breadth elsewhere, the lamp was not quite as bright. */
export function earlier(shot: Shot, next: Chance): Shot {
  const [a, b, c, d, e, f, g, h, i] = shot.toPaper;
  const [dx, dy] = [next.between(-0.3, 0.3), next.between(-0.3, 0.3)];
  const toPaper: Projection = [a + dx * g, b + dx * h, c + dx * i, d + dy * g, e + dy * h, f + dy * i, g, h, i];
  return { ...shot, toPaper, exposure: shot.exposure * next.between(0.96, 1.04) };
}

/** Warm lamps take blue away, shade and screens red. */
function castOf(next: Chance, most: number): [number, number, number] {
  const warm = next.between(-most, most);
  return [1 - Math.max(0, -warm), 1 - Math.abs(next.bell()) * most * 0.15, 1 - Math.max(0, warm) * 1.3];
}
