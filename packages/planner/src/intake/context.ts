import { type Report, rowsOf } from './headers.ts';
import type { PlaceReader } from './places.ts';
import type { Tables } from './read-tables.ts';
import type { Row } from './row.ts';
import type { TableName } from './table.ts';

/** What every table is read with. */
export interface Intake {
  readonly tables: Tables;
  readonly report: Report;
  readonly places: PlaceReader;
}

export const rows = ({ tables, report }: Intake, name: TableName, needed: readonly string[]): readonly Row[] =>
  rowsOf(tables[name], needed, report);

/** Tells ids that are there twice, with the row that had it first. */
export function refuseTwice(rowsWithIds: readonly { readonly row: Row; readonly id: string }[], key = 'id'): void {
  const first = new Map<string, Row>();
  for (const { row, id } of rowsWithIds) {
    const before = first.get(id);
    if (!before) first.set(id, row);
    else if (id !== '')
      row.tell('plan/id-twice', key, `“${id}”在第 ${before.number} 行已经有了。`, `“${id}” is in row ${before.number} already.`);
  }
}
