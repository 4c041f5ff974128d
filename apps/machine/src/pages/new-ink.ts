import sharp from 'sharp';

/** The machine's camera sees the long side of an A4 sheet on nine tenths of the picture's. */
const SHEET_SHARE = 0.9;
const SHEET_LONG_MM = 297;
const WIDE_PX = 1_000;

/** Red ink in a photograph, in mm² of the sheet. */
async function redMm2(photo: Uint8Array): Promise<number> {
  const { data, info } = await sharp(photo)
    .resize({ width: WIDE_PX, height: WIDE_PX, fit: 'inside' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let red = 0;
  for (let at = 0; at + 2 < data.length; at += 3) {
    const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
    if (r - Math.max(g, b) > 40) red++;
  }
  const pxPerMm = (Math.max(info.width, info.height) * SHEET_SHARE) / SHEET_LONG_MM;
  return red / pxPerMm ** 2;
}

/** How much red ink came between two photographs of the same sheet, in mm²; the sheet may have moved. A 42 mm seal prints some 300 mm². */
export async function newInkMm2(before: Uint8Array, after: Uint8Array): Promise<number> {
  const [old, now] = [await redMm2(before), await redMm2(after)];
  return now - old;
}
