import { parse } from 'csv-parse/sync';

/** All rows of a CSV text (RFC 4180), empty ones too, so that row numbers stay those of the spreadsheet. Throws for stray quotes. */
export function readCsv(text: string): string[][] {
  return parse(text, { delimiter: separatorOf(text), relax_column_count: true, skip_empty_lines: false });
}

/** Comma, or what spreadsheet programs put in its place: a tab, a semicolon, or the wide comma of a Chinese keyboard. The header tells. */
function separatorOf(text: string): string {
  const header = /[^\r\n]+/.exec(text)?.[0] ?? '';
  return [',', '\t', ';', '，'].find((it) => header.includes(it)) ?? ',';
}
