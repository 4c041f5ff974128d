import { expect, test } from 'vitest';
import { Refused } from '../ports/refused.ts';
import { type Cells, cellsOf } from './cells.ts';

const COLUMNS = { code: { zh: ['代码', '区划代码'] }, name: { zh: ['名称'] }, note: { zh: ['备注'], isOptional: true } } as const;
const tableOf = (header: readonly string[], ...cells: readonly (readonly string[])[]) => ({
  header,
  rows: cells.map((row, index) => ({ number: index + 2, cells: row })),
});
const one = (header: readonly string[], ...cells: readonly string[]): Cells<keyof typeof COLUMNS> => {
  const [row] = cellsOf(tableOf(header, cells), 'x.csv', COLUMNS);
  if (!row) throw new Error('no row');
  return row;
};
const refusal = (attempt: () => unknown): Refused => {
  try {
    attempt();
  } catch (cause) {
    if (cause instanceof Refused) return cause;
    throw cause;
  }
  throw new Error('nothing was refused');
};

test.each([[['code', 'name']], [['Code', 'NAME']], [['代码', '名称']], [['区划代码', 'name']]])('the columns of %j are found', (header) => {
  const row = one(header, '1', 'x');
  expect([row.text('code'), row.text('name'), row.optional('note')]).toEqual(['1', 'x', '']);
});

test('columns may stand in any order, among others that mean nothing here', () => {
  const row = one(['备注', 'name', '电话', '代码'], 'n', 'x', '110', '1');
  expect([row.text('code'), row.text('name'), row.optional('note')]).toEqual(['1', 'x', 'n']);
});

test('a missing column is named in both languages, even when there is no row', () => {
  const refused = refusal(() => cellsOf(tableOf(['code']), 'x.csv', COLUMNS));
  expect([refused.code, refused.params.column, refused.at]).toEqual(['import/missing-column', '名称 / name', 'x.csv']);
});

test.each<[string, (row: Cells<'code' | 'name' | 'note'>) => unknown, string]>([
  ['an empty cell', (row) => row.text('note'), 'it is empty'],
  ['too long a text', (row) => row.text('name', 3), 'more than 3 characters'],
  ['a line break', (row) => row.text('code'), 'line breaks'],
  ['a number that is none', (row) => row.integer('name', 1, 9), 'from 1 to 9'],
  ['an unknown word', (row) => row.word('name', { yes: ['是'] }), 'none of yes'],
])('%s is refused where it stands', (_, attempt, detail) => {
  const row = one(['代码', 'name', '备注'], 'a\nb', 'long', '');
  const refused = refusal(() => attempt(row));
  expect([refused.code, refused.params.row, refused.at]).toEqual(['import/bad-row', 2, 'x.csv:2']);
  expect(refused.params.detail).toContain(detail);
});

test('a refusal names the column as the table does', () => {
  expect(refusal(() => one(['区划代码', '名称'], '', 'x').text('code')).params.column).toBe('区划代码');
});

test('lists take either semicolon, words either language, numbers only their range', () => {
  const row = one(['code', 'name', 'note'], '2', '是', ' a ；b;; c');
  expect(row.list('note').map((it) => it.trim())).toEqual(['a', 'b', 'c']);
  expect(row.word('name', { yes: ['是'], no: ['否'] })).toBe('yes');
  expect(row.integer('code', 1, 2)).toBe(2);
  for (const text of ['-1', '1.5', '1e2', '0x2', '３', ''])
    expect(refusal(() => one(['code', 'name'], text, 'x').integer('code', 0, 200)).code).toBe('import/bad-row');
});
