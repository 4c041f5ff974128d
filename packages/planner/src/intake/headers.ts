import type { PlannerProblem } from '../model/words.ts';
import { groupOf, isGroup } from './cells.ts';
import { bareName, COLUMNS, FAMILIES } from './columns.ts';
import { problem } from './problem.ts';
import { type Headers, Row } from './row.ts';
import type { Table } from './table.ts';

/** Reads the header: names a needed column that is missing, columns that are there twice, and those that nobody knows. */
export function readHeaders(table: Table, needed: readonly string[], report: Report): Headers {
  const columns = new Map<string, number>();
  const families: { readonly family: string; readonly name: string; readonly key: string }[] = [];
  for (const [index, title] of table.header.entries()) {
    if (title === '') continue;
    const found = fieldOf(table, title);
    const key = typeof found === 'string' ? found : found && `${found.family}:${found.name}`;
    if (key === null) report.warnings.push(unknownColumn(table, title));
    else if (columns.has(key)) report.problems.push(twice(table, title));
    else columns.set(key, index);
    if (typeof found === 'object' && found && key) families.push({ ...found, key });
  }
  for (const key of needed) if (!columns.has(key)) report.problems.push(missing(table, key));
  return {
    table,
    has: (key) => columns.has(key),
    columnOf: (key) => columns.get(key) ?? null,
    titleOf: (key) => table.header[columns.get(key) ?? -1],
    family: (family) => families.filter((it) => it.family === family),
  };
}

export interface Report {
  readonly problems: PlannerProblem[];
  readonly warnings: PlannerProblem[];
}

/** All rows of a table, in order, ready to be asked. */
export function rowsOf(table: Table | undefined, needed: readonly string[], report: Report): readonly Row[] {
  if (!table) return [];
  const headers = readHeaders(table, needed, report);
  return table.rows.map((row) => new Row(headers, row, report.problems));
}

function fieldOf(table: Table, title: string): string | { readonly family: string; readonly name: string } | null {
  const bare = bareName(title);
  for (const [key, names] of Object.entries(COLUMNS[table.name])) if (names.some((name) => bareName(name) === bare)) return key;
  const [, family = '', name = ''] = /^([^:]+):(.+)$/.exec(title.normalize('NFKC')) ?? [];
  for (const [key, names] of Object.entries(FAMILIES)) {
    if (names.some((it) => bareName(it) === bareName(family)) && isFamilyOf(table, key)) {
      return { family: key, name: key === 'need' || key === 'load' ? name.trim() : groupOf(name) };
    }
  }
  if (table.name === 'villages' && isGroup(title)) return { family: 'residents', name: groupOf(title) };
  return null;
}

const isFamilyOf = ({ name }: Table, family: string): boolean =>
  name === 'villages' ? family === 'residents' || family === 'need' : name === 'services' && (family === 'share' || family === 'load');

const headerOf = ({ file }: Table): string => `${file}:1`;

function unknownColumn(table: Table, title: string): PlannerProblem {
  const known = Object.values(COLUMNS[table.name]).map((names) => names.find((it) => /\p{Script=Han}/u.test(it)) ?? names[0]);
  return problem(
    'plan/unknown-column',
    `${headerOf(table)} ${title}`,
    `不认识“${title}”这一列，没有读取。认识的列：${known.join('、')}。`,
    `The column “${title}” is not known and was not read. Known: ${Object.keys(COLUMNS[table.name]).join(', ')}.`,
  );
}

const twice = (table: Table, title: string): PlannerProblem =>
  problem(
    'plan/column-twice',
    `${headerOf(table)} ${title}`,
    `“${title}”这一列出现了两次，请只保留一列。`,
    `The column “${title}” is there twice; keep one.`,
  );

function missing(table: Table, key: string): PlannerProblem {
  const names = COLUMNS[table.name][key] ?? [key];
  const chinese = names.find((it) => /\p{Script=Han}/u.test(it)) ?? key;
  return problem(
    'plan/missing-column',
    `${headerOf(table)} ${key}`,
    `缺少“${chinese}”（${key}）这一列，请补上。现有的列：${table.header.join('、')}。`,
    `The column “${key}” (${chinese}) is missing; please add it. Columns found: ${table.header.join(', ')}.`,
  );
}
