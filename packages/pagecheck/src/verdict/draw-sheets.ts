import sharp from 'sharp';
import type { Planes } from '../capture/planes.ts';
import type { Difference } from '../compare/difference.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { SealSeen } from '../seals/seal.ts';

/** Of the picture: enough to read 9 pt on a screen. */
const PX_PER_MM = 5;
const GAP_PX = 24;
const WEBP_QUALITY = 80;
/** Between a box and what it is drawn around. */
const ROOM_MM = 1;
const STROKE_PX = 4;
const COLOURS = { sure: '#c8102e', unsure: '#b36b00', seal: '#0b6e4f' } as const;

/** Approved page left, sheet right, with the same boxes around what differs (dashed where unsure) and circles around the seals: WebP. */
export async function drawSideBySide(
  { sheet, approved, seen }: AlignedSheet,
  differences: readonly Difference[],
  seals: readonly SealSeen[],
): Promise<Uint8Array> {
  const [width, height] = [Math.round(sheet.widthMm * PX_PER_MM), Math.round(sheet.heightMm * PX_PER_MM)];
  const [left, right] = await Promise.all([approved, seen].map((planes) => picture(planes, width, height)));
  const boxes = Buffer.from(drawing(width, height, differences, []));
  const marks = Buffer.from(drawing(width, height, differences, seals));
  const at = (input: Buffer | undefined, offset: number) => (input ? [{ input, left: offset, top: 0 }] : []);
  return sharp({ create: { width: 2 * width + GAP_PX, height, channels: 3, background: '#444444' } })
    .composite([...at(left, 0), ...at(right, width + GAP_PX), ...at(boxes, 0), ...at(marks, width + GAP_PX)])
    .webp({ quality: WEBP_QUALITY, effort: 2 })
    .toBuffer();
}

/** As PNG, which sharp lays onto another picture. */
function picture({ red, green, blue }: Planes, width: number, height: number): Promise<Buffer> {
  const rgb = new Uint8Array(red.data.length * 3);
  for (let i = 0, at = 0; i < red.data.length; i++, at += 3) {
    rgb[at] = red.data[i] as number;
    rgb[at + 1] = green.data[i] as number;
    rgb[at + 2] = blue.data[i] as number;
  }
  const raw = { width: red.width, height: red.height, channels: 3 } as const;
  return sharp(rgb, { raw }).resize(width, height, { fit: 'fill' }).png({ compressionLevel: 1 }).toBuffer();
}

function drawing(width: number, height: number, differences: readonly Difference[], seals: readonly SealSeen[]): string {
  const boxes = differences.map(({ leftMm, topMm, widthMm, heightMm, certainty }) => {
    const [x, y] = [(leftMm - ROOM_MM) * PX_PER_MM, (topMm - ROOM_MM) * PX_PER_MM];
    const [w, h] = [(widthMm + 2 * ROOM_MM) * PX_PER_MM, (heightMm + 2 * ROOM_MM) * PX_PER_MM];
    const dashes = certainty === 'unsure' ? ' stroke-dasharray="12 8"' : '';
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" stroke="${COLOURS[certainty]}"${dashes}/>`;
  });
  const circles = seals.map(
    ({ centreMm: { x, y }, diameterMm }) =>
      `<circle cx="${x * PX_PER_MM}" cy="${y * PX_PER_MM}" r="${(diameterMm / 2 + ROOM_MM) * PX_PER_MM}" stroke="${COLOURS.seal}"/>`,
  );
  const marks = [...boxes, ...circles].join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="none" stroke-width="${STROKE_PX}">${marks}</g></svg>`;
}
