import type { Picture } from '../capture/decode-picture.ts';
import type { Plane } from '../capture/image.ts';
import { halved } from './page-space.ts';

/** The red channel at half, a quarter … of the picture's size: coarse steps work on few pixels, and without aliasing. */
export interface RedLevels {
  /** The smallest level with at least `scale` of the picture's pixels to one, and its own scale: 0.5, 0.25 … */
  atLeast(scale: number): { readonly plane: Plane; readonly scale: number };
}

const SMALLEST_PX = 300;

export function redLevels(picture: Picture): RedLevels {
  const levels = [{ plane: halfRed(picture), scale: 0.5 }];
  for (;;) {
    const last = levels.at(-1) as { plane: Plane; scale: number };
    if (Math.max(last.plane.width, last.plane.height) < SMALLEST_PX * 2) break;
    levels.push({ plane: halved(last.plane), scale: last.scale / 2 });
  }
  const [finest] = levels as [{ plane: Plane; scale: number }];
  return { atLeast: (scale) => levels.findLast((level) => level.scale >= scale) ?? finest };
}

function halfRed({ width, height, data }: Picture): Plane {
  const [w, h, stride] = [width >> 1, height >> 1, width * 3];
  const half = new Uint8Array(w * h);
  for (let y = 0, at = 0; y < h; y++) {
    for (let x = 0, from = 2 * y * stride; x < w; x++, at++, from += 6) {
      half[at] =
        ((data[from] as number) + (data[from + 3] as number) + (data[from + stride] as number) + (data[from + stride + 3] as number) + 2) >>
        2;
    }
  }
  return { width: w, height: h, data: half };
}
