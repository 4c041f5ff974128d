import type { Horizon, Policy } from '../model/county.ts';
import type { Notices } from '../model/notices.ts';
import { bareName, SETTINGS } from './columns.ts';
import { type Report, readHeaders } from './headers.ts';
import { type Crs, crsNamed } from './places.ts';
import { problem } from './problem.ts';
import { Row } from './row.ts';
import type { Table } from './table.ts';

export interface Settings {
  readonly name: string;
  readonly timeZone: string;
  readonly horizon: Horizon;
  readonly policy: Policy;
  readonly crs: Crs | null;
  /** Something stands there, and when it is no coordinate system that is told. */
  readonly isCrsTold: boolean;
  readonly notices: Pick<Notices, 'publisher' | 'url' | 'phone' | 'remark'>;
  /** West, south, east, north, in the county's declared coordinates. */
  readonly box: readonly [number, number, number, number] | null;
}

/** The settings of a county are rows of a key and a value; they are read as one row whose columns are the keys. */
export function readSettings(table: Table | undefined, report: Report): Settings {
  if (!table) {
    report.problems.push(
      problem(
        'plan/missing-table',
        'county',
        '缺少 county（县）表：至少要写县名、开始日期、天数、坐标系。',
        'The table county is missing: name, from, days and crs are needed.',
      ),
    );
  }
  const row = settingsRow(table ?? { name: 'county', file: 'county', header: ['key', 'value'], rows: [] }, report);
  const weight = (key: string, otherwise: number): number => row.amount(key, { min: 0 }, otherwise);
  const timeZone = row.text('timeZone') || 'Asia/Shanghai';
  if (!isTimeZone(timeZone))
    row.tell(
      'plan/bad-value',
      'timeZone',
      `没有“${timeZone}”这个时区，如 Asia/Shanghai。`,
      `There is no time zone “${timeZone}”; one is Asia/Shanghai.`,
    );
  const crs = row.read('crs', crsNamed, { zh: '坐标系：wgs84 或 gcj02', en: 'a coordinate system: wgs84 or gcj02' });
  return {
    name: table ? row.name('name') : '',
    timeZone,
    horizon: {
      from: (table && row.name('from') !== '' ? row.date('from') : undefined) ?? '2000-01-03',
      days: row.amount('days', { min: 1, max: 366, isWhole: true }, 28),
      holidays: row.dates('holidays'),
    },
    policy: {
      overtimeWeight: weight('overtimeWeight', 3),
      unfairnessWeight: weight('unfairnessWeight', 0.5),
      irregularityWeight: weight('irregularityWeight', 0.2),
      hourToleranceMinutes: weight('hourToleranceMinutes', 30),
      wishWeight: weight('wishWeight', 30),
      isSameWeekday: row.boolean('sameWeekday', true),
    },
    crs: crs ?? null,
    isCrsTold: row.text('crs') !== '',
    notices: noticesOf(row),
    box: row.read('box', boxOf, { zh: '西,南,东,北 四个数', en: 'four numbers: west,south,east,north' }) ?? null,
  };
}

function noticesOf(row: Row): Settings['notices'] {
  const url = row.read('url', (text) => (/^https?:\/\/\S+$/.test(text) ? text : null), {
    zh: '网址，以 http 开头',
    en: 'an address that begins with http',
  });
  const texts = (['publisher', 'phone', 'remark'] as const).flatMap((key) => (row.text(key) === '' ? [] : [[key, row.text(key)] as const]));
  return { ...Object.fromEntries(texts), ...(url === undefined ? {} : { url }) };
}

function settingsRow(table: Table, report: Report): Row {
  const headers = readHeaders(table, ['key', 'value'], report);
  const [keyColumn, valueColumn] = [headers.columnOf('key') ?? 0, headers.columnOf('value') ?? 1];
  const found = new Map<string, { readonly title: string; readonly value: string; readonly number: number }>();
  for (const { number, cells } of table.rows) {
    const title = cells[keyColumn] ?? '';
    const key = Object.entries(SETTINGS).find(([, names]) => names.some((it) => bareName(it) === bareName(title)))?.[0];
    const at = `${table.file}:${number} ${title}`;
    if (key === undefined) {
      report.warnings.push(
        problem(
          'plan/unknown-setting',
          at,
          `不认识“${title}”，没有读取。认识的：${namesOf().join('、')}。`,
          `“${title}” is not known and was not read. Known: ${Object.keys(SETTINGS).join(', ')}.`,
        ),
      );
    } else if (found.has(key)) {
      report.problems.push(
        problem('plan/setting-twice', at, `“${title}”写了两次，请只保留一行。`, `“${title}” is there twice; keep one row.`),
      );
    } else found.set(key, { title, value: cells[valueColumn] ?? '', number });
  }
  for (const key of ['name', 'from']) {
    if (found.has(key)) continue;
    const zh = SETTINGS[key]?.find((it) => /\p{Script=Han}/u.test(it)) ?? key;
    if (table.rows.length > 0)
      report.problems.push(problem('plan/missing-setting', table.file, `缺少“${zh}”（${key}）这一行。`, `The row “${key}” is missing.`));
  }
  const keys = [...found.keys()];
  const asRow = {
    table,
    has: (key: string) => found.has(key),
    columnOf: (key: string) => (found.has(key) ? keys.indexOf(key) : null),
    titleOf: (key: string) => found.get(key)?.title,
    family: () => [],
    rowOf: (key: string) => found.get(key)?.number,
  };
  const row = new Row(
    asRow,
    { number: table.rows[0]?.number ?? 1, cells: keys.map((key) => found.get(key)?.value ?? '') },
    report.problems,
  );
  return row;
}

const namesOf = (): readonly string[] => Object.values(SETTINGS).map((names) => names.find((it) => /\p{Script=Han}/u.test(it)) ?? '');

function boxOf(text: string): [number, number, number, number] | null {
  const numbers = text
    .normalize('NFKC')
    .split(/[,;、\s]+/)
    .map(Number);
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers;
  return numbers.length === 4 && west < east && south < north ? [west, south, east, north] : null;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false; // the only way to ask
  }
}
