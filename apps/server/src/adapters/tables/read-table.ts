import { Refused } from '../../ports/refused.ts';
import type { Table } from '../../ports/tables.ts';
import { decodeText } from './decode-text.ts';
import { MAX_COLUMNS, MAX_ROWS } from './limits.ts';
import { readCsv } from './read-csv.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The old binary .xls, and an XLSX with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);

/** Whether it may unpack to far more than it is. */
export const isPacked = (bytes: Uint8Array): boolean => startsWith(bytes, ZIP);

/** Reads a table from its bytes, whatever its name says. Refusals as `Tables.readTable`. */
export async function readTable(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<Table> {
  const rows = await rowsOf(file, bytes);
  const named = rows.findIndex((cells) => cells.some((cell) => cell.trim() !== ''));
  const header = (rows[named] ?? []).map((cell) => cell.trim());
  if (named < 0) throw unreadable(file, '没有内容 / it is empty');
  if (header.length > MAX_COLUMNS) throw unreadable(file, `超过 ${MAX_COLUMNS} 列 / more than ${MAX_COLUMNS} columns`);
  if (rows.length - named - 1 > MAX_ROWS) throw new Refused('import/too-many-rows', { file, limit: MAX_ROWS });
  return {
    header,
    rows: rows.flatMap((row, index) => {
      if (index <= named || row.every((cell) => cell.trim() === '')) return [];
      return [{ number: index + 1, cells: header.map((_, column) => (row[column] ?? '').trim()) }];
    }),
  };
}

async function rowsOf(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  if (startsWith(bytes, OLE)) throw unreadable(file, '旧版 .xls 或有密码 / an old .xls, or protected by a password');
  const text = isPacked(bytes) ? null : decodeText(bytes);
  try {
    if (text !== null) return readCsv(text);
    if (isPacked(bytes)) {
      const { readXlsx } = await import('./read-xlsx.ts'); // large, and seldom wanted
      return await readXlsx(bytes);
    }
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause));
  }
  throw unreadable(file, '既不是文本也不是 XLSX / neither text nor XLSX');
}

const unreadable = (file: string, detail: string): Refused => new Refused('import/unreadable', { file, detail });
