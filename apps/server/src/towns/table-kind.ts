import { isWithin } from '@yinzheng/domain';
import type { Passwords } from '../ports/passwords.ts';
import type { Stores } from '../ports/store.ts';
import type { ImportRows } from '../ports/town-store.ts';
import type { Cells, Column } from './cells.ts';

export type ImportKind = keyof ImportRows;

/** A row that fits by itself, with the cells it came from: a later check refuses at the right place. */
export interface Read<Row, C extends string> {
  readonly row: Row;
  readonly cells: Cells<C>;
}

export interface Surroundings {
  readonly stores: Stores;
  readonly passwords: Passwords;
  /** Only rows of this division and what lies below it. */
  readonly under: string | undefined;
}

/** How one kind of table is read and checked. */
export interface TableKind<K extends ImportKind, Row, C extends string> {
  readonly columns: Readonly<Record<C, Column>>;
  /** One row by the rules that need nothing else. */
  read(cells: Cells<C>): Row;
  /** By what a row is known; in one table each stands once. */
  readonly key: { readonly column: C; of(row: Row): string };
  /** The rows among each other and with what is kept already; those to be loaded. */
  fit(rows: readonly Read<Row, C>[], around: Surroundings): Promise<ImportRows[K]>;
}

/** Whether something in a division is asked for. */
export const isAsked = (division: string | undefined, under: string | undefined): boolean =>
  under === undefined || (division !== undefined && isWithin(division, under));

/** Refuses the second row that says the same. */
export function refuseTwice<Row, C extends string>(rows: readonly Read<Row, C>[], column: C, of: (row: Row) => readonly string[]): void {
  const seen = new Set<string>();
  for (const { row, cells } of rows) {
    for (const key of of(row)) {
      if (seen.has(key)) cells.refuse(column, `“${key}”重复`, `“${key}” is there twice`);
      seen.add(key);
    }
  }
}
