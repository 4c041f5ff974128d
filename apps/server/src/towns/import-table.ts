import { levelOf } from '@yinzheng/domain';
import { type Caller, demandPost } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { ImportCounts } from '../ports/town-store.ts';
import type { SampleOfficers } from '../roster/mod.ts';
import { bodiesTable } from './bodies-table.ts';
import { cellsOf } from './cells.ts';
import { divisionsTable } from './divisions-table.ts';
import { machinesTable } from './machines-table.ts';
import { mattersTable } from './matters-table.ts';
import { peopleTable } from './people-table.ts';
import { proposePosts } from './propose-posts.ts';
import { sealsTable } from './seals-table.ts';
import { type ImportKind, refuseTwice, type TableKind } from './table-kind.ts';

const KINDS = {
  divisions: divisionsTable,
  bodies: bodiesTable,
  people: peopleTable,
  machines: machinesTable,
  seals: sealsTable,
  matters: mattersTable,
} as const;

export type ImportPorts = Pick<Ports, 'store' | 'clock' | 'chance' | 'roster' | 'town' | 'passwords' | 'tables'> & {
  readonly sampleOfficers: SampleOfficers | null;
};

export interface ImportOrder {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Only this division and what lies below it. */
  readonly under?: string;
}

/**
 * Imports a table, CSV or XLSX: all of it or nothing. Rows are added or changed by their key, none is ever removed.
 * `caller` null is the program itself, loading its sample. Posts of people count only once they are in the roster: those that are
 * new are proposed to its officers here. Should the process end before that, the next import proposes them.
 * Refuses post/not-held, import/*, upload/too-large.
 */
export async function importTable(ports: ImportPorts, caller: Caller | null, order: ImportOrder): Promise<ImportCounts> {
  if (caller) demandPost(caller, 'administrator');
  if (order.under !== undefined && !levelOf(order.under)) {
    throw new Refused('message/malformed', { at: 'under', detail: '不是区划代码 / not a division code' }, 'under');
  }
  const counts = await loadTable(ports, KINDS[order.kind] as TableKind<ImportKind, unknown, string>, order);
  if (order.kind === 'people') await proposePosts(ports);
  return counts;
}

async function loadTable<Row>(ports: ImportPorts, table: TableKind<ImportKind, Row, string>, order: ImportOrder): Promise<ImportCounts> {
  const { kind, fileName, bytes, under } = order;
  const read = cellsOf(await ports.tables.readTable(fileName, bytes), fileName, table.columns);
  const rows = read.map((cells) => ({ row: table.read(cells), cells }));
  refuseTwice(rows, table.key.column, (row) => [table.key.of(row)]);
  return ports.store.transact(async (stores) => {
    const fitting = await table.fit(rows, { stores, passwords: ports.passwords, under });
    return stores.towns.load(kind, fitting);
  });
}
