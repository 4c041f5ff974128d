import { isCreditCode, levelOf } from '@yinzheng/domain';
import type { Body } from '../ports/town-store.ts';
import { isAsked, type TableKind } from './table-kind.ts';

const BODY_KINDS = {
  street: ['街道办事处', '街道', '乡镇人民政府'],
  committee: ['居民委员会', '村民委员会', '居委会', '村委会'],
  party: ['党组织'],
  cooperative: ['经济合作社', '股份经济合作社', '集体经济组织'],
} as const;

/** Bodies by their credit codes (GB 32100-2015). */
export const bodiesTable: TableKind<'bodies', Body, 'code' | 'name' | 'kind' | 'division'> = {
  columns: {
    code: { zh: ['信用代码', '统一社会信用代码', '代码'] },
    name: { zh: ['名称', '组织名称'] },
    kind: { zh: ['类别'] },
    division: { zh: ['区划', '区划代码'] },
  },
  key: { column: 'code', of: ({ id }) => id },
  read(cells) {
    const id = cells.text('code').toUpperCase();
    if (!isCreditCode(id)) return cells.refuse('code', '统一社会信用代码的校验位不对', 'the check character of the credit code is wrong');
    const division = cells.text('division');
    if (!levelOf(division)) return cells.refuse('division', '不是 12 位区划代码', 'not a division code of 12 digits');
    return { id, name: cells.text('name'), kind: cells.word('kind', BODY_KINDS), division };
  },
  async fit(rows, { stores, under }) {
    const asked = rows.filter(({ row }) => isAsked(row.division, under));
    const known = await stores.towns.divisionsAmong(asked.map(({ row }) => row.division));
    for (const { row, cells } of asked) {
      if (!known.has(row.division)) cells.refuse('division', `没有区划 ${row.division}`, `there is no division ${row.division}`);
    }
    return asked.map(({ row }) => row);
  },
};
