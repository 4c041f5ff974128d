import type { Plane } from '../capture/image.ts';
import type { Planes } from '../capture/planes.ts';
import type { Point } from '../find/homography.ts';
import { sample } from '../find/page-space.ts';
import { paperCorners } from '../find/paper-edges.ts';

export type Corners = readonly [Point, Point, Point, Point];

/** How far the shape may be from 1 : √2. An identity card is 12 % off, a tablet's screen 6 %. */
const RATIO_TOLERANCE = 0.045;
/** Levels by which paper is brighter than what it lies on, … */
const CONTRAST = 25;
/** … in this share of spots along every edge: a thumb may cover the rest. */
const ALONG_EDGE = 0.85;
const SPOTS = 60;
/** Inside and outside are looked at so far from the edge, as a share of its length: beyond blur and shadow. */
const BESIDE = 0.012;
/** Share of a sheet that is bare paper, neither print nor picture, and nearly without colour. */
const BARE = 0.6;
const BARE_SPOTS = 40;
/** A phone's main camera: focal length by the longer side, for shapes that tell nothing about it. */
const USUAL_FOCAL = 0.75;

/** The corners of a whole A4 or A3 sheet that lies on something darker, clockwise from the top left one; null unless it stands out clearly. */
export function photographedSheet(photo: Planes): Corners | null {
  const corners = paperCorners(photo.green);
  if (!corners) return null;
  const { width, height } = photo.green;
  const isInside = corners.every(({ x, y }) => x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1);
  if (!isInside || !corners.every((_, i) => standsOut(photo.green, corners, i))) return null;
  const ratio = sheetRatio(corners, width, height);
  const off = Math.max(ratio, 1 / ratio) / Math.SQRT2 - 1;
  return Math.abs(off) < RATIO_TOLERANCE && isPaper(photo, corners) ? corners : null;
}

const at = (from: Point, to: Point, t: number): Point => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t });

function standsOut(plane: Plane, corners: Corners, edge: number): boolean {
  const [from, to] = [corners[edge] as Point, corners[(edge + 1) % 4] as Point];
  const inward = { x: -(to.y - from.y) * BESIDE, y: (to.x - from.x) * BESIDE }; // clockwise corners: the sheet is on the right
  let brighter = 0;
  for (let i = 0; i < SPOTS; i++) {
    const { x, y } = at(from, to, 0.04 + (0.92 * i) / (SPOTS - 1));
    const rise = sample(plane, x + inward.x, y + inward.y) - sample(plane, x - inward.x, y - inward.y);
    if (rise > CONTRAST) brighter++;
  }
  return brighter >= SPOTS * ALONG_EDGE;
}

/** Most of it is about as bright as its bright parts nearby, and has no colour of its own. */
function isPaper({ red, green, blue }: Planes, [a, b, c, d]: Corners): boolean {
  const levels: number[] = [];
  let colourless = 0;
  for (let v = 1; v < BARE_SPOTS; v++) {
    for (let u = 1; u < BARE_SPOTS; u++) {
      const { x, y } = at(at(a, b, u / BARE_SPOTS), at(d, c, u / BARE_SPOTS), v / BARE_SPOTS);
      const colours = [red, green, blue].map((plane) => sample(plane, x, y));
      levels.push(colours[1] as number);
      if (Math.max(...colours) - Math.min(...colours) < 0.3 * Math.max(...colours)) colourless++;
    }
  }
  const bright = [...levels].sort((p, q) => p - q)[Math.floor(levels.length * 0.9)] as number;
  return levels.filter((level) => level > bright * 0.6).length > levels.length * BARE && colourless > levels.length * BARE;
}

/**
 * Width by height of the rectangle that is seen as these corners (Zhang and He, Whiteboard scanning and image enhancement, 2007, §3):
 * where edges run together they tell the focal length, which tells how much a tilted side is shortened.
 */
function sheetRatio([topLeft, topRight, bottomRight, bottomLeft]: Corners, width: number, height: number): number {
  const centred = ({ x, y }: Point): Vector => [x - width / 2, y - height / 2, 1];
  const [m1, m2, m3, m4] = [centred(topLeft), centred(topRight), centred(bottomLeft), centred(bottomRight)];
  const k2 = dot(crossed(m1, m4), m3) / dot(crossed(m2, m4), m3);
  const k3 = dot(crossed(m1, m4), m2) / dot(crossed(m3, m4), m2);
  const across = m2.map((value, i) => k2 * value - (m1[i] as number)) as Vector;
  const down = m3.map((value, i) => k3 * value - (m1[i] as number)) as Vector;
  const longer = Math.max(width, height);
  const found = Math.sqrt(-(across[0] * down[0] + across[1] * down[1]) / (across[2] * down[2]));
  const focal = found > 0.4 * longer && found < 3 * longer ? found : USUAL_FOCAL * longer;
  const length = ([x, y, z]: Vector): number => Math.hypot(x / focal, y / focal, z);
  return length(across) / length(down);
}

type Vector = [number, number, number];
const dot = (p: Vector, q: Vector): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
const crossed = (p: Vector, q: Vector): Vector => [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]];
