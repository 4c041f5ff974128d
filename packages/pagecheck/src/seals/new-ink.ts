import type { Plane } from '../capture/image.ts';

/** How far the same ink may lie apart in two pictures of one sheet. */
const SLACK_MM = 0.8;
/** Density (of 255) of ink, and of what counts as ink before: low, so that an old faint impression does not look new. */
const INK = 60;
const FAINT = 28;

/** Ink that is there now and had none within the slack before: 255, else 0. */
export function newInk(old: Plane, fresh: Plane, pxPerMm: number): Plane {
  const { width, height } = fresh;
  const before = spread(old, Math.round(SLACK_MM * pxPerMm));
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) if ((fresh.data[at] as number) > INK && before[at] === 0) data[at] = 255;
  return { width, height, data };
}

/** Pixels with ink within a square of 2 × reach + 1: rows first, then columns, each by how far the last ink lies back. */
export function spread({ width, height, data }: Plane, reach: number): Uint8Array {
  const across = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let until = -1;
    for (let x = 0, at = y * width; x < width + reach; x++, at++) {
      if (x < width && (data[at] as number) > FAINT) until = x + 2 * reach;
      if (x >= reach && x <= until) across[at - reach] = 1;
    }
  }
  const all = new Uint8Array(width * height);
  const until = new Int32Array(width).fill(-1);
  for (let y = 0; y < height + reach; y++) {
    for (let x = 0; x < width; x++) {
      if (y < height && across[y * width + x]) until[x] = y + 2 * reach;
      if (y >= reach && y <= (until[x] as number)) all[(y - reach) * width + x] = 1;
    }
  }
  return all;
}

/** Square millimetres of ink, in and outside of a circle a little larger than the one given. */
export function inkAround(
  { width, height, data }: Plane,
  pxPerMm: number,
  centre: { readonly x: number; readonly y: number },
  reachMm: number,
): { readonly within: number; readonly beyond: number } {
  let [within, beyond] = [0, 0];
  const limit = (reachMm * pxPerMm) ** 2;
  for (let y = 0, at = 0; y < height; y++) {
    const dy = y + 0.5 - centre.y * pxPerMm;
    for (let x = 0; x < width; x++, at++) {
      if ((data[at] as number) <= INK) continue;
      const dx = x + 0.5 - centre.x * pxPerMm;
      if (dx * dx + dy * dy < limit) within++;
      else beyond++;
    }
  }
  return { within: within / pxPerMm ** 2, beyond: beyond / pxPerMm ** 2 };
}
