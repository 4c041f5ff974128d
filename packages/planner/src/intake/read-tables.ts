import type { PlannerProblem } from '../model/words.ts';
import { decodeText } from './decode-text.ts';
import { tableOfGeoJson } from './geojson.ts';
import type { Report } from './headers.ts';
import { problem } from './problem.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { TABLES, type Table, type TableName, tableNamed, tableOf } from './table.ts';

export interface CountyFile {
  /** Without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Tables = Partial<Record<TableName, Table>>;

const KINDS = /\.(csv|tsv|txt|xlsx|xls|geojson|json)$/i;

/** Sorts files and sheets into tables by their names. Files of other kinds (roads, elevation, notes) are passed over. */
export async function readTables(files: readonly CountyFile[], report: Report): Promise<Tables> {
  const tables: Tables = {};
  const gbk: string[] = [];
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!KINDS.test(file.name) || /^(~\$|\.)/.test(file.name)) continue;
    for (const table of await tablesIn(file, report, gbk)) {
      const other = tables[table.name];
      if (other) report.problems.push(twice(table, other));
      else tables[table.name] = table;
    }
  }
  if (gbk.length > 0) report.warnings.unshift(assumedGbk(gbk));
  return tables;
}

async function tablesIn(file: CountyFile, report: Report, gbk: string[]): Promise<readonly Table[]> {
  const kind = KINDS.exec(file.name)?.[1]?.toLowerCase();
  if (kind === 'xls') {
    report.problems.push(unreadable(file, '旧版 .xls，请另存为 .xlsx', 'an old .xls; save it as .xlsx'));
    return [];
  }
  try {
    if (kind === 'xlsx') return await sheetsOf(file, report);
    const name = tableNamed(file.name.replace(KINDS, ''));
    if (name === null) {
      if (kind === 'csv' || kind === 'geojson') report.warnings.push(unknownTable(file.name));
      return [];
    }
    const decoded = decodeText(file.bytes);
    if (decoded === null) throw new Error('不是文本 / no text');
    if (decoded.encoding === 'gb18030') gbk.push(file.name);
    const table =
      kind === 'geojson' || kind === 'json'
        ? tableOfGeoJson(name, file.name, decoded.text)
        : tableOf(name, file.name, readCsv(decoded.text));
    if (table && !('code' in table)) return [table];
    report.problems.push(table ?? unreadable(file, '没有内容', 'it is empty'));
    return [];
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    report.problems.push(unreadable(file, detail, detail));
    return [];
  }
}

async function sheetsOf({ name: file, bytes }: CountyFile, report: Report): Promise<readonly Table[]> {
  const sheets = await readXlsx(bytes);
  return sheets.flatMap(({ sheet, rows }) => {
    // A workbook with one sheet is called by its file: Excel's own name for it says nothing.
    const name = tableNamed(sheet) ?? (sheets.length === 1 ? tableNamed(file.replace(KINDS, '')) : null);
    if (name === null) report.warnings.push(unknownTable(`${file} [${sheet}]`));
    const table = name && tableOf(name, sheets.length === 1 ? file : `${file} [${sheet}]`, rows);
    return table ? [table] : [];
  });
}

const unreadable = ({ name }: CountyFile, zh: string, en: string): PlannerProblem =>
  problem('plan/unreadable-file', name, `读不了这个文件：${zh}。`, `The file cannot be read: ${en}.`);

/** Excel writes all of a folder alike: one sentence for all of its files. */
const assumedGbk = (names: readonly string[]): PlannerProblem =>
  problem(
    'plan/encoding-assumed',
    names.join('、'),
    '不是 UTF-8，按 GBK（GB18030）读取；若有乱码，请另存为“CSV UTF-8”。',
    'Not UTF-8; read as GBK (GB18030). If names look wrong, save it as “CSV UTF-8”.',
  );

const unknownTable = (at: string): PlannerProblem =>
  problem(
    'plan/unknown-table',
    at,
    `不知道这是哪张表，没有读取。认识的表：${Object.values(TABLES)
      .map((names) => names.find((it) => /\p{Script=Han}/u.test(it)))
      .join('、')}。`,
    `Which table this is, is not known; it was not read. Known: ${Object.keys(TABLES).join(', ')}.`,
  );

const twice = (table: Table, other: Table): PlannerProblem =>
  problem(
    'plan/table-twice',
    table.file,
    `这张表已经在 ${other.file} 里有了，请只保留一处。`,
    `This table is in ${other.file} already; keep one of them.`,
  );
