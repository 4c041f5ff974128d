import { decodeJpeg, type Plane, redPlane } from '../capture/image.ts';
import { redness } from '../capture/redness.ts';
import type { Point } from '../find/homography.ts';
import { locateSheet } from '../find/locate-sheet.ts';
import { PX_PER_MM, toPageSpace } from '../find/page-space.ts';
import { readPageCodes } from '../find/read-codes.ts';
import type { Size } from '../paper.ts';
import { type Circle, fitCircleTrimmed } from './circle.ts';
import type { SealSeen, SealSpecimen } from './seal.ts';

export interface ImpressionCheck {
  /** Photos of the same sheet. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Default A4 upright. */
  readonly sheet?: Size;
  /** The seal that was to be pressed. */
  readonly seal?: SealSpecimen;
}

export type ImpressionReason =
  | 'seal/sheet-lost'
  | 'seal/partial'
  | 'seal/over-older'
  | 'seal/double-strike'
  | 'seal/too-many'
  | 'seal/other-seal'
  | 'seal/other-text'
  | 'seal/printed';

export interface ImpressionReport {
  /** confirmed: exactly one whole, clean impression is new, and nothing speaks against its being this seal. missing: nothing red is new. */
  readonly outcome: 'confirmed' | 'doubtful' | 'missing';
  /** Empty when confirmed or missing. */
  readonly reasons: readonly ImpressionReason[];
  /** Those that were not there before. */
  readonly newSeals: readonly SealSeen[];
}

const A4: Size = { widthMm: 210, heightMm: 297 };
/** Redness (of 255) of ink, and of what counts as ink before: low, so that an old faint impression does not look new. */
const INK = 70;
const FAINT = 40;
/** How far the same ink may lie apart in two photos. */
const SLACK_MM = 0.8;
/** Less new red than this is a speck. A seal of 40 mm has 300 mm² and more. */
const SPECK_MM2 = 25;
/** Round seals in use measure 38 to 50 mm; a little more is left for measuring. */
const DIAMETER_MM = { least: 34, most: 54 };
const LEAST_COVERAGE = 0.8;
const SECTORS = 72;

/** Compares the photos before and after a press. An impression over an older one is doubtful, never silently confirmed. */
export async function checkImpression({ before, after, sheet = A4 }: ImpressionCheck): Promise<ImpressionReport> {
  const [old, fresh] = await Promise.all([redOnSheet(before, sheet), redOnSheet(after, sheet)]);
  if (!old || !fresh) return doubtful('seal/sheet-lost');
  const points = largestGroup(newInk(old, fresh), fresh.width);
  if (points.length < SPECK_MM2 * PX_PER_MM ** 2) return { outcome: 'missing', reasons: [], newSeals: [] };
  const circle = fitCircleTrimmed(outline(points), PX_PER_MM * 1.2);
  if (!circle) return doubtful('seal/partial');
  const coverage = ringCoverage(points, circle.centre, circle.radius);
  const diameterMm = (circle.radius * 2) / PX_PER_MM;
  const seen: SealSeen = {
    centreMm: { x: circle.centre.x / PX_PER_MM, y: circle.centre.y / PX_PER_MM },
    diameterMm,
    angleDeg: null,
    coverage,
    strike: 'unsure',
    ink: 'unsure',
    faceText: null,
    likeness: null,
  };
  const isSeal = diameterMm > DIAMETER_MM.least && diameterMm < DIAMETER_MM.most && coverage >= LEAST_COVERAGE;
  if (!isSeal) return doubtful('seal/partial', [seen]);
  const isAlone = inkWithin(old, circle) < SPECK_MM2 * PX_PER_MM ** 2;
  return isAlone ? { outcome: 'confirmed', reasons: [], newSeals: [seen] } : doubtful('seal/over-older', [seen]);
}

const doubtful = (reason: ImpressionReason, newSeals: readonly SealSeen[] = []): ImpressionReport => ({
  outcome: 'doubtful',
  reasons: [reason],
  newSeals,
});

/** Red ink in page space; null when the sheet cannot be found by its code. */
async function redOnSheet(photo: Uint8Array, sheet: Size): Promise<Plane | null> {
  const picture = await decodeJpeg(photo);
  const [code] = await readPageCodes(picture);
  const map = code && locateSheet(redPlane(picture), sheet, code);
  return map ? toPageSpace(redness(picture), map, sheet) : null;
}

/** Pixels that are red now and had no red within the slack before. */
function newInk(old: Plane, fresh: Plane): Uint8Array {
  const { width, height } = fresh;
  const reach = Math.round(SLACK_MM * PX_PER_MM);
  const across = new Uint8Array(width * height);
  for (let at = 0; at < across.length; at++) {
    if ((old.data[at] as number) > FAINT) across.fill(1, Math.max(0, at - reach), at + reach + 1);
  }
  const ink = new Uint8Array(width * height);
  for (let at = 0; at < ink.length; at++) {
    if ((fresh.data[at] as number) <= INK) continue;
    ink[at] = 1;
    for (let dy = -reach; dy <= reach; dy++) if (across[at + dy * width]) ink[at] = 0;
  }
  return ink;
}

/** Ink whose parts lie within 4 mm of each other: a seal's ring, letters and star are one group; dust far off is not in it. */
function largestGroup(ink: Uint8Array, width: number): Point[] {
  const cell = 4 * PX_PER_MM;
  const columns = Math.ceil(width / cell);
  const cells = new Map<number, Point[]>();
  for (let at = 0; at < ink.length; at++) {
    if (!ink[at]) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    const key = Math.floor(y / cell) * columns + Math.floor(x / cell);
    const list = cells.get(key);
    if (list) list.push({ x, y });
    else cells.set(key, [{ x, y }]);
  }
  let largest: Point[] = [];
  for (const start of [...cells.keys()]) {
    const queue = cells.has(start) ? [start] : [];
    const group: Point[] = [];
    for (const key of queue) {
      const points = cells.get(key);
      if (!points) continue;
      cells.delete(key);
      for (const point of points) group.push(point);
      queue.push(...[-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1].map((step) => key + step));
    }
    if (group.length > largest.length) largest = group;
  }
  return largest;
}

/** The farthest ink in each direction from the middle of the group. */
function outline(points: readonly Point[]): Point[] {
  const xs = points.map(({ x }) => x).sort((p, q) => p - q);
  const ys = points.map(({ y }) => y).sort((p, q) => p - q);
  const middleOf = (sorted: readonly number[]): number =>
    ((sorted[Math.floor(sorted.length * 0.01)] ?? 0) + (sorted[Math.floor(sorted.length * 0.99)] ?? 0)) / 2;
  const middle = { x: middleOf(xs), y: middleOf(ys) };
  const farthest = new Map<number, { point: Point; distance: number }>();
  for (const point of points) {
    const sector = sectorOf(point, middle, SECTORS * 2);
    const distance = Math.hypot(point.x - middle.x, point.y - middle.y);
    if (distance > (farthest.get(sector)?.distance ?? 0)) farthest.set(sector, { point, distance });
  }
  return [...farthest.values()].map(({ point }) => point);
}

function ringCoverage(points: readonly Point[], centre: Point, radius: number): number {
  const inked = new Set<number>();
  for (const point of points) {
    const off = radius - Math.hypot(point.x - centre.x, point.y - centre.y);
    if (off > -PX_PER_MM && off < 2 * PX_PER_MM) inked.add(sectorOf(point, centre, SECTORS));
  }
  return inked.size / SECTORS;
}

/** Red pixels that were inside the circle before. */
function inkWithin({ width, height, data }: Plane, { centre, radius }: Circle): number {
  let count = 0;
  for (let y = Math.max(0, Math.floor(centre.y - radius)); y < Math.min(height, centre.y + radius); y++) {
    for (let x = Math.max(0, Math.floor(centre.x - radius)); x < Math.min(width, centre.x + radius); x++) {
      if ((data[y * width + x] as number) > INK && Math.hypot(x - centre.x, y - centre.y) < radius) count++;
    }
  }
  return count;
}

const sectorOf = (point: Point, centre: Point, count: number): number =>
  Math.floor(((Math.atan2(point.y - centre.y, point.x - centre.x) / (2 * Math.PI) + 0.5) * count) % count);
