import sharp from 'sharp';
import type { Plane } from '../capture/image.ts';
import { FACE_PX_PER_MM, faceMap, faceOf, faceSize } from './face.ts';
import type { Ring } from './ring.ts';
import type { SealPart } from './seal.ts';

/** A column with less ink than this part of a full line of it shows nothing of the face. */
const LEAST_INK_MM = 0.5;

/** A seal that reaches to the edge within this and shows no more than this part of its face is the last strip of one over several sheets. */
const LAST_STRIP = { nearMm: 2, most: 0.9 } as const;

/** What the sheet shows of a seal that reaches over its edge, or ends at it as the last strip of one; null when it lies on the sheet wholly. */
export async function cutPart(ring: Ring, density: Plane, pxPerMm: number): Promise<SealPart | null> {
  const { edge, byMm } = edgeOver(ring, density.width / pxPerMm, density.height / pxPerMm);
  if (byMm < -LAST_STRIP.nearMm) return null;
  const size = faceSize(ring.radius);
  const { ink } = faceOf(density, pxPerMm, faceMap(ring.centre, 0), size);
  const isAcross = edge === 'left' || edge === 'right';
  const half = (size - 1) / 2;
  const most = (ring.radius + 0.4) * FACE_PX_PER_MM;
  const columns = new Float32Array(size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (Math.hypot(row - half, column - half) > most || (ink[row * size + column] as number) < ring.inked) continue;
      const at = isAcross ? column : row;
      columns[at] = (columns[at] as number) + 1 / FACE_PX_PER_MM;
    }
  }
  const first = columns.findIndex((mm) => mm > LEAST_INK_MM);
  const last = columns.findLastIndex((mm) => mm > LEAST_INK_MM);
  if (first < 0) return null;
  const toMm = (at: number): number => Math.max(0, Math.min(2 * ring.radius, (at - half) / FACE_PX_PER_MM + ring.radius));
  const [fromMm, untilMm] = [toMm(first - 0.5), toMm(last + 0.5)];
  if (byMm < 0.5 && untilMm - fromMm > LAST_STRIP.most * 2 * ring.radius) return null;
  const data = Uint8Array.from(ink, (value) => 255 - value);
  const picture = await sharp(data, { raw: { width: size, height: size, channels: 1 } })
    .png()
    .toBuffer();
  return { edge, fromMm, toMm: untilMm, picture };
}

/** The edge that the seal reaches over farthest, and by how much; less than 0 when it ends before it. */
function edgeOver({ centre, radius }: Ring, widthMm: number, heightMm: number): { edge: SealPart['edge']; byMm: number } {
  const over = [
    { edge: 'left', byMm: radius - centre.x },
    { edge: 'right', byMm: radius + centre.x - widthMm },
    { edge: 'top', byMm: radius - centre.y },
    { edge: 'bottom', byMm: radius + centre.y - heightMm },
  ] as const;
  return over.reduce((most, next) => (next.byMm > most.byMm ? next : most));
}
