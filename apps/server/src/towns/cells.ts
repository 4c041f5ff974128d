import { Refused } from '../ports/refused.ts';
import type { Table } from '../ports/tables.ts';

/** A column's headings in Chinese; in English it is called by its key. The first is the template's. */
export interface Column {
  readonly zh: readonly string[];
  /** The table may lack it; its cells are empty then. */
  readonly isOptional?: true;
}

/** The cells of one row by column. Whatever does not fit is refused with its row and heading: import/bad-row. */
export interface Cells<C extends string> {
  /** Text that must be there, at most `most` characters (120). */
  text(column: C, most?: number): string;
  /** Empty when there is none. */
  optional(column: C): string;
  /** Parts between semicolons. */
  list(column: C): readonly string[];
  integer(column: C, least: number, most: number): number;
  /** One of several words, in English as its key or in Chinese. */
  word<W extends string>(column: C, words: Readonly<Record<W, readonly string[]>>): W;
  matching(column: C, pattern: RegExp, zh: string, en: string): string;
  /** Ends the import: what is wrong with this cell, in both languages. */
  refuse(column: C, zh: string, en: string): never;
}

const MANY = /\s*[;；]\s*/;
/** Control characters have no place in a name; a code cell that holds one was damaged on the way. */
const CONTROL = /\p{Cc}/u;

/** The rows of a table whose header has every column. Refuses import/missing-column. */
export function cellsOf<C extends string>(table: Table, file: string, columns: Readonly<Record<C, Column>>): readonly Cells<C>[] {
  const places = new Map<C, number>();
  for (const [name, { zh, isOptional }] of Object.entries(columns) as [C, Column][]) {
    const at = table.header.findIndex((heading) => heading.toLowerCase() === name || zh.includes(heading));
    if (at >= 0) places.set(name, at);
    else if (!isOptional) throw new Refused('import/missing-column', { column: `${zh[0]} / ${name}` }, file);
  }
  return table.rows.map(({ number, cells }) => {
    const heading = (column: C) => table.header[places.get(column) ?? -1] ?? column;
    return readerOf(
      (column) => cells[places.get(column) ?? -1] ?? '',
      (column, zh, en) => {
        throw new Refused('import/bad-row', { row: number, column: heading(column), detail: `${zh} / ${en}` }, `${file}:${number}`);
      },
    );
  });
}

function readerOf<C extends string>(cell: (column: C) => string, refuse: Cells<C>['refuse']): Cells<C> {
  const text: Cells<C>['text'] = (column, most = 120) => {
    const found = cell(column);
    if (found === '') return refuse(column, '没有填写', 'it is empty');
    if (found.length > most) return refuse(column, `超过 ${most} 字`, `more than ${most} characters`);
    if (CONTROL.test(found)) return refuse(column, '含有换行或控制字符', 'it holds line breaks or control characters');
    return found;
  };
  return {
    text,
    optional: cell,
    list: (column) =>
      cell(column)
        .split(MANY)
        .filter((it) => it !== ''),
    integer(column, least, most) {
      const value = /^\d{1,9}$/.test(cell(column)) ? Number(cell(column)) : Number.NaN;
      if (value >= least && value <= most) return value;
      return refuse(column, `应为 ${least} 到 ${most} 的整数`, `not a whole number from ${least} to ${most}`);
    },
    word(column, words) {
      const found = text(column);
      for (const [word, zh] of Object.entries(words) as [keyof typeof words, readonly string[]][]) {
        if (found.toLowerCase() === word || zh.includes(found)) return word;
      }
      return refuse(column, `“${found}”不是可用的词`, `“${found}” is none of ${Object.keys(words).join(', ')}`);
    },
    matching(column, pattern, zh, en) {
      const found = text(column);
      return pattern.test(found) ? found : refuse(column, zh, en);
    },
    refuse,
  };
}
