import { type OutputFile, textFile } from './output-file.ts';

/** A spreadsheet takes a cell that begins so for a formula, with the wide signs of a Chinese keyboard and behind blanks too; a village's name must never run. */
const RUNS = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = RUNS.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180 with a byte order mark, so that Excel reads the Chinese. */
export function csvFile(name: string, header: readonly string[], rows: readonly (readonly (string | number)[])[]): OutputFile {
  return textFile(name, `\uFEFF${[header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`);
}
