import type { Plane } from '../capture/image.ts';
import { codeBox, type Size } from '../paper.ts';
import { ALIGNED_PX_PER_MM } from './aligned-sheet.ts';
import { correlator } from './correlate.ts';
import { readPageCodes } from './read-codes.ts';

/** Squares along each side of the code, of some ninety modules each. */
const SQUARES = 6;
/** Another code's modules agree by chance: the correlation of so many is then 0.1, one deviation. */
const SAME = 0.5;

/** Whether the sheet shows the page's very code, module by module, though it may be too worn to be read. Planes of page space. */
export function showsSameCode(approved: Plane, seen: Plane, sheet: Size): boolean {
  const { leftMm, topMm, widthMm } = codeBox(sheet);
  const size = Math.floor((widthMm * ALIGNED_PX_PER_MM) / SQUARES);
  const blockAt = correlator(approved, seen);
  for (let i = 0; i < SQUARES * SQUARES; i++) {
    const left = Math.round(leftMm * ALIGNED_PX_PER_MM) + (i % SQUARES) * size;
    const top = Math.round(topMm * ALIGNED_PX_PER_MM) + Math.floor(i / SQUARES) * size;
    if (blockAt(left, top, size).at(0, 0) < SAME) return false;
  }
  return true;
}

/** Around the code, for its quiet zone. */
const ROOM_MM = 4;

/** The text of the code on a page in page space; null when it has none. */
export async function codeOn({ data, width, height }: Plane, sheet: Size): Promise<string | null> {
  const box = codeBox(sheet);
  const left = Math.round((box.leftMm - ROOM_MM) * ALIGNED_PX_PER_MM);
  const top = Math.round((box.topMm - ROOM_MM) * ALIGNED_PX_PER_MM);
  const part = new Uint8Array((width - left) * (height - top));
  for (let y = top; y < height; y++) part.set(data.subarray(y * width + left, (y + 1) * width), (y - top) * (width - left));
  const [code] = await readPageCodes({ width: width - left, height: height - top, channels: 1, data: part });
  return code?.text ?? null;
}
