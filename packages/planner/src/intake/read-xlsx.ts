import { unzipSync } from 'fflate';
import readSheets from 'read-excel-file/universal';

/** A spreadsheet of a whole county has far less. */
const MAX_UNPACKED_BYTES = 32 * 2 ** 20;

/** The reader lays out every cell up to the last one that is named, so one at `XFD1048576` would take gigabytes. */
const MAX_CELLS = 5_000_000;

export interface SheetCells {
  readonly sheet: string;
  readonly rows: string[][];
}

/** All sheets with their cells as text, empty rows too. Throws for what is no XLSX, and for one that unpacks to more than it should. */
export async function readXlsx(bytes: Uint8Array): Promise<readonly SheetCells[]> {
  if (unpackedSize(bytes) > MAX_UNPACKED_BYTES) throw new Error(`> ${MAX_UNPACKED_BYTES / 2 ** 20} MiB`);
  refuseVastSheets(bytes);
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

/** An element `c` up to the end of its attributes; no well-formed one holds another `<`. */
const CELL = /<(?:[\w.-]+:)?c\s((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>/g;
const NAME = /(?:^|\s)r\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/** By the names of cells, in every part that could be a sheet; a name in disguise (`&#88;FD1`) is no spreadsheet program's. */
function refuseVastSheets(bytes: Uint8Array): void {
  for (const part of Object.values(unzipSync(bytes, { filter: ({ name }) => !/\.(png|jpe?g|bin|vml)$/i.test(name) }))) {
    let [rows, columns] = [1, 1];
    for (const [, attributes = ''] of new TextDecoder().decode(part).matchAll(CELL)) {
      const [, double, single] = NAME.exec(attributes) ?? [];
      const name = double ?? single ?? '';
      const [, letters = '', digits = ''] = /^([A-Z]*)(\d*)$/i.exec(name) ?? [];
      rows = Math.max(rows, name.includes('&') ? Infinity : Number(digits));
      columns = Math.max(columns, columnOf(letters.toUpperCase()));
      if (rows * columns > MAX_CELLS) {
        throw new Error(`表格一直到 ${name}，请删除多余的空行空列 / the sheet reaches to ${name}; delete its empty rows and columns`);
      }
    }
  }
}

const columnOf = (letters: string): number => [...letters].reduce((column, letter) => 26 * column + letter.charCodeAt(0) - 64, 0);

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (!(cell instanceof Date)) return String(cell);
  if (cell.getUTCFullYear() >= 1905) return cell.toISOString().slice(0, 10);
  // A time alone is counted from 1900, as a part of a day that may fall short of its minute by a hair.
  return new Date(cell.getTime() + 30_000).toISOString().slice(11, 16);
}
