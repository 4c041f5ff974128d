import { isWithin, levelOf } from '@yinzheng/domain';
import type { Division } from '../ports/town-store.ts';
import { isAsked, type TableKind } from './table-kind.ts';

const LEVELS = {
  province: ['省级', '省'],
  prefecture: ['地级', '地市级', '市'],
  county: ['县级', '县'],
  township: ['乡级', '乡镇级', '乡镇街道'],
  village: ['村级', '村', '村社区'],
} as const;

/** Divisions by the statistical codes of the National Bureau of Statistics: 12 digits, five levels. */
export const divisionsTable: TableKind<'divisions', Division, 'code' | 'name' | 'level' | 'parent'> = {
  columns: {
    code: { zh: ['代码', '区划代码'] },
    name: { zh: ['名称', '区划名称'] },
    level: { zh: ['级别'], isOptional: true },
    parent: { zh: ['上级', '上级代码'] },
  },
  key: { column: 'code', of: ({ code }) => code },
  read(cells) {
    const code = cells.text('code');
    const level = levelOf(code);
    if (!level) return cells.refuse('code', '不是 12 位区划代码', 'not a division code of 12 digits');
    if (cells.optional('level') !== '' && cells.word('level', LEVELS) !== level) {
      return cells.refuse('level', `代码 ${code} 属于${LEVELS[level][0]}`, `the code ${code} is of the level ${level}`);
    }
    const parent = cells.optional('parent') || null;
    const isAbove = parent === null ? level === 'province' : levelOf(parent) !== null && parent !== code && isWithin(code, parent);
    if (!isAbove) return cells.refuse('parent', '不是它的上级区划代码', 'not the code of a division above it');
    return { code, name: cells.text('name'), level, parent };
  },
  async fit(rows, { stores, under }) {
    const asked = rows.filter(({ row }) => isAsked(row.code, under));
    const inTable = new Set(asked.map(({ row }) => row.code));
    const outside = asked.flatMap(({ row }) => (row.parent && !inTable.has(row.parent) ? [row.parent] : []));
    const known = await stores.towns.divisionsAmong(outside);
    for (const { row, cells } of asked) {
      const isReached = row.parent === null || row.code === under || inTable.has(row.parent) || known.has(row.parent);
      if (!isReached) cells.refuse('parent', `没有上级区划 ${row.parent}`, `there is no division ${row.parent}`);
    }
    return asked.map(({ row }) => row);
  },
};
