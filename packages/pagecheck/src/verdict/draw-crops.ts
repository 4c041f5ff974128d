import sharp from 'sharp';
import type { Planes } from '../capture/planes.ts';
import type { Difference } from '../compare/difference.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box } from '../paper.ts';

/** More than a person compares at a machine; the strongest are shown. */
const MOST_CROPS = 12;
/** Around a difference: enough to read the word it stands in. */
const ROOM_MM = { across: 9, down: 4 };
/** Of a crop: readable on a phone, and no larger than needed. */
const WIDTH_PX = { least: 360, most: 900 };
const MOST_SCALE = 3;
const WEBP_QUALITY = 80;

/** The same place of the approved page and of the sheet, for a person to compare: WebP. */
export interface Crop extends Box {
  readonly approved: Uint8Array;
  readonly seen: Uint8Array;
}

/** One pair a difference, in their order; at most MOST_CROPS. */
export function drawCrops(aligned: AlignedSheet, differences: readonly Difference[]): Promise<readonly Crop[]> {
  return Promise.all(
    differences.slice(0, MOST_CROPS).map(async (difference) => {
      const box = roomAround(difference, aligned);
      const [approved, seen] = await Promise.all([aligned.approved, aligned.seen].map((planes) => picture(planes, box, aligned.pxPerMm)));
      return { ...box, approved: approved as Uint8Array, seen: seen as Uint8Array };
    }),
  );
}

function roomAround({ leftMm, topMm, widthMm, heightMm }: Box, { sheet }: AlignedSheet): Box {
  const left = Math.max(0, leftMm - ROOM_MM.across);
  const top = Math.max(0, topMm - ROOM_MM.down);
  const right = Math.min(sheet.widthMm, leftMm + widthMm + ROOM_MM.across);
  const bottom = Math.min(sheet.heightMm, topMm + heightMm + ROOM_MM.down);
  return { leftMm: left, topMm: top, widthMm: right - left, heightMm: bottom - top };
}

function picture({ red, green, blue }: Planes, box: Box, pxPerMm: number): Promise<Uint8Array> {
  const [left, top] = [Math.floor(box.leftMm * pxPerMm), Math.floor(box.topMm * pxPerMm)];
  const width = Math.max(1, Math.min(red.width - left, Math.round(box.widthMm * pxPerMm)));
  const height = Math.max(1, Math.min(red.height - top, Math.round(box.heightMm * pxPerMm)));
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, at = (top + y) * red.width + left; x < width; x++, at++, to += 3) {
      rgb[to] = red.data[at] as number;
      rgb[to + 1] = green.data[at] as number;
      rgb[to + 2] = blue.data[at] as number;
    }
  }
  const wanted = Math.max(WIDTH_PX.least, Math.min(WIDTH_PX.most, width * MOST_SCALE));
  const scaled = Math.round(Math.min(wanted, width * MOST_SCALE));
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize({ width: scaled, kernel: 'cubic' })
    .webp({ quality: WEBP_QUALITY, effort: 2 })
    .toBuffer();
}
