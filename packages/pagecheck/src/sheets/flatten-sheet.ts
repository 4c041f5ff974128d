import type { Plane } from '../capture/image.ts';
import { paperRows } from '../capture/paper-levels.ts';
import type { Planes } from '../capture/planes.ts';
import { fitHomography } from '../find/homography.ts';
import { toPageSpace } from '../find/page-space.ts';
import type { Size } from '../paper.ts';
import type { Raster } from '../pdfium/document.ts';
import { FIXED_DPI } from './limits.ts';
import type { Corners } from './photographed-sheet.ts';

/** Along the edges the ground shines through: so much becomes white. */
const FRINGE_MM = 1.2;
/** Paper comes out this much above white, so that its grain is gone. */
const WHITEN = 1.12;

/** A photographed sheet seen straight from above, in even light: A4 at 200 dpi. Null when the corners are not those of a sheet. */
export function flattenSheet(photo: Planes, corners: Corners): Raster | null {
  const [a, b, , d] = corners;
  const isLandscape = Math.hypot(b.x - a.x, b.y - a.y) > Math.hypot(d.x - a.x, d.y - a.y);
  const sheet: Size = isLandscape ? { widthMm: 297, heightMm: 210 } : { widthMm: 210, heightMm: 297 };
  const { widthMm: w, heightMm: h } = sheet;
  const own = [
    { x: 0, y: 0 },
    { x: w, y: 0 },
    { x: w, y: h },
    { x: 0, y: h },
  ];
  const map = fitHomography(own.map((from, i) => ({ from, to: corners[i] as { x: number; y: number } })));
  if (!map) return null;
  const perMm = FIXED_DPI / 25.4;
  const planes = [photo.red, photo.green, photo.blue].map((plane) => evened(toPageSpace(plane, map, sheet, perMm), perMm * FRINGE_MM));
  const { width, height } = planes[0] as Plane;
  const data = new Uint8Array(width * height * 4).fill(255);
  planes.forEach((plane, channel) => {
    for (let i = 0; i < plane.data.length; i++) data[i * 4 + channel] = plane.data[i] as number;
  });
  return { width, height, channels: 4, data };
}

/** Each channel against its own paper: shadows and the colour of the light go. */
function evened(plane: Plane, fringe: number): Plane {
  const { width, height, data } = plane;
  const paperOf = paperRows(plane);
  const even = new Uint8Array(data.length).fill(255);
  for (let y = Math.ceil(fringe); y < height - fringe; y++) {
    const paper = paperOf(y);
    for (let x = Math.ceil(fringe); x < width - fringe; x++) {
      const value = ((data[y * width + x] as number) / Math.max(1, paper[x] as number)) * 255 * WHITEN;
      even[y * width + x] = Math.min(255, value);
    }
  }
  return { width, height, data: even };
}
