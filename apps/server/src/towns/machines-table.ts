import { levelOf } from '@yinzheng/domain';
import type { ImportRows } from '../ports/town-store.ts';
import { isAsked, type TableKind } from './table-kind.ts';

/** Ids of machines and seals: they stand in topics, certificates and the ledger. */
export const ID = /^[A-Za-z0-9_-]{1,64}$/;
export const ID_RULE = ['应为 1 到 64 位字母、数字、“-”或“_”', 'not 1 to 64 letters, digits, “-” or “_”'] as const;
/** As many as a machine's presence message can tell of. */
const MOST_SLEEVES = 8;

export const machinesTable: TableKind<'machines', ImportRows['machines'][number], 'id' | 'name' | 'division' | 'sleeves'> = {
  columns: {
    id: { zh: ['编号', '印章机编号'] },
    name: { zh: ['名称', '印章机名称'] },
    division: { zh: ['区划', '区划代码'] },
    sleeves: { zh: ['套筒数'] },
  },
  key: { column: 'id', of: ({ id }) => id },
  read(cells) {
    const division = cells.text('division');
    if (!levelOf(division)) return cells.refuse('division', '不是 12 位区划代码', 'not a division code of 12 digits');
    const id = cells.matching('id', ID, ...ID_RULE);
    return { id, name: cells.text('name'), division, sleeves: cells.integer('sleeves', 1, MOST_SLEEVES) };
  },
  async fit(rows, { stores, under }) {
    const asked = rows.filter(({ row }) => isAsked(row.division, under));
    const divisions = await stores.towns.divisionsAmong(asked.map(({ row }) => row.division));
    const machines = await stores.towns.machinesAmong(asked.map(({ row }) => row.id));
    for (const { row, cells } of asked) {
      if (!divisions.has(row.division)) cells.refuse('division', `没有区划 ${row.division}`, `there is no division ${row.division}`);
      const last = Math.max(0, ...(machines.get(row.id)?.seals ?? []).map(({ sleeve }) => sleeve));
      if (row.sleeves < last) cells.refuse('sleeves', `第 ${last} 个套筒里有印章`, `there is a seal in sleeve ${last}`);
    }
    return asked.map(({ row }) => row);
  },
};
