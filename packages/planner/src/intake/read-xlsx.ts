import { unzipSync } from 'fflate';
import readSheets from 'read-excel-file/universal';

/** A spreadsheet of a whole county has far less. */
const MAX_UNPACKED_BYTES = 256 * 2 ** 20;

export interface SheetCells {
  readonly sheet: string;
  readonly rows: string[][];
}

/** All sheets with their cells as text, empty rows too. Throws for what is no XLSX, and for one that unpacks to more than it should. */
export async function readXlsx(bytes: Uint8Array): Promise<readonly SheetCells[]> {
  if (unpackedSize(bytes) > MAX_UNPACKED_BYTES) throw new Error(`> ${MAX_UNPACKED_BYTES / 2 ** 20} MiB`);
  // Numbers as they are written: a code of 12 digits must not be rounded on its way.
  const sheets = await readSheets(new Uint8Array(bytes).buffer, { parseNumber: (digits) => digits });
  return sheets.map(({ sheet, data }) => ({ sheet, rows: data.map((cells) => cells.map(textOf)) }));
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

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (!(cell instanceof Date)) return String(cell);
  if (cell.getUTCFullYear() >= 1905) return cell.toISOString().slice(0, 10);
  // A time alone is counted from 1900, as a part of a day that may fall short of its minute by a hair.
  return new Date(cell.getTime() + 30_000).toISOString().slice(11, 16);
}
