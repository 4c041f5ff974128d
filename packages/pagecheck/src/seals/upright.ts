import type { Plane } from '../capture/image.ts';
import { sample } from '../find/page-space.ts';
import type { Ring } from './ring.ts';
import type { Band } from './ring-strip.ts';

/** Gaps between letters are narrower than this; the one at the bottom is broader. */
const LEAST_GAP_DEG = 35;

/**
 * How a face is turned, clockwise, by the gap in its letters, whose middle is the bottom; null when there is none. Right within some
 * degrees for letters that stand evenly about the top.
 */
export function uprightAngle(density: Plane, pxPerMm: number, { centre, inked }: Ring, { inner, outer }: Band): number | null {
  const filled = new Uint8Array(360);
  for (let angle = 0; angle < 360; angle++) {
    const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
    let [ink, n] = [0, 0];
    // Numbers along the bottom stand close to the ring, words under the star close to the centre; neither fills the gap.
    for (let r = inner + (outer - inner) * 0.3; r < outer - (outer - inner) * 0.4; r += 0.15, n++) {
      if (sample(density, (centre.x + r * sin) * pxPerMm - 0.5, (centre.y - r * cos) * pxPerMm - 0.5) > inked) ink++;
    }
    filled[angle] = Number(ink > n * 0.08);
  }
  let [longest, end, run] = [0, 0, 0];
  for (let i = 0; i < 720; i++) {
    run = filled[i % 360] ? 0 : run + 1;
    if (run > longest && run < 360) [longest, end] = [run, i];
  }
  if (longest < LEAST_GAP_DEG) return null;
  const bottom = end - (longest - 1) / 2;
  return (bottom + 180) % 360;
}
