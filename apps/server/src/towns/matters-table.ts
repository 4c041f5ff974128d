import { isDeepStrictEqual } from 'node:util';
import { isWithin, levelOf, type Matter, publishMatter } from '@yinzheng/domain';
import { demand } from '../ports/demand.ts';
import type { Cells } from './cells.ts';
import type { TableKind } from './table-kind.ts';

const MATTER_KINDS = { open: ['可办', '开放', '可以出具'], barred: ['不予出具'] } as const;
/** Whether the clerk may clear a sheet that the page check is unsure of. */
const ON_DOUBT = { ask: ['问人', '由人查看'], stop: ['停止', '不盖'] } as const;
const MOST_COPIES = 100;
const MOST_IMPRESSIONS = 20;
const MOST_DAYS = 365;

type C =
  | 'code'
  | 'version'
  | 'name'
  | 'kind'
  | 'basis'
  | 'materials'
  | 'route'
  | 'copies'
  | 'impressions'
  | 'days'
  | 'doubt'
  | 'office'
  | 'region';

export const mattersTable: TableKind<'matters', Matter, C> = {
  columns: {
    code: { zh: ['编号', '事项编号'] },
    version: { zh: ['版本'] },
    name: { zh: ['名称', '事项名称'] },
    kind: { zh: ['类别'] },
    basis: { zh: ['依据'] },
    materials: { zh: ['材料'] },
    route: { zh: ['审批环节'] },
    copies: { zh: ['份数上限'] },
    impressions: { zh: ['每页用印上限'] },
    days: { zh: ['办理天数'] },
    doubt: { zh: ['比对拿不准时', '拿不准时'], isOptional: true },
    office: { zh: ['应去的部门'] },
    region: { zh: ['适用地区'] },
  },
  key: { column: 'code', of: ({ code, version }) => `${code} v${version}` },
  read(cells) {
    const kind = cells.word('kind', MATTER_KINDS);
    const least = kind === 'open' ? 1 : 0;
    const office = cells.optional('office') || null;
    if (kind === 'barred' && !office)
      return cells.refuse('office', '不予出具的事项须写明应去的部门', 'a barred matter names the office to go to');
    return publish(
      {
        code: cells.matching('code', /^[a-z0-9][a-z0-9-]{0,63}$/, '应为小写字母、数字和“-”', 'not lower-case letters, digits and “-”'),
        version: cells.integer('version', 1, 9999),
        name: cells.text('name'),
        kind,
        basis: cells.optional('basis'),
        materials: cells.list('materials'),
        route: cells.list('route'),
        maxCopies: cells.integer('copies', least, MOST_COPIES),
        maxImpressions: cells.integer('impressions', least, MOST_IMPRESSIONS),
        deadlineDays: cells.integer('days', least, MOST_DAYS),
        onDoubt: cells.optional('doubt') === '' ? 'stop' : cells.word('doubt', ON_DOUBT),
        office,
        region: cells.matching('region', /^\d{6}(\d{6})?$/, '应为 6 或 12 位区划代码', 'not a division code of 6 or 12 digits'),
      },
      cells,
    );
  },
  async fit(rows, { stores, under }) {
    const asked = rows.filter(({ row }) => isFor(row.region, under));
    for (const { row, cells } of asked) {
      const known = await stores.towns.matter(row.code, row.version);
      if (known && !isDeepStrictEqual({ ...known }, { ...row })) {
        cells.refuse(
          'version',
          `第 ${row.version} 版已发布，内容不能再改；请用新版本号`,
          `version ${row.version} is published and stays; give this one a new number`,
        );
      }
    }
    return asked.map(({ row }) => row);
  },
};

function publish(matter: Matter, cells: Cells<C>): Matter {
  if (matter.basis === '') return cells.refuse('basis', '没有法律依据，不能发布', 'without a legal basis it cannot be published');
  if (matter.kind === 'open' && matter.route.length === 0) return cells.refuse('route', '没有审批环节', 'there is no approval step');
  return demand(publishMatter(matter));
}

/** A matter applies in its region: everywhere (all zeros), above the division asked for, or within it. */
function isFor(region: string, under: string | undefined): boolean {
  const code = region.padEnd(12, '0');
  return under === undefined || levelOf(code) === null || isWithin(under, code) || isWithin(code, under);
}
