import type { Plane } from '../capture/image.ts';

/** A square of the approved page that is looked for in a photo. */
export interface Block {
  /** Standard deviation of its pixels: 0 is blank. */
  readonly deviation: number;
  /** Normalised cross-correlation with the photo shifted by (dx, dy): 1 is equal but for brightness and contrast. */
  at(dx: number, dy: number): number;
}

/** Prepares two planes of page space for many comparisons: sums over squares of the photo come from integral images. */
export function correlator(page: Plane, seen: Plane): (left: number, top: number, size: number) => Block {
  const { sums, squares } = integrals(seen);
  const stride = seen.width + 1;
  const within = (integral: Float64Array, x: number, y: number, size: number): number => {
    const [top, bottom] = [y * stride + x, (y + size) * stride + x];
    return (
      (integral[bottom + size] as number) - (integral[bottom] as number) - (integral[top + size] as number) + (integral[top] as number)
    );
  };
  return (left, top, size) => {
    const n = size * size;
    const block = new Float32Array(n);
    let [sum, square] = [0, 0];
    for (let i = 0; i < n; i++) {
      const value = page.data[(top + Math.floor(i / size)) * page.width + left + (i % size)] as number;
      block[i] = value;
      sum += value;
      square += value * value;
    }
    const spread = square - (sum * sum) / n;
    const at = (dx: number, dy: number): number => {
      const [x, y] = [left + dx, top + dy];
      const seenSum = within(sums, x, y, size);
      const both = spread * (within(squares, x, y, size) - (seenSum * seenSum) / n);
      return both <= 0 ? 0 : (product(block, seen, x, y, size) - (sum * seenSum) / n) / Math.sqrt(both);
    };
    return { deviation: Math.sqrt(Math.max(0, spread / n)), at };
  };
}

function product(block: Float32Array, { data, width }: Plane, left: number, top: number, size: number): number {
  let total = 0;
  for (let y = 0, i = 0; y < size; y++) {
    const from = (top + y) * width + left;
    for (let x = 0; x < size; x++, i++) total += (block[i] as number) * (data[from + x] as number);
  }
  return total;
}

function integrals({ data, width, height }: Plane): { sums: Float64Array; squares: Float64Array } {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let [sum, square] = [0, 0];
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x] as number;
      sum += value;
      square += value * value;
      const at = (y + 1) * stride + x + 1;
      sums[at] = (sums[at - stride] as number) + sum;
      squares[at] = (squares[at - stride] as number) + square;
    }
  }
  return { sums, squares };
}
