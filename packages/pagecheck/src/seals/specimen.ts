import { decodeJpeg, type Plane } from '../capture/image.ts';
import { planesOf } from '../capture/planes.ts';
import { type Face, faceMap, faceOf, faceSize } from './face.ts';
import { type Polar, polarOf, turnsOf } from './polar.ts';
import { redDensity } from './red-density.ts';
import { measureRing } from './ring.ts';
import { type Band, letterBand, ringStrip } from './ring-strip.ts';
import type { SealSpecimen } from './seal.ts';
import { type SharpFace, sharpFace, sharpSize } from './sharp-face.ts';

/** A filed imprint, ready to be compared with. */
export interface FiledFace {
  readonly radiusMm: number;
  /** Of the ring's line. */
  readonly lineMm: number;
  readonly face: Face;
  readonly polar: Polar;
  /** How well it lies on itself, turned. */
  readonly onItself: Float32Array;
  /** Where its letters stand, and they in a row. */
  readonly band: Band;
  readonly strip: Plane;
  /** For strokes of single letters. */
  readonly sharp: SharpFace;
}

/** Null without an imprint, or when no ring of the filed size is in it. Throws when it is no picture. */
export async function filedFace({ imprint, diameterMm }: SealSpecimen): Promise<FiledFace | null> {
  if (!imprint) return null;
  const picture = await decodeJpeg(imprint);
  const pxPerMm = Math.min(picture.width, picture.height) / diameterMm;
  const planes = planesOf(picture);
  const density = redDensity(planes, pxPerMm);
  const ring = measureRing(density, pxPerMm, { x: picture.width / 2 / pxPerMm, y: picture.height / 2 / pxPerMm });
  if (!ring) return null;
  // The picture is cropped by eye; the ring's own size is the filed one.
  const radiusMm = diameterMm / 2;
  const scale = ring.radius / radiusMm;
  const lineMm = ring.width / scale;
  const map = faceMap(ring.centre, 0, scale);
  const face = faceOf(density, pxPerMm, map, faceSize(radiusMm));
  const polar = polarOf(face, radiusMm);
  const band = letterBand(density, pxPerMm, map, radiusMm, lineMm);
  const strip = ringStrip({ density, red: planes.red, pxPerMm }, map, band);
  const sharp = sharpFace(density, pxPerMm, map, sharpSize(radiusMm));
  return { radiusMm, lineMm, face, polar, onItself: turnsOf(polar, polar), band, strip, sharp };
}
