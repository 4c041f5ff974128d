import type { Plane } from '../capture/image.ts';
import { smooth } from '../capture/smooth.ts';

/** The approved page's ink, 0 paper to 255, as several optics would see it; what a capture shows is told as a sum of them. */
export interface InkPlanes {
  readonly width: number;
  readonly height: number;
  readonly sharp: Uint8Array;
  /** Blurred by one pixel and by some two. */
  readonly soft: Uint8Array;
  readonly wide: Uint8Array;
  /** Spread by a pixel all round, as toner spreads, then blurred by one. */
  readonly spread: Uint8Array;
}

export function inkPlanes({ width, height, data }: Plane): InkPlanes {
  const sharp = new Uint8Array(width * height);
  for (let i = 0; i < sharp.length; i++) sharp[i] = 255 - (data[i] as number);
  const soft = smooth({ width, height, data: sharp }, 1, 0);
  const wide = smooth(soft, 2, 0);
  const spread = smooth(dilated({ width, height, data: sharp }), 1, 0);
  return { width, height, sharp, soft: soft.data, wide: wide.data, spread: spread.data };
}

/** The darkest of each pixel and its four neighbours. */
function dilated({ width, height, data }: Plane): Plane {
  const to = new Uint8Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1, end = at + width - 2; at < end; at++) {
      let most = data[at] as number;
      const [left, right, up, down] = [
        data[at - 1] as number,
        data[at + 1] as number,
        data[at - width] as number,
        data[at + width] as number,
      ];
      if (left > most) most = left;
      if (right > most) most = right;
      if (up > most) most = up;
      if (down > most) most = down;
      to[at] = most;
    }
  }
  return { width, height, data: to };
}
