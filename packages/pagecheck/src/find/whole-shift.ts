import type { Plane } from '../capture/image.ts';

/** Light and shade are wider than this, lines of text are not; in pixels. */
const GROUND_PX = 12;
/** A page with less print than this, as mean square against its ground, has nothing to go by. */
const LEAST_PRINT = 1;

export interface WholeShift {
  /** By how many pixels the photo's print lies off. */
  readonly x: number;
  readonly y: number;
  /** Correlation of all print there: 1 is equal. */
  readonly fit: number;
}

/** Where all of a page's print lies best on the photo's, both in page space of about a pixel to the millimetre. */
export function wholeShift(page: Plane, seen: Plane, reach: number): WholeShift {
  const [wanted, here] = [printOf(page), printOf(seen)];
  const { width, height } = page;
  let best: WholeShift = { x: 0, y: 0, fit: Number.NEGATIVE_INFINITY };
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const fit = correlation(wanted, here, width, height, x, y);
      if (fit > best.fit) best = { x, y, fit };
    }
  }
  return best;
}

function correlation(page: Float32Array, seen: Float32Array, width: number, height: number, dx: number, dy: number): number {
  let [both, pages, seens] = [0, 0, 0];
  for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
    const to = Math.min(width, width - dx);
    for (let x = Math.max(0, -dx), p = y * width + x, q = (y + dy) * width + x + dx; x < to; x++, p++, q++) {
      const [a, b] = [page[p] as number, seen[q] as number];
      both += a * b;
      pages += a * a;
      seens += b * b;
    }
  }
  return pages < LEAST_PRINT * width * height || seens === 0 ? 0 : both / Math.sqrt(pages * seens);
}

/** How much darker each pixel is than what surrounds it, as a share, so that shade counts for nothing. */
function printOf({ width, height, data }: Plane): Float32Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += data[y * width + x] as number;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] as number) + sum;
    }
  }
  const print = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - GROUND_PX) * stride, Math.min(height, y + GROUND_PX + 1) * stride];
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - GROUND_PX), Math.min(width, x + GROUND_PX + 1)];
      const sum =
        (sums[bottom + right] as number) - (sums[bottom + left] as number) - (sums[top + right] as number) + (sums[top + left] as number);
      const ground = sum / rows / (right - left);
      const value = data[y * width + x] as number;
      print[y * width + x] = ground > 8 && value > 0 ? Math.max(-80, Math.min(80, ((ground - value) / ground) * 255)) : 0;
    }
  }
  return print;
}
