import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { MAX_UNPACKED_BYTES } from './limits.ts';

/** All rows of the first sheet, empty ones too. Throws for what is no XLSX, and for one that unpacks to more than is allowed. */
export async function readXlsx(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  if (unpackedSize(bytes) > MAX_UNPACKED_BYTES) throw new Error(`> ${MAX_UNPACKED_BYTES / 2 ** 20} MiB`);
  const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  // Numbers as they are written: a code of 12 or 18 digits must not pass through a floating-point number.
  const rows = await readSheet(whole, { parseNumber: (digits) => digits });
  return rows.map((cells) => cells.map((cell) => textOf(cell)));
}

/** What the parts say that they unpack to. None unpacks to more: the unzipper allocates this much and no more. */
function unpackedSize(bytes: Uint8Array): number {
  let size = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size += originalSize;
      return false;
    },
  });
  return size;
}

function textOf(cell: string | boolean | Date | null | undefined | { valueOf(): unknown }): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
