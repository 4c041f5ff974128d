/** Writes the tables, roads and heights of the sample county: `node samples/mountain-county/make.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { formatCsv, parseCsv } from '../csv.ts';
import { composeCounty } from './county.ts';

const write = (name: string, content: string | Uint8Array): void => writeFileSync(new URL(name, import.meta.url), content);
const { tables, roads, heights } = composeCounty(parseCsv(readFileSync(new URL('../divisions/jingning.csv', import.meta.url), 'utf8')));
for (const [name, rows] of Object.entries(tables)) write(`${name}.csv`, formatCsv(rows));
write('roads.osm.pbf', roads);
for (const { name, bytes } of heights) write(name, bytes);
