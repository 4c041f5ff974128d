/** Writes the CSV files of the sample town from the divisions of Wenzhou: `node samples/yuhai/make.ts`. matters.csv is written by hand. */
import { readFileSync, writeFileSync } from 'node:fs';
import { formatCsv, parseCsv, type Row } from '../csv.ts';
import { composeTown } from './town.ts';

const divisions = parseCsv(readFileSync(new URL('../divisions/wenzhou.csv', import.meta.url), 'utf8'));
for (const [name, rows] of Object.entries(composeTown(divisions)) as [string, readonly Row[]][]) {
  writeFileSync(new URL(`${name}.csv`, import.meta.url), formatCsv(rows));
}
