import { type OutputFile, textFile } from '../output-file.ts';

export type Row = Readonly<Record<string, string | number | undefined>>;

/** Values hold no tabs, no line ends and no HTML (GTFS, File Requirements). */
const plainOf = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .trim();

/** The first word that says anything. */
export const named = (...words: readonly (string | undefined)[]): string =>
  words.map((word) => plainOf(word ?? '')).find((word) => word !== '') ?? '—';

/** Quotes as in RFC 4180. */
function cell(value: string | number | undefined): string {
  const plain = plainOf(String(value ?? ''));
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** One file of the feed: the fields in the order given, without those that no row has. */
export function tableFile(name: string, fields: readonly string[], rows: readonly Row[]): OutputFile {
  const used = fields.filter((field) => rows.some((row) => row[field] !== undefined));
  return textFile(name, [used, ...rows.map((row) => used.map((field) => cell(row[field])))].map((row) => `${row.join(',')}\n`).join(''));
}

/** GTFS ids should be printable ASCII; different words stay different. */
export const idOf = (kind: string, ...words: readonly string[]): string =>
  [kind, ...words.map((word) => encodeURIComponent(word.toWellFormed()))].join(':');

/** Whole minutes: what is published is what people are told. */
export function timeOf(minutes: number): string {
  const whole = Math.round(minutes);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}:00`;
}

export const dateOf = (date: string): string => date.replaceAll('-', '');
