import { row } from './row.ts';

/** Tables that are imported. */
export const IMPORTS_ERRORS = {
  'import/unreadable': row(
    422,
    '无法读取“{file}”：{detail}',
    'Cannot read “{file}”: {detail}',
    '请另存为 UTF-8 的 CSV 或 XLSX。',
    'Save it as UTF-8 CSV or XLSX.',
  ),
  'import/too-many-rows': row(
    422,
    '“{file}”超过 {limit} 行。',
    '“{file}” has more than {limit} rows.',
    '请拆分后分次导入。',
    'Split it and import the parts.',
  ),
  'import/missing-column': row(
    422,
    '缺少列“{column}”。',
    'The column “{column}” is missing.',
    '请对照模板。',
    'Compare with the template.',
  ),
  'import/bad-row': row(
    422,
    '第 {row} 行“{column}”：{detail}',
    'Row {row}, “{column}”: {detail}',
    '请修正后重新导入；本次没有写入任何行。',
    'Correct it and import again; no row was written.',
  ),
} as const;
