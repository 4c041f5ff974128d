import type { Plane } from '../capture/image.ts';
import { type BlockFound, LEAST_SLOPE } from './blocks.ts';

const BLOCK_MM = 6;
/** One step holds for less than a pixel; more means that the block is not the approved one. */
const MOST_PX = 1.5;
/** Correlation of a block that fits, before it is slid. */
const FITS = 0.6;

/**
 * By how much each printed block lies off, to a twentieth of a pixel, when it is known to within one: brightness, contrast and shift in one
 * least-squares step (Lucas and Kanade 1981). `page` is a little blurred, so that its slopes hold for that far.
 */
export function slideBlocks(page: Plane, seen: Plane, pxPerMm: number): readonly BlockFound[] {
  const size = Math.round(BLOCK_MM * pxPerMm);
  const found: BlockFound[] = [];
  for (let top = 2; top + size + 2 < Math.min(page.height, seen.height); top += size) {
    for (let left = 2; left + size + 2 < Math.min(page.width, seen.width); left += size) {
      const slid = slide(page, seen, left, top, size);
      if (!slid) continue;
      const [xMm, yMm] = [(left + size / 2) / pxPerMm, (top + size / 2) / pxPerMm];
      const { x, y, ...how } = slid;
      found.push({ xMm, yMm, dxMm: x / pxPerMm, dyMm: y / pxPerMm, ...how });
    }
  }
  return found;
}

interface Slid extends Pick<BlockFound, 'fit' | 'tellsX' | 'tellsY'> {
  readonly x: number;
  readonly y: number;
}

function slide({ data, width }: Plane, seen: Plane, left: number, top: number, size: number): Slid | null {
  const n = size * size;
  let [p, pp, s, ss, ps] = [0, 0, 0, 0, 0];
  let [x, y, xx, xy, yy, px, py, sx, sy] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let v = top; v < top + size; v++) {
    for (let u = left, at = v * width + left, to = v * seen.width + left; u < left + size; u++, at++, to++) {
      const here = data[at] as number;
      const there = seen.data[to] as number;
      const gx = ((data[at + 1] as number) - (data[at - 1] as number)) / 2;
      const gy = ((data[at + width] as number) - (data[at - width] as number)) / 2;
      p += here;
      pp += here * here;
      s += there;
      ss += there * there;
      ps += here * there;
      x += gx;
      y += gy;
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
      px += here * gx;
      py += here * gy;
      sx += there * gx;
      sy += there * gy;
    }
  }
  // Everything against its mean: brightness drops out.
  const [cpp, css, cps] = [pp - (p * p) / n, ss - (s * s) / n, ps - (p * s) / n];
  const [cxx, cxy, cyy] = [xx - (x * x) / n, xy - (x * y) / n, yy - (y * y) / n];
  const [cpx, cpy, csx, csy] = [px - (p * x) / n, py - (p * y) / n, sx - (s * x) / n, sy - (s * y) / n];
  const weaker = (cxx + cyy) / 2 - Math.hypot((cxx - cyy) / 2, cxy);
  const least = LEAST_SLOPE * n;
  // Ruled lines run along the axes of the page: a block may tell one direction alone.
  const [tellsX, tellsY] = weaker >= least ? [true, true] : [cxx >= least && cyy < least, cyy >= least && cxx < least];
  if (!(tellsX || tellsY) || cps <= 0) return null;
  const fit = cps / Math.sqrt(cpp * css);
  if (fit < FITS) return null;
  // Contrast drops out next; what is left are two equations for the shift times the contrast.
  const gain = cps / cpp;
  const [axx, axy, ayy] = [cxx - (cpx * cpx) / cpp, cxy - (cpx * cpy) / cpp, cyy - (cpy * cpy) / cpp];
  const [bx, by] = [csx - gain * cpx, csy - gain * cpy];
  const det = axx * ayy - axy * axy;
  if (tellsX && tellsY && det <= 0) return null;
  // Seen there is the page a little to the right: its slope times minus the shift.
  let [shiftX, shiftY] = [0, 0];
  if (!tellsY) shiftX = -bx / axx / gain;
  else if (!tellsX) shiftY = -by / ayy / gain;
  else [shiftX, shiftY] = [-(bx * ayy - by * axy) / det / gain, -(by * axx - bx * axy) / det / gain];
  return Math.abs(shiftX) < MOST_PX && Math.abs(shiftY) < MOST_PX ? { x: shiftX, y: shiftY, fit, tellsX, tellsY } : null;
}
