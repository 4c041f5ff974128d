import type { Plane } from './image.ts';

/**
 * Blurred by 1 4 6 4 1 in both directions, one deviation of a pixel; with a `step` of 2 the five lie two pixels apart, two deviations.
 * Rows that are all `empty` for as far as the blur reaches stay so and cost nothing.
 */
export function smooth({ width, height, data }: Plane, step: 1 | 2, empty: number): Plane {
  const across = new Uint8Array(width * height).fill(empty);
  const inked = new Uint8Array(height);
  const reach = 2 * step;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    if (isEmpty(data, row, width, empty)) continue;
    inked[y] = 1;
    for (let x = reach, at = row + reach; x < width - reach; x++, at++) {
      across[at] =
        ((data[at - reach] as number) +
          (data[at + reach] as number) +
          4 * ((data[at - step] as number) + (data[at + step] as number)) +
          6 * (data[at] as number) +
          8) >>
        4;
    }
  }
  const both = new Uint8Array(width * height).fill(empty);
  const [near, far] = [step * width, reach * width];
  for (let y = reach; y < height - reach; y++) {
    if (!(inked[y] || inked[y - step] || inked[y + step] || inked[y - reach] || inked[y + reach])) continue;
    for (let at = y * width, end = at + width; at < end; at++) {
      both[at] =
        ((across[at - far] as number) +
          (across[at + far] as number) +
          4 * ((across[at - near] as number) + (across[at + near] as number)) +
          6 * (across[at] as number) +
          8) >>
        4;
    }
  }
  return { width, height, data: both };
}

function isEmpty(data: Uint8Array, from: number, length: number, empty: number): boolean {
  for (let at = from; at < from + length; at++) if (data[at] !== empty) return false;
  return true;
}
