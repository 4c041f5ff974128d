import type { Plane } from '../capture/image.ts';
import type { Point } from './homography.ts';
import { halved, sample } from './page-space.ts';

/** Corners of the bright sheet on a darker ground, clockwise from the one at the picture's top left; null when none stands out. */
export function paperCorners(photo: Plane): readonly [Point, Point, Point, Point] | null {
  let small = photo;
  let factor = 1;
  while (Math.max(small.width, small.height) > 900) {
    small = halved(small);
    factor *= 2;
  }
  const rough = extremes(brightRegion(small), small.width);
  if (!rough) return null;
  const corners = rough.map(({ x, y }) => ({ x: (x + 0.5) * factor, y: (y + 0.5) * factor }));
  return sharpened(photo, corners, 3 * factor);
}

/** The largest part of the picture that hangs together and is brighter than Otsu's threshold. */
function brightRegion({ width, height, data }: Plane): readonly number[] {
  const threshold = otsu(data);
  const seen = new Uint8Array(width * height);
  let largest: readonly number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] as number) <= threshold) continue;
    seen[start] = 1;
    const region = [start];
    const visit = (at: number): void => {
      if (seen[at] || (data[at] as number) <= threshold) return;
      seen[at] = 1;
      region.push(at);
    };
    for (const at of region) {
      const x = at % width;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < width * (height - 1)) visit(at + width);
    }
    if (region.length > largest.length) largest = region;
  }
  return largest;
}

function otsu(data: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of data) counts[value] = (counts[value] as number) + 1;
  let sum = 0;
  counts.forEach((count, value) => {
    sum += count * value;
  });
  let [below, sumBelow, best, threshold] = [0, 0, -1, 128];
  counts.forEach((count, value) => {
    below += count;
    sumBelow += count * value;
    const above = data.length - below;
    if (below === 0 || above === 0) return;
    const spread = below * above * (sumBelow / below - (sum - sumBelow) / above) ** 2;
    if (spread > best) [best, threshold] = [spread, value];
  });
  return threshold;
}

/** A sheet takes a good part of the picture, or it is not one. */
const LEAST_PART = 0.15;

function extremes(region: readonly number[], width: number): readonly Point[] | null {
  if (region.length < LEAST_PART * width * width) return null;
  const most = (value: (x: number, y: number) => number): Point => {
    let best = { x: 0, y: 0 };
    let highest = Number.NEGATIVE_INFINITY;
    for (const at of region) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const here = value(x, y);
      if (here > highest) [highest, best] = [here, { x, y }];
    }
    return best;
  };
  return [most((x, y) => -x - y), most((x, y) => x - y), most((x, y) => x + y), most((x, y) => y - x)];
}

/** Fits a line to each edge at full resolution and takes where they cross: good to a pixel or two. */
function sharpened(photo: Plane, corners: readonly Point[], reach: number): readonly [Point, Point, Point, Point] | null {
  const lines = corners.map((from, i) => edgeLine(photo, from, corners[(i + 1) % 4] as Point, reach));
  const crossings = lines.map((line, i) => cross(lines[(i + 3) % 4] ?? null, line));
  return crossings.every((point) => point !== null) ? (crossings as unknown as [Point, Point, Point, Point]) : null;
}

interface Line {
  readonly through: Point;
  readonly along: Point;
}

const SPOTS = 60;

function edgeLine(photo: Plane, from: Point, to: Point, reach: number): Line | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 100) return null;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const inward = { x: -along.y, y: along.x }; // clockwise corners: the sheet is on the right
  const found: Point[] = [];
  for (let i = 0; i < SPOTS; i++) {
    const t = (0.06 + (0.88 * i) / (SPOTS - 1)) * length;
    const [x, y] = [from.x + along.x * t, from.y + along.y * t];
    let steepest = 0;
    let at = 0;
    for (let s = -reach; s <= reach; s += 0.5) {
      const rise =
        sample(photo, x + inward.x * (s + 1.5), y + inward.y * (s + 1.5)) -
        sample(photo, x + inward.x * (s - 1.5), y + inward.y * (s - 1.5));
      if (rise > steepest) [steepest, at] = [rise, s];
    }
    if (steepest > 20) found.push({ x: x + inward.x * at, y: y + inward.y * at });
  }
  return fitLine(found);
}

/** Total least squares, twice: the second time without the third of the points that lie farthest off. */
function fitLine(points: readonly Point[]): Line | null {
  if (points.length < SPOTS / 3) return null;
  const once = leastSquares(points);
  const off = ({ x, y }: Point): number => Math.abs((x - once.through.x) * once.along.y - (y - once.through.y) * once.along.x);
  const kept = [...points].sort((p, q) => off(p) - off(q)).slice(0, Math.ceil((points.length * 2) / 3));
  return leastSquares(kept);
}

function leastSquares(points: readonly Point[]): Line {
  const mean = (of: (point: Point) => number): number => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const through = { x: mean((p) => p.x), y: mean((p) => p.y) };
  const xx = mean((p) => (p.x - through.x) ** 2);
  const yy = mean((p) => (p.y - through.y) ** 2);
  const xy = mean((p) => (p.x - through.x) * (p.y - through.y));
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { through, along: { x: Math.cos(angle), y: Math.sin(angle) } };
}

function cross(p: Line | null, q: Line | null): Point | null {
  if (!p || !q) return null;
  const det = p.along.x * q.along.y - p.along.y * q.along.x;
  if (Math.abs(det) < 0.3) return null;
  const t = ((q.through.x - p.through.x) * q.along.y - (q.through.y - p.through.y) * q.along.x) / det;
  return { x: p.through.x + p.along.x * t, y: p.through.y + p.along.y * t };
}
