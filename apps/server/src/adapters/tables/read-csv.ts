import { parse } from 'csv-parse/sync';
import { MAX_ROWS } from './limits.ts';

/** All rows of a CSV text (RFC 4180), empty ones too; one more than allowed when there are too many. Throws for stray quotes. */
export function readCsv(text: string): string[][] {
  return parse(text, {
    delimiter: separatorOf(text),
    relax_column_count: true,
    skip_empty_lines: false,
    to: MAX_ROWS + 2,
    max_record_size: 1 << 20,
  });
}

/** Comma, or what spreadsheet programs put in its place: a tab ("Unicode text") or a semicolon. The header line tells. */
function separatorOf(text: string): string {
  const header = /[^\r\n]+/.exec(text)?.[0] ?? '';
  if (header.includes(',')) return ',';
  return ['\t', ';'].find((it) => header.includes(it)) ?? ',';
}
